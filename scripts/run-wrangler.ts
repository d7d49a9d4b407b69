import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** No telemetry, no banner, no look for a newer version, no request for where this machine is. */
export const silentWrangler = {
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_HIDE_BANNER: "true",
};

export interface WranglerResult {
  code: number;
  stdout: string;
  stderr: string;
}

export interface WranglerOptions {
  /** Written to its standard input: how a secret reaches it without standing in a list of processes. */
  input?: string;
  env?: Record<string, string>;
}

export type RunWrangler = (args: string[], options?: WranglerOptions) => Promise<WranglerResult>;

/**
 * Runs the wrangler of this project, without a terminal: it asks nothing. How it ended is a value; it rejects only if
 * there is no wrangler to run.
 * @param script another executable in its place, for tests
 */
export function createRunWrangler(script = `${root}node_modules/wrangler/bin/wrangler.js`): RunWrangler {
  return (args, { input, env } = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [script, ...args], {
        cwd: root,
        env: { ...process.env, ...silentWrangler, FORCE_COLOR: "0", NO_COLOR: "1", ...env },
        stdio: ["pipe", "pipe", "pipe"],
      });
      const texts = { stdout: "", stderr: "" };
      for (const stream of ["stdout", "stderr"] as const) {
        child[stream].setEncoding("utf8").on("data", (chunk: string) => {
          texts[stream] += chunk;
        });
      }
      child.once("error", reject);
      child.once("close", (code) => resolve({ code: code ?? 1, ...texts }));
      // It may end before it has read what it is given.
      child.stdin.on("error", () => {});
      child.stdin.end(input ?? "");
    });
}

/** What a failed run has to say, for a person: without colours and without the place of its log. */
export function reasonOf({ stdout, stderr }: WranglerResult): string {
  const text = `${stderr}\n${stdout}`
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with one.
    .replace(/\u001b\[[0-9;]*m/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^🪵|Logs were written to/.test(line));
  const from = text.findIndex((line) => /ERROR/.test(line));
  // An error of wrangler's own may bring all its objects with it.
  return text.slice(Math.max(from, 0)).slice(0, 15).join("\n") || "it said nothing";
}
