import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { D1Database } from "@cloudflare/workers-types";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { applyMigrations } from "./local-database.ts";
import { silentWrangler } from "./run-wrangler.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

export interface OpenDatabase {
  db: D1Database;
  close(): Promise<void>;
}

/** Where `npm run dev` and `wrangler dev` keep the local database. */
export const defaultState = join(root, ".wrangler/state/v3");

/** The local database in this state folder, made if there is none, at the newest schema. */
export async function openLocalDatabase(stateFolder = defaultState): Promise<OpenDatabase> {
  mkdirSync(stateFolder, { recursive: true });
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: "export default {};",
      compatibilityDate: "2026-10-01",
      // The files are named after the id: another one would open another database.
      d1Databases: { DB: localDatabaseId() },
      resourcePersistencePath: stateFolder,
      enableDevRegistry: false,
      cf: false,
      log: new Log(LogLevel.NONE),
    }),
  );
  try {
    const db = await miniflare.getD1Database("DB");
    await whenNotBusy(() => applyMigrations(db));
    return { db, close: () => miniflare.dispose() };
  } catch (error) {
    await miniflare.dispose();
    throw error;
  }
}

/** The database of the account that wrangler is logged in to, through a remote binding. */
export async function openRemoteDatabase(account: {
  databaseId: string;
  accountId: string | undefined;
}): Promise<OpenDatabase> {
  Object.assign(process.env, silentWrangler);
  // Wrangler is large, and only this needs it.
  const { getPlatformProxy } = await import("wrangler");
  const folder = mkdtempSync(join(tmpdir(), "cartwright-remote-"));
  const config = {
    name: "cartwright",
    compatibility_date: "2026-10-01",
    ...(account.accountId && { account_id: account.accountId }),
    d1_databases: [
      { binding: "DB", database_name: "cartwright", database_id: account.databaseId, remote: true },
    ],
  };
  const configPath = join(folder, "wrangler.json");
  writeFileSync(configPath, JSON.stringify(config));
  try {
    const proxy = await getPlatformProxy<{ DB: D1Database }>({ configPath, persist: false, envFiles: [] });
    return {
      db: proxy.env.DB,
      async close() {
        await proxy.dispose();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * `npm run dev` may hold the file for a moment: tries again for about three seconds.
 * @throws Error that says so, when it is still held then
 */
export async function whenNotBusy<Result>(work: () => Promise<Result>, pause = 200): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (attempt === 6) {
        throw new Error("The local database is held by another process. Nothing was changed; try again.");
      }
      await new Promise((resolve) => setTimeout(resolve, pause * attempt));
    }
  }
}

function isBusy(error: unknown): boolean {
  const { message = "", cause } = error as Error;
  return /SQLITE_BUSY|database (table )?is locked/.test(message) || (cause !== undefined && isBusy(cause));
}

/** As wrangler.toml names it: the files are named after it. */
export function localDatabaseId(): string {
  const id = /^database_id = "([^"]+)"$/m.exec(readFileSync(join(root, "wrangler.toml"), "utf8"))?.[1];
  if (!id)
    throw new Error('wrangler.toml has no line database_id = "…" below [[d1_databases]]; put it back.');
  return id;
}
