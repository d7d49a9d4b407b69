import { describe, expect, it } from "vitest";
import { Clock } from "./clock.ts";

const start = Date.parse("2026-11-23T10:00:20Z");
const minute = 60_000;

/** A worker whose crons take up whatever is due, and may put something later in its place. */
function clockWith(due: number[], onRun: (now: number, clock: Clock) => void = () => {}) {
  const runs: number[] = [];
  const clock: Clock = new Clock({
    offset: start - Date.now(),
    async runCron() {
      const now = clock.receive({ call: "read-clock" }).standing ?? clock.now();
      runs.push(now);
      const taken = due.filter((at) => at <= now);
      for (const at of taken) due.splice(due.indexOf(at), 1);
      const ran = taken.length > 0 ? `${taken.length} done` : null;
      clock.receive({ call: "cron-ran", jobs: [{ name: "sweep", ran }] });
      onRun(now, clock);
    },
    findWaiting: async () => [...due].sort((a, b) => a - b).map((at) => ({ at, what: "a cart" })),
    onChange() {},
  });
  return { clock, runs };
}

const at = (time: string) => Date.parse(`2026-11-23T${time}Z`);

describe("the turned clock", () => {
  it("runs what falls due on the way, on the minute, and jumps over the rest", async () => {
    const { clock, runs } = clockWith([at("10:30:20"), at("12:00:00")]);
    const report = await clock.advance(3 * 60 * minute);
    expect(runs).toEqual([at("10:31:00"), at("12:00:00")]);
    expect(report.ran.map(({ at, summary }) => `${at} ${summary}`)).toEqual([
      "2026-11-23T10:31:00.000Z 1 done",
      "2026-11-23T12:00:00.000Z 1 done",
    ]);
    expect(report.now.slice(0, 16)).toBe("2026-11-23T13:00");
  });

  it("leaves alone what is due after its time, and says that it waits", async () => {
    const { clock, runs } = clockWith([at("11:00:00")]);
    const report = await clock.advance(31 * minute);
    expect(runs).toEqual([]);
    expect(report.waiting).toEqual([{ at: "2026-11-23T11:00:00.000Z", what: "a cart" }]);
  });

  it("runs what became due by what it ran", async () => {
    const due = [at("10:30:00")];
    const { clock, runs } = clockWith(due, (now) => {
      if (now < at("10:31:00")) due.push(now + 60 * minute);
    });
    await clock.advance(2 * 60 * minute);
    expect(runs).toEqual([at("10:30:00"), at("11:30:00")]);
  });

  it("tries once a minute what stays due, and comes to an end", async () => {
    const due = [at("10:10:00")];
    const { clock, runs } = clockWith(due, () => {
      if (due.length === 0) due.push(at("10:10:00"));
    });
    await clock.advance(15 * minute);
    expect(runs).toHaveLength(6);
  });

  it("waits until the queue is empty before it goes on", async () => {
    let isHandled = false;
    const { clock } = clockWith([at("10:05:00")], (_now, clock) => {
      clock.receive({ call: "queued", count: 1 });
      setTimeout(() => {
        isHandled = true;
        clock.receive({ call: "queue-ran", handled: [{ kind: "deliver", outcome: "accepted" }] });
      }, 20);
    });
    const report = await clock.advance(10 * minute);
    expect(isHandled).toBe(true);
    expect(report.ran.at(-1)).toMatchObject({ kind: "queue", name: "deliver", summary: "accepted" });
  });

  it("makes one turn at a time", async () => {
    const { clock } = clockWith([]);
    await Promise.all([clock.advance(10 * minute), clock.advance(20 * minute)]);
    expect(new Date(clock.now()).toISOString().slice(0, 16)).toBe("2026-11-23T10:30");
  });
});
