import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { createContext, realSurroundings } from "../worker/context.ts";
import { findAccountDatabase } from "./deploy/find-account-database.ts";
import {
  defaultState,
  type OpenDatabase,
  openLocalDatabase,
  openRemoteDatabase,
  whenNotBusy,
} from "./open-database.ts";
import { createRunWrangler } from "./run-wrangler.ts";
import { runCommand } from "./store/commands.ts";
import { type Command, readCommand, UsageError, usage } from "./store/read-command.ts";

/**
 * `npm run store`: the stores of this machine's database, or with `--remote` of the account's.
 * @returns exit code: 0 done, 1 refused or failed and nothing changed, 2 not understood
 */
export async function main(
  args: string[],
  print: { line(text: string): void; problem(text: string): void },
  open: (where: Command) => Promise<OpenDatabase> = openDatabase,
  readInput: () => Promise<string> = () => text(process.stdin),
): Promise<number> {
  let command: Command;
  try {
    command = readCommand(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    print.problem(`${error.message}\n\n${usage}`);
    return 2;
  }
  if (command.verb === "help") {
    print.line(usage);
    return 0;
  }
  let database: OpenDatabase | null = null;
  try {
    database = await open(command);
    const env = { DB: database.db, ...keysFor(command) };
    const ctx = createContext(env as never, realSurroundings, { waitUntil() {} });
    const { lines, done } = await whenNotBusy(() => runCommand(ctx, command, readInput));
    for (const line of lines) (done ? print.line : print.problem)(line);
    return done ? 0 : 1;
  } catch (error) {
    print.problem((error as Error).message);
    return 1;
  } finally {
    await database?.close();
  }
}

/** What secrets are sealed with: the local worker's own keys, or those the account's worker was given. */
function keysFor({ verb, remote }: Command): Record<string, string | undefined> {
  if (verb !== "secret" && verb !== "coupons") return {};
  const vars = remote
    ? process.env
    : parseEnv(readFileSync(new URL("../.dev.vars", import.meta.url), "utf8"));
  if (!vars.ENCRYPTION_KEYS) {
    throw new Error(
      "ENCRYPTION_KEYS is not set. Give the keys that `npm run deploy` showed once: secrets are sealed with them.",
    );
  }
  if (verb === "coupons" && !vars.ADDRESS_HASH_KEY) {
    throw new Error("ADDRESS_HASH_KEY is not set. Give the worker's own: coupons are looked up by it.");
  }
  // Secrets are looked up by name, so any key will do there.
  const anyKey = Buffer.alloc(32).toString("base64");
  return { ENCRYPTION_KEYS: vars.ENCRYPTION_KEYS, ADDRESS_HASH_KEY: vars.ADDRESS_HASH_KEY ?? anyKey };
}

async function openDatabase({ remote, state }: Command): Promise<OpenDatabase> {
  if (!remote) return openLocalDatabase(state ?? defaultState);
  return openRemoteDatabase(await findAccountDatabase(createRunWrangler()));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Whoever reads this may have seen enough: `npm run store -- show ID | head`.
  process.stdout.on("error", () => process.exit());
  process.exitCode = await main(process.argv.slice(2), { line: console.log, problem: console.error });
}
