import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";

/** Runs a command to its end. @throws Error with the last of what it printed */
export async function run(
  command: string,
  args: string[],
  options: SpawnOptions & { input?: string } = {},
): Promise<string> {
  const { input, ...rest } = options;
  const child = spawn(command, args, {
    ...rest,
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  const output = listenTo(child);
  if (input !== undefined) child.stdin?.write(input);
  const [code] = await ended(child);
  if (code !== 0)
    throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${output().slice(-3000)}`);
  return output();
}

/** What a process has printed so far. */
export function listenTo(child: ChildProcess): () => string {
  let output = "";
  const hear = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  return () => output;
}

function ended(child: ChildProcess): Promise<[number | string | null]> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve([code ?? signal]));
  });
}

/** Asks a process to end, and all it started; insists after five seconds. */
export async function stop(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  const insisting = setTimeout(() => child.kill("SIGKILL"), 5000);
  await gone;
  clearTimeout(insisting);
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Tries until it is true, every so many ms. @throws Error that says what was waited for */
export async function until(
  what: string,
  { seconds, every = 200 }: { seconds: number; every?: number },
  isTrue: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await isTrue().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
