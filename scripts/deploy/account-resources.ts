import * as z from "zod";
import { type RunWrangler, reasonOf } from "../run-wrangler.ts";
import { readJson } from "./check-login.ts";

/** As wrangler.toml names them. */
export const databaseName = "cartwright";
export const queueNames = ["cartwright-recovery", "cartwright-recovery-dead"] as const;

const databases = z.array(z.object({ uuid: z.string(), name: z.string() }));

/** @returns id of the account's database, `null` if it has none yet */
export async function findDatabase(wrangler: RunWrangler): Promise<string | null> {
  const answer = await wrangler(["d1", "list", "--json"]);
  const parsed = databases.safeParse(readJson(answer.stdout));
  if (answer.code !== 0 || !parsed.success) {
    throw new Error(`The account's databases could not be listed: ${reasonOf(answer)}`);
  }
  return parsed.data.find(({ name }) => name === databaseName)?.uuid ?? null;
}

export async function createDatabase(wrangler: RunWrangler): Promise<string> {
  const answer = await wrangler(["d1", "create", databaseName, "--update-config=false"]);
  // It says the id in a piece of configuration whose form has changed before; the list does not.
  const id = answer.code === 0 ? await findDatabase(wrangler) : null;
  if (!id) throw new Error(`The database ${databaseName} could not be created: ${reasonOf(answer)}`);
  return id;
}

/** Asks for the queue by name: the list of queues comes in pages. */
export async function hasQueue(wrangler: RunWrangler, name: string): Promise<boolean> {
  const answer = await wrangler(["queues", "info", name]);
  if (answer.code === 0) return true;
  if (/does not exist/i.test(answer.stderr + answer.stdout)) return false;
  throw new Error(`The queue ${name} could not be looked up: ${reasonOf(answer)}`);
}

export async function createQueue(wrangler: RunWrangler, name: string): Promise<void> {
  const answer = await wrangler(["queues", "create", name]);
  if (answer.code !== 0) throw new Error(`The queue ${name} could not be created: ${reasonOf(answer)}`);
}

const secrets = z.array(z.object({ name: z.string() }));

/** Names of the secrets the worker has; their values are never shown again. None for a worker that does not exist yet. */
export async function listSecrets(wrangler: RunWrangler): Promise<string[]> {
  const answer = await wrangler(["secret", "list", "--name", "cartwright"]);
  // Anything else must not be taken for "none": keys that exist would be replaced.
  if (answer.code !== 0 && /Worker "cartwright" not found/.test(answer.stderr + answer.stdout)) return [];
  const parsed = secrets.safeParse(readJson(answer.stdout));
  if (answer.code !== 0 || !parsed.success) {
    throw new Error(`The worker's secrets could not be listed: ${reasonOf(answer)}`);
  }
  return parsed.data.map(({ name }) => name);
}

/** The same wrangler, asking nothing but this account. */
export function inAccount(wrangler: RunWrangler, accountId: string | undefined): RunWrangler {
  if (!accountId) return wrangler;
  return (args, options) =>
    wrangler(args, { ...options, env: { ...options?.env, CLOUDFLARE_ACCOUNT_ID: accountId } });
}
