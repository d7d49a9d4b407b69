import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ClockReport } from "../playground/clock.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The product as `npm run dev` starts it, on a free port and with state of its own. */
export interface Playground {
  at(host: "shop" | "origin" | "inbox" | "playground"): string;
  /** Turns the worker's clock. @param advance ISO 8601, "PT31M" */
  advance(advance: string): Promise<ClockReport>;
  messages(): Promise<{ ID: string; Subject: string; To: { Address: string }[] }[]>;
  message(id: string): Promise<{ Text: string; HTML: string; ListUnsubscribe: { Header: string } }>;
  /** A page or an answer, as text, without a browser. */
  get(host: "shop" | "origin", path: string, cookie?: string): Promise<string>;
  stop(): Promise<void>;
}

/** A folder for a playground's state that is gone when the process is. */
export function newStateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "cartwright-e2e-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function startPlayground(...args: string[]): Promise<Playground> {
  return startPlaygroundIn(newStateFolder(), ...args);
}

export async function startPlaygroundIn(state: string, ...args: string[]): Promise<Playground> {
  const child = spawn(process.execPath, ["playground/dev.ts", "--port", "0", "--state", state, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const port = await untilReady(child);
  const at = (host: string) => `http://${host}.localhost:${port}`;
  const api = <T>(host: string, path: string, body?: unknown) => ask<T>(port, host, path, body);
  return {
    at,
    advance: (advance) => api<ClockReport>("playground", "/api/clock", { advance }),
    messages: async () =>
      (await api<{ messages: Awaited<ReturnType<Playground["messages"]>> }>("inbox", "/api/v1/messages"))
        .messages,
    message: (id) => api("inbox", `/api/v1/message/${id}`),
    get: (host, path, cookie = "") => send(port, host, path, { cookie, accept: "text/html" }),
    async stop() {
      const closed = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await closed;
    },
  };
}

function untilReady(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = "";
    const hear = (chunk: Buffer) => {
      output += chunk;
      const port = /http:\/\/shop\.localhost:(\d+)/.exec(output)?.[1];
      if (port) resolve(Number(port));
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => reject(new Error(`npm run dev ended with ${code}:\n${output}`)));
  });
}

async function ask<T>(port: number, host: string, path: string, body?: unknown): Promise<T> {
  const json = { "content-type": "application/json" };
  return JSON.parse(
    await send(port, host, path, json, body === undefined ? undefined : JSON.stringify(body)),
  );
}

/** Node does not look up `*.localhost` everywhere; browsers do. */
function send(
  port: number,
  host: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: "127.0.0.1",
        port,
        path,
        method: body === undefined ? "GET" : "POST",
        headers: { ...headers, host: `${host}.localhost:${port}` },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          if (answer.statusCode === 200) resolve(text);
          else reject(new Error(`${host}${path} answered ${answer.statusCode}: ${text}`));
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
