import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import type { RunWrangler } from "../run-wrangler.ts";
import { findDatabase, inAccount } from "./account-resources.ts";
import { checkLogin } from "./check-login.ts";

const account = z.object({ databaseId: z.uuid(), accountId: z.string().optional() });

export type AccountDatabase = { databaseId: string; accountId: string | undefined };

/** Ids are no secrets, but they are this account's alone: git ignores the file. */
export const accountFile = fileURLToPath(new URL("../../.wrangler/deploy/account.json", import.meta.url));

/**
 * Which database the deployed worker uses: as `npm run deploy` remembered it, or asked of the account, on a machine that
 * has never deployed.
 * @throws Error that says how to log in, or to deploy first
 */
export async function findAccountDatabase(
  wrangler: RunWrangler,
  file = accountFile,
): Promise<AccountDatabase> {
  const known = readAccount(file);
  if (known) return known;
  const { accountId } = await checkLogin(wrangler, process.env.CLOUDFLARE_ACCOUNT_ID);
  const databaseId = await findDatabase(inAccount(wrangler, accountId));
  if (!databaseId) throw new Error("The account has no database cartwright yet. Run npm run deploy first.");
  rememberAccount({ databaseId, accountId }, file);
  return { databaseId, accountId };
}

export function rememberAccount(known: AccountDatabase, file = accountFile): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(known, null, 2)}\n`);
}

function readAccount(file: string): AccountDatabase | null {
  if (!existsSync(file)) return null;
  const parsed = account.safeParse(JSON.parse(readFileSync(file, "utf8")));
  return parsed.success ? { databaseId: parsed.data.databaseId, accountId: parsed.data.accountId } : null;
}
