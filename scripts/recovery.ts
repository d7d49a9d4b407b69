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
import { runCommand } from "./recovery/commands.ts";
import { type Command, needsKeys, readCommand, UsageError, usage } from "./recovery/read-command.ts";
import { createRunWrangler } from "./run-wrangler.ts";

/**
 * `npm run recovery`: what is being sent, was sent and was not, of the stores of this machine's database, or with
 * `--remote` of the account's.
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

/** What an address is looked up by: the local worker's own keys, or those the account's worker was given. */
function keysFor(command: Command): Record<string, string> {
  // Nothing is opened and nothing looked up: any keys will do.
  const none = Buffer.alloc(32).toString("base64");
  if (!needsKeys(command)) return { ENCRYPTION_KEYS: `none:${none}`, ADDRESS_HASH_KEY: none };
  const { ADDRESS_HASH_KEY } = command.remote
    ? process.env
    : parseEnv(readFileSync(new URL("../.dev.vars", import.meta.url), "utf8"));
  if (!ADDRESS_HASH_KEY) {
    throw new Error(
      "ADDRESS_HASH_KEY is not set. Give the key that `npm run deploy` showed once: addresses are looked up by it.",
    );
  }
  return { ENCRYPTION_KEYS: `none:${none}`, ADDRESS_HASH_KEY };
}

async function openDatabase({ remote, state }: Command): Promise<OpenDatabase> {
  if (!remote) return openLocalDatabase(state ?? defaultState);
  return openRemoteDatabase(await findAccountDatabase(createRunWrangler()));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Whoever reads this may have seen enough: `npm run recovery -- list ID | head`.
  process.stdout.on("error", () => process.exit());
  process.exitCode = await main(process.argv.slice(2), { line: console.log, problem: console.error });
}
