import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { openLocalDatabase } from "./open-database.ts";
import { ancestors } from "./processes.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * What plain `wrangler dev` needs around the worker: a database at the newest schema, and the demo shop and inbox that
 * .dev.vars speaks of. Run before each of its builds, so it does nothing that is done already. Never fails: without any
 * of it wrangler dev still runs.
 */
export async function prepareWranglerDev(): Promise<void> {
  const wrangler = ancestors().find(({ command }) => /wrangler-dist[\\/]cli\.js/.test(command));
  if (!wrangler) return console.log("No demo shop: which process is wrangler cannot be told on this system.");
  try {
    await migrateOnce(wrangler.pid);
    await startCompanion(wrangler.pid);
  } catch (error) {
    console.error(`Not everything is ready for wrangler dev: ${(error as Error).message}`);
  }
}

/** While wrangler serves from it the database is only touched when there is a migration it has not seen. */
async function migrateOnce(wrangler: number): Promise<void> {
  const stamp = join(root, ".wrangler/state/migrated");
  const state = [wrangler, ...readdirSync(join(root, "migrations"))].join(" ");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === state) return;
  const { close } = await openLocalDatabase();
  await close();
  writeFileSync(stamp, state);
}

async function startCompanion(wrangler: number): Promise<void> {
  const vars = parseEnv(readFileSync(join(root, ".dev.vars"), "utf8"));
  const rooms = [
    { option: "--shop", url: ownUrl(vars.ORIGIN_URL) },
    { option: "--inbox", url: ownUrl(vars.MAILPIT_URL) },
  ].flatMap(({ option, url }) => (url ? [{ option, url }] : []));
  if (rooms.length === 0) return;
  const state = join(root, ".wrangler/state/companion");
  const clients = join(state, "clients");
  mkdirSync(clients, { recursive: true });
  // First of all: a companion that is about to end looks here once more after it has closed its ports.
  writeFileSync(join(clients, String(wrangler)), "");
  const answers = () => Promise.all(rooms.map(({ url }) => isAnswered(url)));
  if ((await answers()).every(Boolean)) return;
  const log = openSync(join(state, "companion.log"), "a");
  const args = rooms.flatMap(({ option, url }) => [option, url.origin]);
  // A pipe to wrangler would keep its build from ever ending.
  const stdio = ["ignore", log, log] as const;
  spawn(process.execPath, [join(root, "playground/companion.ts"), ...args, "--state", state], {
    cwd: root,
    detached: true,
    stdio: [...stdio],
  }).unref();
  for (let waited = 0; waited < 5000 && !(await answers()).every(Boolean); waited += 100) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  for (const { option, url } of rooms) console.log(`${option.slice(2)}: ${url.origin}`);
}

/** Only what is meant to be on this machine is put there. */
function ownUrl(text: string | undefined): URL | null {
  const url = text && URL.canParse(text) ? new URL(text) : null;
  return url && url.protocol === "http:" && /^(127\.0\.0\.1|localhost)$/.test(url.hostname) ? url : null;
}

function isAnswered({ port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(port), "127.0.0.1");
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });
}
