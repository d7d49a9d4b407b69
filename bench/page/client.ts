import { Connection, type Timing } from "./connection.ts";

/** Who asks for pages: a process of its own, so that its work is not counted as the proxies'. */
export interface Target {
  host: string;
  port: number;
  path: string;
}

export type Question =
  /** As many as can be had on some connections for some time. */
  | { ask: "throughput"; target: Target; connections: number; ms: number }
  /** One at a time, so many of each, in an order that is new each time. */
  | { ask: "latency"; targets: Target[]; count: number };

export interface Throughput {
  requests: number;
  failed: number;
  ms: number;
  bytes: number;
}

/** Of each target, in ms: until the first byte of the body, and until its last. */
export type Latency = { first: number[]; last: number[] }[];

async function measureThroughput(target: Target, connections: number, ms: number): Promise<Throughput> {
  const result = { requests: 0, failed: 0, ms: 0, bytes: 0 };
  const begun = performance.now();
  const until = begun + ms;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const connection = await Connection.open(target);
      while (performance.now() < until) {
        const { status, bytes } = await connection.get(target.path);
        result.requests++;
        result.bytes += bytes;
        if (status !== 200) result.failed++;
      }
      connection.close();
    }),
  );
  return { ...result, ms: performance.now() - begun };
}

async function measureLatency(targets: Target[], count: number): Promise<Latency> {
  const connections = await Promise.all(targets.map((target) => Connection.open(target)));
  const timings: Timing[][] = targets.map(() => []);
  for (let run = 0; run < count; run++) {
    const order = targets.map((_, at) => at).sort(() => Math.random() - 0.5);
    for (const at of order) {
      const timing = await connections[at]?.get(targets[at]?.path ?? "/");
      if (timing) timings[at]?.push(timing);
    }
  }
  for (const connection of connections) connection.close();
  return timings.map((all) => ({ first: all.map(({ first }) => first), last: all.map(({ last }) => last) }));
}

process.on("message", async (question: Question) => {
  const answer =
    question.ask === "throughput"
      ? await measureThroughput(question.target, question.connections, question.ms)
      : await measureLatency(question.targets, question.count);
  process.send?.(answer);
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
