import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { ancestors, isRunning } from "./processes.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const state = mkdtempSync(join(tmpdir(), "cartwright-companion-"));
const started: ChildProcess[] = [];

afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(state, { recursive: true, force: true });
});

describe("what stands beside wrangler dev", () => {
  it("serves demo shop and inbox, and ends by itself soon after the last wrangler", async () => {
    const [shop, inbox] = [await freeUrl(), await freeUrl()];
    const wranglers = [standIn(), standIn()];
    mkdirSync(join(state, "clients"));
    for (const { pid } of wranglers) writeFileSync(join(state, "clients", String(pid)), "");
    const args = ["playground/companion.ts", "--shop", shop, "--inbox", inbox, "--state", state];
    const companion = spawn(process.execPath, args, { cwd: root, stdio: "ignore" });
    started.push(companion);
    const ended = new Promise((resolve) => companion.once("exit", resolve));
    expect(await text(`${shop}/products/enamel-mug`)).toContain("Enamel mug");
    expect(await text(`${inbox}/api/v1/messages`)).toContain('"messages":[]');

    wranglers[0]?.kill();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(companion.exitCode).toBeNull();
    wranglers[1]?.kill();
    expect(await ended).toBe(0);
  }, 60_000);

  it("is told from every other process by who started it", () => {
    expect(ancestors()[0]?.pid).toBe(process.ppid);
    expect(isRunning(process.pid)).toBe(true);
    expect(isRunning(2 ** 30)).toBe(false);
  });
});

/** A process that does nothing, for as long as it is let. */
function standIn(): ChildProcess {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  started.push(child);
  return child;
}

function freeUrl(): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(`http://127.0.0.1:${port}`));
    });
  });
}

async function text(url: string): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await (await fetch(url)).text();
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
