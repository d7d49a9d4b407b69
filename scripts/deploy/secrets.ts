import { randomBytes } from "node:crypto";
import { createKeyRing } from "../../worker/domain/keys.ts";
import { reasonOf } from "../run-wrangler.ts";
import { databaseName } from "./account-resources.ts";
import { readJson } from "./check-login.ts";
import type { Deployment } from "./deploy-worker.ts";

interface Needs extends Pick<Deployment, "wrangler" | "say" | "ask" | "env" | "withoutResend"> {
  /** Names of those the worker has. They are never written again. */
  existing: string[];
  /** The account's database; `null` while it has none. */
  databaseId: string | null;
}

const keyNames = ["ENCRYPTION_KEYS", "ADDRESS_HASH_KEY"] as const;

/**
 * The secrets that the worker still lacks, from the environment, from the person, or made anew. Keys that are made are
 * shown once, and only to a person: a log of CI is no place for them.
 * @throws Error that lists all that is missing
 */
export async function collectSecrets(needs: Needs): Promise<Record<string, string>> {
  const { existing, env, ask, say, withoutResend } = needs;
  const secrets: Record<string, string> = {};
  const lacking = [...keyNames, "RESEND_API_KEY" as const].filter((name) => !existing.includes(name));
  for (const name of lacking) {
    const given = env[name];
    if (given) secrets[name] = given;
  }
  const keysToMake = keyNames.filter((name) => lacking.includes(name) && !secrets[name]);
  const needsResend = lacking.includes("RESEND_API_KEY") && !secrets.RESEND_API_KEY && !withoutResend;
  if (!ask) {
    const missing = [...keysToMake, ...(needsResend ? ["RESEND_API_KEY" as const] : [])];
    if (missing.length > 0) throw new Error(listMissing(missing));
  }
  if (keysToMake.length > 0) await expectNoAddresses(needs, keysToMake);
  checkKeys(secrets);
  if (ask && needsResend) {
    const key = await ask("API key of Resend (https://resend.com/api-keys; Enter to go without for now): ");
    if (key) secrets.RESEND_API_KEY = key;
  }
  if (ask && keysToMake.length > 0) {
    for (const name of keysToMake) secrets[name] = makeKey(name);
    say(showOnce(keysToMake.map((name) => `  ${name}=${secrets[name]}`)));
    await ask("Press Enter when you have kept a copy. ");
  }
  return secrets;
}

/** As .dev.vars has them: 32 random bytes in base64, those to encrypt with behind the name of their key. */
function makeKey(name: (typeof keyNames)[number]): string {
  const key = randomBytes(32).toString("base64");
  if (name === "ADDRESS_HASH_KEY") return key;
  return `${new Date().toISOString().slice(0, 10).replaceAll("-", "")}:${key}`;
}

function showOnce(lines: string[]): string {
  return `
These keys seal the addresses in your database. They are shown this once, and cannot be read back from Cloudflare. Keep
a copy in a password manager: without them every stored address is lost.

${lines.join("\n")}
`;
}

const remedies = {
  ENCRYPTION_KEYS:
    'set it to a name of your choice, a colon and a key: "first:$(openssl rand -base64 32)"; keep a copy',
  ADDRESS_HASH_KEY: 'set it to "$(openssl rand -base64 32)"; keep a copy',
  RESEND_API_KEY: "set it to a key from https://resend.com/api-keys, or go without: --without-resend",
};

function listMissing(names: (keyof typeof remedies)[]): string {
  const lines = names.map((name) => `  ${name}: ${remedies[name]}`);
  return `The worker lacks these secrets, and nobody is here to ask. Set them in the environment:\n\n${lines.join("\n")}`;
}

/** A key that does not read would only be noticed by the first shopper who gives an address. */
function checkKeys({ ENCRYPTION_KEYS, ADDRESS_HASH_KEY }: Record<string, string>): void {
  const good = randomBytes(32).toString("base64");
  createKeyRing(ENCRYPTION_KEYS ?? `any:${good}`, ADDRESS_HASH_KEY ?? good);
}

/** New keys for a database with addresses in it would make all of those unreadable, for good. */
async function expectNoAddresses({ wrangler, databaseId }: Needs, missing: readonly string[]): Promise<void> {
  if (databaseId === null) return;
  const sql = "SELECT count(*) AS number FROM contacts";
  const answer = await wrangler(["d1", "execute", databaseName, "--remote", "--json", "--command", sql]);
  if (answer.code !== 0) {
    if (/no such table/i.test(answer.stdout + answer.stderr)) return;
    throw new Error(`The database could not be asked whether it holds addresses: ${reasonOf(answer)}`);
  }
  const [first] = readJson(answer.stdout) as { results: { number: number }[] }[];
  const number = first?.results[0]?.number ?? 0;
  if (number === 0) return;
  throw new Error(
    `The worker lacks ${missing.join(" and ")}, but its database holds ${number} addresses that were sealed with it. ` +
      "Set it in the environment from the copy you kept, and deploy again.",
  );
}
