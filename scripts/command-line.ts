import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { type Context, createContext, realSurroundings } from "../worker/context.ts";
import { findAccountDatabase } from "./deploy/find-account-database.ts";
import {
  defaultState,
  type OpenDatabase,
  openLocalDatabase,
  openRemoteDatabase,
  whenNotBusy,
} from "./open-database.ts";
import { createRunWrangler } from "./run-wrangler.ts";

/** What was typed cannot be understood. */
export class UsageError extends Error {}

/** The database that a command is about. */
export interface Where {
  /** That of the Cloudflare account. */
  remote: boolean;
  /** Folder of the local one. */
  state: string | undefined;
}

export interface Outcome {
  /** False when it was refused; nothing has changed then. */
  done: boolean;
  lines: string[];
}

export interface Print {
  line(text: string): void;
  problem(text: string): void;
}

interface CommandLine<Command> {
  usage: string;
  /** @throws UsageError that says what is missing or not known */
  readCommand(args: string[]): Command;
  /** The worker's keys that a command cannot do without. */
  needsKeys(command: Command): readonly (keyof typeof keyUses)[];
  runCommand(ctx: Context, command: Command, readInput: () => Promise<string>): Promise<Outcome>;
}

/**
 * Commands that do, on the stores of this machine's database or with `--remote` of the account's, what the worker's own
 * services do.
 * @returns main, which answers the exit code: 0 done, 1 refused or failed and nothing changed, 2 not understood
 */
export function commandLine<Command extends Where & { verb: string }>(line: CommandLine<Command>) {
  return async (
    args: string[],
    print: Print,
    open: (where: Where) => Promise<OpenDatabase> = openDatabase,
    readInput: () => Promise<string> = () => text(process.stdin),
  ): Promise<number> => {
    let database: OpenDatabase | null = null;
    try {
      const command = line.readCommand(args);
      if (command.verb === "help") {
        print.line(line.usage);
        return 0;
      }
      database = await open(command);
      const env = { DB: database.db, ...readKeys(line.needsKeys(command), command.remote) };
      const ctx = createContext(env as never, realSurroundings, { waitUntil() {} });
      const { lines, done } = await whenNotBusy(() => line.runCommand(ctx, command, readInput));
      for (const one of lines) (done ? print.line : print.problem)(one);
      return done ? 0 : 1;
    } catch (error) {
      const isUsage = error instanceof UsageError;
      print.problem(isUsage ? `${error.message}\n\n${line.usage}` : (error as Error).message);
      return isUsage ? 2 : 1;
    } finally {
      await database?.close();
    }
  };
}

/** Runs it if this is the file that was called. */
export async function runIfCalled(url: string, main: ReturnType<typeof commandLine>): Promise<void> {
  if (process.argv[1] !== fileURLToPath(url)) return;
  // Whoever reads this may have seen enough: `npm run store -- show ID | head`.
  process.stdout.on("error", () => process.exit());
  process.exitCode = await main(process.argv.slice(2), { line: console.log, problem: console.error });
}

const keyUses = {
  ENCRYPTION_KEYS: "what is secret is sealed with them",
  ADDRESS_HASH_KEY: "addresses and coupons are looked up by it",
} as const;

/** The local worker's own keys, or those that the account's worker was given. Where a key is not needed, any will do. */
function readKeys(needed: readonly (keyof typeof keyUses)[], remote: boolean): Record<string, string> {
  const anyKey = Buffer.alloc(32).toString("base64");
  const keys: Record<string, string> = { ENCRYPTION_KEYS: `none:${anyKey}`, ADDRESS_HASH_KEY: anyKey };
  if (needed.length === 0) return keys;
  const vars = remote
    ? process.env
    : parseEnv(readFileSync(new URL("../.dev.vars", import.meta.url), "utf8"));
  for (const name of needed) {
    const key = vars[name];
    if (!key) {
      throw new Error(
        `${name} is not set. Give the worker its own, as \`npm run deploy\` showed it once: ${keyUses[name]}.`,
      );
    }
    keys[name] = key;
  }
  return keys;
}

async function openDatabase({ remote, state }: Where): Promise<OpenDatabase> {
  if (!remote) return openLocalDatabase(state ?? defaultState);
  return openRemoteDatabase(await findAccountDatabase(createRunWrangler()));
}
