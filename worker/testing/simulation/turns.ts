import type { Process } from "./process.ts";

export interface Work {
  process: Process;
  run(): Promise<void>;
}

/**
 * Who goes next. Of several processes at work at once one step is done at a time, in an order that follows from the
 * schedule's own numbers alone, so that the same schedule always runs the same.
 */
export class Turns {
  readonly #live = new Set<Process>();
  readonly #settle: () => Promise<void>;
  readonly #random: () => number;
  /** What the world does meanwhile, when a process stands still. */
  readonly #meanwhile: () => Promise<Work[]>;

  constructor(settle: () => Promise<void>, random: () => number, meanwhile: () => Promise<Work[]>) {
    this.#settle = settle;
    this.#random = random;
    this.#meanwhile = meanwhile;
  }

  /** Runs these to their end, or to their death, their steps in between each other. */
  async together(begun: Process[], run: (process: Process) => Promise<void>): Promise<void> {
    const processes: Process[] = [];
    const begin = (works: Work[]) => {
      for (const { process } of works) this.#live.add(process);
      for (const { process, run } of works) {
        processes.push(process);
        run().finally(() => this.#live.delete(process));
      }
    };
    begin(begun.map((process) => ({ process, run: () => run(process) })));
    while (processes.some((process) => this.#live.has(process))) {
      await this.#settle();
      const going = processes.filter((process) => this.#live.has(process) && !process.isStalled);
      if (going.length === 0) {
        const stalled = processes.filter((process) => this.#live.has(process));
        if (stalled.length === 0) return;
        const others = await this.#meanwhile();
        for (const process of stalled) process.isStalled = false;
        // Those who take up what it held are at work while it goes on.
        begin(others);
        continue;
      }
      if (going.some((process) => process.waiting.length === 0)) continue;
      const next = going[Math.floor(this.#random() * going.length)];
      next?.waiting.shift()?.();
    }
  }

  /** Resolves when it is this process's turn. One that is alone, or only looks, does not wait. */
  async take(process: Process): Promise<void> {
    if (this.#live.size <= 1 || !this.#live.has(process)) return;
    await new Promise<void>((resolve) => process.waiting.push(resolve));
  }

  /** The process does nothing any more, and nobody waits for it. */
  bury(process: Process): void {
    process.isDead = true;
    this.#live.delete(process);
  }

  /** The process stands still until all others are done, and longer. */
  async stall(process: Process): Promise<void> {
    process.isStalled = true;
    process.hasStalled = true;
    await new Promise<void>((resolve) => process.waiting.push(resolve));
  }
}
