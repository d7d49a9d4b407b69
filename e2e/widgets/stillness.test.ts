import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCaptured } from "../../playground/gallery/read-captured.ts";
import { layoutShift } from "../../widgets/look.fixture.ts";
import { desktop, everyState, type Look, openStage, phone, type Stage, type StateRow } from "./show-state.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage?.close());

/** What follows a press is the shopper's own doing (WICG Layout Instability §2.3); leaving is not a press. */
const leavesAlone = ({ state: { acts = [] } }: (typeof everyState)[number]) =>
  acts.every((act) => "leave" in act || "wait" in act);
const leaves = ({ state: { acts = [] } }: (typeof everyState)[number]) => acts.some((act) => "leave" in act);
const ofThemselves = everyState.filter((row) => leavesAlone(row) || !leaves(row));

/**
 * How far a page has moved by the time it has come to rest. A page that comes late, in pieces, moves by itself: what is
 * ours to answer for happens every time, so the stillest of three counts.
 */
async function leastShift(row: StateRow, look: Look): Promise<number> {
  let least = Infinity;
  for (let run = 0; run < 3 && least > 0; run++) {
    const page = await stage.show(row, { ...look, isFirstVisit: true });
    least = Math.min(least, await layoutShift(page));
    await stage.leave(page);
  }
  return least;
}

describe("on the demo shop nothing moves because of us", () => {
  it.each(ofThemselves)("$widget: $name", async (row) => {
    const isFirst = ofThemselves.find(({ widget }) => widget === row.widget) === row;
    for (const options of isFirst ? [phone, desktop] : [phone]) {
      const shift = await leastShift(row, { options, acts: leavesAlone(row) ? "on" : "off" });
      // The demo shop's checkout on one page draws its cart late, and moves by itself.
      if (shift > 0) {
        const without = { options, acts: "off", settings: `{"enabled":false}` } as const;
        expect(shift).toBeLessThanOrEqual(await leastShift(row, without));
      }
    }
  });
});

const captured = readCaptured();
/** A page of each kind of each shop. */
const pages = [
  ...Map.groupBy(captured ?? [], ({ name, url }) => {
    const kind = /checkout|cart/.exec(url)?.[0];
    return kind && `${name.split(" ")[0]} ${kind}`;
  }),
].flatMap(([kind, [first]]) => (kind === undefined || first === undefined ? [] : first.name));
const inPages = everyState.filter(
  (row, index) => everyState[index - 1]?.widget !== row.widget && !leaves(row),
);
const where = captured ? "" : ", skipped: there are none beside this repository";

describe(`on captured pages nothing moves because of us${where}`, () => {
  it.skipIf(!captured).each(inPages)("$widget: $name", async (row) => {
    expect(pages.length).toBeGreaterThan(4);
    for (const page of pages) {
      const look = { options: phone, shop: "captured", page, acts: "off" } as const;
      expect(await leastShift(row, look), page).toBe(0);
    }
  });
});
