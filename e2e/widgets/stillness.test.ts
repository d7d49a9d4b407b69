import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCaptured } from "../../playground/gallery/read-captured.ts";
import { layoutShift } from "../../widgets/look.fixture.ts";
import { paths } from "../../worker/wire/paths.ts";
import { desktop, everyState, openStage, phone, type Stage, type StateRow } from "./show-state.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage?.close());

/** A phone is this much slower than the machine that tests. */
const slowdown = 6;
/** W3C Long Tasks §2: what keeps a page from answering, in ms. */
const longTask = 50;

/** What follows a press is no shift of ours: only what comes by itself is let come. */
const acts = ({ state }: (typeof everyState)[number]) =>
  state.acts?.some((act) => "leave" in act) ? "on" : "off";

const longest: Record<string, number> = {};

describe("on the demo shop nothing moves because of us, and no task with our code in it is long on a slow phone", () => {
  afterAll(() => {
    const told = Object.entries(longest).map(([widget, ms]) => `${widget} ${ms.toFixed(1)} ms`);
    console.log(`Longest task with our code in it, ${slowdown} times slower: ${told.join(", ")}`);
  });

  it.each(everyState)("$widget: $name", async (row) => {
    for (const options of [phone, desktop]) {
      const before = (page: Page) =>
        stage.browser.startTracing(page, { categories: ["devtools.timeline", "toplevel", "v8"] });
      const page = await stage.show(row, { options, acts: acts(row), before });
      await page.waitForTimeout(400);
      const tasks = tasksWithOurs(await stage.browser.stopTracing());
      longest[row.widget] = Math.max(longest[row.widget] ?? 0, ...tasks);
      expect(tasks.filter((ms) => ms > longTask)).toEqual([]);
      const shift = await layoutShift(page);
      await page.context().close();
      if (shift > 0) expect(shift).toBeCloseTo(await shiftWithout(row, options), 6);
    }
  });
});

/** A shop's page may move by itself. @param page a captured one's name; left out: the demo shop's */
async function shiftWithout(row: StateRow, options: BrowserContextOptions, name?: string): Promise<number> {
  const where = name === undefined ? {} : ({ shop: "captured", page: name } as const);
  const page = await stage.show(row, { options, acts: "off", settings: `{"enabled":false}`, ...where });
  await page.waitForTimeout(400);
  const shift = await layoutShift(page);
  await page.context().close();
  return shift;
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Microseconds of the processor's: what else the machine does is not in it. */
  tdur?: number;
  args?: object;
}

/** How long tasks took in which code of ours ran, in ms on a slow phone. The reading of the page itself is not counted. */
function tasksWithOurs(trace: Buffer): number[] {
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(trace.toString());
  const ran = /^(EvaluateScript|FunctionCall|v8\.(run|evaluateModule|compileModule))$/;
  const ours = traceEvents.filter(
    ({ name, args }) => ran.test(name) && JSON.stringify(args ?? {}).includes(paths.assets),
  );
  const reading = traceEvents.filter(({ name }) => name === "ParseHTML");
  const within = (task: TraceEvent, events: TraceEvent[]) =>
    events.filter(
      ({ pid, tid, ts }) =>
        pid === task.pid && tid === task.tid && ts >= task.ts && ts < task.ts + (task.dur ?? 0),
    );
  return traceEvents
    .filter((event) => event.name.endsWith("RunTask") && within(event, ours).length > 0)
    .map((task) => {
      const read = within(task, reading).reduce((sum, { tdur }) => sum + (tdur ?? 0), 0);
      return (((task.tdur ?? 0) - read) / 1000) * slowdown;
    });
}

const captured = readCaptured();
const inPages = everyState.filter(
  ({ widget, state }, index) =>
    everyState[index - 1]?.widget !== widget && !state.acts?.some((act) => "leave" in act),
);
const where = captured ? "" : ", skipped: there are none beside this repository";

describe(`on captured pages nothing moves because of us${where}`, () => {
  it.skipIf(!captured).each(inPages)("$widget: $name", async (row) => {
    const pages = (captured ?? []).filter(({ url }) => /cart|checkout|product/.test(url));
    const shown = await Promise.all(
      pages.map(async ({ name }) => {
        const page = await stage.show(row, { options: phone, shop: "captured", page: name, acts: "off" });
        await page.waitForTimeout(300);
        const shift = await layoutShift(page);
        const count = await page.evaluate(() => window.own.hosts().length);
        await page.context().close();
        if (shift > 0) expect(shift, name).toBeCloseTo(await shiftWithout(row, phone, name), 6);
        return count;
      }),
    );
    expect(shown.length).toBeGreaterThan(4);
  });
});
