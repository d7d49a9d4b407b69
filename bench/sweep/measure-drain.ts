import type { Count } from "../deeds.ts";
import type { Options } from "../options.ts";
import type { Report } from "../report.ts";
import { Rig, storeId } from "../rig.ts";
import { addManyIdle, addStores, noon } from "../seed.ts";

const minute = 60_000;
/** Of every hundred thousand: one shop has nearly all of it, and behind it stand many small ones. */
const smallStores = 20;
const ofSmallStore = 100;

type Metered = Count & { ms: number };

/** A backlog that fell due at once, from idle carts to the last mail that was taken, one run of cron after the other. */
export async function measureDrain({ quick }: Options): Promise<Report> {
  const backlog = quick ? 3_000 : 100_000;
  const rig = await Rig.start();
  try {
    await rig.do({ deed: "take-mails" });
    await rig.do({ deed: "set-clock", now: noon });
    const small = await addStores(rig.database, smallStores);
    for (const store of small) await addManyIdle(rig, store, ofSmallStore);
    await addManyIdle(rig, storeId, backlog - smallStores * ofSmallStore);
    const left = await drain(rig, noon, "SELECT count(*) FROM carts WHERE idle_at <= ?1", small);
    const due = await drain(rig, noon + 61 * minute, openSql, small);
    const { accepted, other } = await outcomes(rig);
    if (accepted !== backlog || due.mails !== backlog) {
      throw new Error(`${accepted} of ${backlog} accepted, ${due.mails} mails: ${JSON.stringify(other)}`);
    }
    return report(backlog, left, due);
  } finally {
    await rig.stop();
  }
}

const openSql = `SELECT count(*) FROM recovery_messages WHERE due_at <= ?1 AND step = 1
  AND status IN ('scheduled', 'claimed', 'sending')`;

interface Drained {
  runs: Metered[];
  /** All of it, what consumers did included. */
  whole: Metered[];
  mails: number;
  /** After how many runs nothing of the small stores was left. */
  smallDone: number;
}

/** Runs cron each minute of the clock, and lets the queue be worked off after each, until nothing is left. */
async function drain(rig: Rig, from: number, leftSql: string, small: string[]): Promise<Drained> {
  const drained: Drained = { runs: [], whole: [], mails: 0, smallDone: 0 };
  const ofSmall = `${leftSql} AND store_id IN (SELECT value FROM json_each(?2))`;
  const count = async (sql: string, ...values: unknown[]) =>
    Number(
      (await rig.database
        .prepare(sql)
        .bind(...values)
        .first("count(*)")) ?? 0,
    );
  for (let run = 0; ; run++) {
    const now = from + run * minute;
    if ((await count(leftSql, now)) === 0) return drained;
    if (run > 200) throw new Error("a backlog does not drain");
    await rig.do({ deed: "set-clock", now });
    let cron: Metered | undefined;
    const whole = await rig.meter(async () => {
      const begun = performance.now();
      await rig.do({ deed: "run-cron" });
      cron = {
        ...(await rig.do<Count>({ deed: "read-count", reset: false })),
        ms: performance.now() - begun,
      };
      await rig.settle();
    });
    drained.runs.push(cron as Metered);
    drained.whole.push(whole);
    drained.mails += whole.mails;
    if ((await count(ofSmall, now, JSON.stringify(small))) > 0) drained.smallDone = run + 1;
    console.log(
      `run ${run + 1}: cron ${Math.round(cron?.ms ?? 0)} ms, ${cron?.statements} queries, ${whole.queued} queued, ` +
        `${whole.mails} mails, ${Math.round(whole.ms / 1000)} s`,
    );
  }
}

async function outcomes(rig: Rig) {
  const sql = "SELECT status, reason, count(*) AS n FROM recovery_messages WHERE step = 1 GROUP BY 1, 2";
  const { results } = await rig.database.prepare(sql).all<{ status: string; n: number }>();
  const accepted = results.find(({ status }) => status === "accepted")?.n ?? 0;
  return { accepted, other: results.filter(({ status }) => status !== "accepted") };
}

function report(backlog: number, left: Drained, due: Drained): Report {
  const sum = (all: Metered[], of: keyof Metered) => all.reduce((total, one) => total + one[of], 0);
  const most = (all: Metered[], of: keyof Metered) => Math.max(...all.map((one) => one[of]));
  const row = (name: string, { runs, whole }: Drained) => ({
    name,
    cells: [
      runs.length,
      most(runs, "statements"),
      most(runs, "ms") / 1000,
      Math.max(most(runs, "parameters"), most(whole, "parameters")),
      sum(runs, "read") / backlog,
      sum(runs, "written") / backlog,
      sum(runs, "calls"),
      most(runs, "largestCall"),
      sum(whole, "ms") / 1000,
    ],
  });
  const queries = Math.max(most(left.runs, "statements"), most(due.runs, "statements"));
  const batch = most(due.whole, "statementsOfBatch");
  const parameters = Math.max(most(left.whole, "parameters"), most(due.whole, "parameters"));
  const goal = (text: string, measured: string, met: boolean) => ({ goal: text, measured, met });
  return {
    section: "drain",
    title: `A backlog of ${backlog.toLocaleString("en-GB")}`,
    tables: [
      {
        title: "Until nothing was left",
        columns: [
          ...[
            "",
            "runs of cron",
            "most queries",
            "longest run, s",
            "most parameters",
            "rows read each",
            "written each",
          ],
          ...["queue calls", "largest", "all of it, s"],
        ],
        rows: [row("idle carts, abandoned", left), row("due messages, to accepted", due)],
      },
    ],
    goals: [
      goal(
        "every message is accepted, and its mail was taken once",
        `${due.mails} mails`,
        due.mails === backlog,
      ),
      goal(
        "under 1,000 queries in a run, and in a consumer's batch",
        `${queries}, ${batch}`,
        Math.max(queries, batch) < 1_000,
      ),
      goal("100 parameters at most", `${parameters}`, parameters <= 100),
      goal(
        "under 30 s a run",
        `${(Math.max(most(left.runs, "ms"), most(due.runs, "ms")) / 1000).toFixed(1)} s`,
        Math.max(most(left.runs, "ms"), most(due.runs, "ms")) < 30_000,
      ),
      goal(
        `${smallStores} small stores do not wait for the large one`,
        `done in run ${left.smallDone + 1} and ${due.smallDone + 1}`,
        left.smallDone <= 1 && due.smallDone <= 1,
      ),
    ],
    notes: [
      "Rows are those of the crons; what a mail itself costs stands above. Each run of cron is a minute of the clock, and the queue is worked off before the next.",
      "Mails are sent by one consumer, and taken by a provider that answers at once, in the same process.",
    ],
  };
}
