/** One thing that ran while the clock was turned. `at` is an ISO 8601 time. */
export interface Run {
  at: string;
  kind: "cron" | "queue";
  name: string;
  summary: string;
}

export interface RunGroup extends Run {
  /** When it ran last; the same as `at` when it ran once. */
  until: string;
  times: number;
}

/** What ran again and again with the same outcome is told once, where it ran first. */
export function groupRuns(runs: Run[]): RunGroup[] {
  const groups = new Map<string, RunGroup>();
  for (const run of runs) {
    const key = JSON.stringify([run.kind, run.name, run.summary]);
    const group = groups.get(key);
    if (!group) {
      groups.set(key, { ...run, until: run.at, times: 1 });
      continue;
    }
    group.until = run.at;
    group.times += 1;
  }
  return [...groups.values()];
}

/** True when a queue's summary says that a message went out: it has "accepted", "sent" or "delivered", and no "not". */
export function deliversMessage({ kind, summary }: Run): boolean {
  return (
    kind === "queue" && /\b(?:accepted|sent|delivered)\b/i.test(summary) && !/\bnot\b|n't\b/i.test(summary)
  );
}
