import type { PlaygroundCall, TurnedClock } from "./calls.ts";

const minute = 60_000;

export interface Ran {
  at: string;
  kind: "cron" | "queue";
  name: string;
  summary: string;
}

export interface ClockReport {
  now: string;
  from: string;
  ran: Ran[];
  waiting: { at: string; what: string }[];
}

export interface ClockMachinery {
  /** Offset of the worker's clock from the laptop's, in ms; kept by the caller over restarts. */
  offset: number;
  /** Runs the worker's cron handler once. */
  runCron(): Promise<void>;
  /** What the database says is due and when, soonest first. Epoch ms. */
  findWaiting(): Promise<{ at: number; what: string }[]>;
  onChange(offset: number): void;
}

/**
 * The worker's clock, to be turned by hand: on the way every cron and every queue turn that falls due is run, at its time
 * and in its order, until nothing is left. Minutes in which nothing is due are jumped over.
 */
export class Clock {
  readonly #machinery: ClockMachinery;
  #ran: Ran[] = [];
  /** Messages in the queue that have not been handled yet. */
  #inQueue = 0;
  #turning: Promise<unknown> = Promise.resolve();
  #standing: number | null = null;

  constructor(machinery: ClockMachinery) {
    this.#machinery = machinery;
  }

  now(): number {
    return this.#standing ?? Date.now() + this.#machinery.offset;
  }

  /** What the worker reports. @returns the time it shall go by */
  receive(report: PlaygroundCall): TurnedClock {
    const at = new Date(this.now()).toISOString();
    if (report.call === "queued") this.#inQueue += report.count;
    if (report.call === "cron-ran") {
      for (const { name, ran } of report.jobs) {
        if (ran !== null) this.#ran.push({ at, kind: "cron", name, summary: ran });
      }
    }
    if (report.call === "queue-ran") {
      this.#inQueue = Math.max(0, this.#inQueue - report.handled.length);
      for (const { kind, outcome } of report.handled) {
        this.#ran.push({ at, kind: "queue", name: kind, summary: outcome });
      }
    }
    return { offset: this.#machinery.offset, standing: this.#standing };
  }

  /** One turn at a time: two at once would each see the other's runs. */
  advance(ms: number): Promise<ClockReport> {
    const turn = this.#turning.then(() => this.#advance(ms));
    this.#turning = turn.catch(() => {});
    return turn;
  }

  /** What a cron would have done this minute, in real time. */
  tick(): Promise<unknown> {
    return this.advance(0);
  }

  async report(from = this.now(), ran: Ran[] = []): Promise<ClockReport> {
    const waiting = await this.#machinery.findWaiting();
    return {
      now: new Date(this.now()).toISOString(),
      from: new Date(from).toISOString(),
      ran,
      waiting: waiting.map(({ at, what }) => ({ at: new Date(at).toISOString(), what })),
    };
  }

  async #advance(ms: number): Promise<ClockReport> {
    const from = this.now();
    const target = from + ms;
    this.#ran = [];
    if (ms === 0) await this.#runOnce();
    let last = Math.floor(from / minute) * minute;
    for (;;) {
      const [next] = await this.#machinery.findWaiting();
      if (!next) break;
      // Crons run on the minute; what is due and stays due, as with a provider that is down, is tried once a minute.
      const at = Math.max(Math.ceil(next.at / minute) * minute, last + minute);
      if (at > target) break;
      this.#standing = at;
      try {
        await this.#runOnce();
      } finally {
        this.#standing = null;
        this.#set(at);
      }
      last = at;
    }
    if (this.now() < target) this.#set(target);
    return this.report(from, this.#ran);
  }

  async #runOnce(): Promise<void> {
    await this.#machinery.runCron();
    const deadline = Date.now() + 15_000;
    while (this.#inQueue > 0) {
      if (Date.now() > deadline) throw new Error("the queue did not empty within 15 seconds");
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  #set(now: number): void {
    this.#machinery.offset = now - Date.now();
    this.#machinery.onChange(this.#machinery.offset);
  }
}
