import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";

/** A program of ours in a process of its own, so that its work is not counted as the worker's or the browser's. */
export class Helper {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** @returns the helper, and what it said first */
  static async start<First>(path: string, args: string[] = []): Promise<{ helper: Helper; first: First }> {
    const helper = new Helper(fork(path, args));
    return { helper, first: (await helper.#next()) as First };
  }

  /** Asks one thing, and waits for its answer. */
  async ask<Answer>(question: unknown): Promise<Answer> {
    this.#child.send(question as object);
    return (await this.#next()) as Answer;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.kill();
    await gone;
  }

  #next(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const broken = () => reject(new Error("a helper of the bench ended before it answered"));
      this.#child.once("exit", broken);
      this.#child.once("message", (message) => {
        this.#child.off("exit", broken);
        resolve(message);
      });
    });
  }
}

/** Ids of the processes that this one has started and their own, as far as the system tells (Linux: /proc). */
export function descendants(name: string, of = process.pid): number[] {
  const parents = new Map<number, { parent: number; name: string }>();
  try {
    for (const entry of readdirSync("/proc")) {
      if (!/^\d+$/.test(entry)) continue;
      const stat = statOf(Number(entry));
      if (stat) parents.set(Number(entry), { parent: Number(stat.fields[1]), name: stat.name });
    }
  } catch {
    return [];
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid)?.parent;
    return parent === of || (parent !== undefined && parent > 1 && isBelow(parent));
  };
  return [...parents].filter(([pid, one]) => one.name === name && isBelow(pid)).map(([pid]) => pid);
}

/** Time these processes have computed, in ms; `null` where the system does not tell. */
export function cpuOf(pids: number[]): number | null {
  if (pids.length === 0) return null;
  const each = pids.map(exactTime);
  return each.some((one) => one === null) ? null : each.reduce<number>((sum, one) => sum + (one ?? 0), 0);
}

/** By the scheduler's own clock, in ns: what /proc/PID/stat counts is samples of 10 ms (Linux: sched-stats.rst). */
function exactTime(pid: number): number | null {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const ran = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8"));
    return ran.reduce((sum, text) => sum + Number(text.split(" ", 1)[0]), 0) / 1e6;
  } catch {
    return null;
  }
}

/** Memory these processes hold, in MB. */
export function memoryOf(pids: number[]): number | null {
  if (pids.length === 0) return null;
  const pages = pids.map((pid) => Number(statOf(pid)?.fields[21] ?? 0));
  return (pages.reduce((sum, one) => sum + one, 0) * 4096) / 1_048_576;
}

/** /proc/PID/stat from its third field on; the second, in parentheses, may hold anything. */
function statOf(pid: number): { name: string; fields: string[] } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const end = text.lastIndexOf(")");
    return { name: text.slice(text.indexOf("(") + 1, end), fields: text.slice(end + 2).split(" ") };
  } catch {
    return null;
  }
}
