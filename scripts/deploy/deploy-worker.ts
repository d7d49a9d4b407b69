import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWeight, type Weight, weigh } from "../budgets.ts";
import { build } from "../build.ts";
import { bundleWorker } from "../bundle-worker.ts";
import { type RunWrangler, reasonOf } from "../run-wrangler.ts";
import {
  createDatabase,
  createQueue,
  findDatabase,
  hasQueue,
  inAccount,
  listSecrets,
  queueNames,
} from "./account-resources.ts";
import { checkLogin } from "./check-login.ts";
import { accountFile, rememberAccount } from "./find-account-database.ts";
import { nextSteps } from "./next-steps.ts";
import { collectSecrets } from "./secrets.ts";
import { deployedConfig, writeConfig } from "./write-config.ts";

export interface Deployment {
  wrangler: RunWrangler;
  say(line: string): void;
  /** Asks a person, who may answer with nothing; `null` where there is none to ask. */
  ask: ((question: string) => Promise<string>) | null;
  env: Record<string, string | undefined>;
  withoutResend: boolean;
  /** Builds all there is to deploy, and checks that wrangler would take it. */
  prepare?: () => Promise<Weight[]>;
  /** Where the copy of wrangler.toml and the account's ids are kept. */
  configFile?: string;
  accountFile?: string;
}

/**
 * Brings database, queues, secrets and code of the account up to date. What is there already stays: run again after any
 * failure. Everything that can fail without an account, or for want of a secret, fails before anything is created.
 * @throws Error that says what failed and what to do
 */
export async function deploy(deployment: Deployment): Promise<void> {
  const { say, configFile = deployedConfig } = deployment;
  const { accountId, name } = await checkLogin(deployment.wrangler, deployment.env.CLOUDFLARE_ACCOUNT_ID);
  const wrangler = inAccount(deployment.wrangler, accountId);
  say(`Account: ${name}`);

  for (const weight of await (deployment.prepare ?? prepare)()) say(`  ${describeWeight(weight)}`);

  const known = await findDatabase(wrangler);
  const missing: string[] = [];
  for (const queue of queueNames) if (!(await hasQueue(wrangler, queue))) missing.push(queue);
  const existing = await listSecrets(wrangler);
  const secrets = await collectSecrets({ ...deployment, wrangler, existing, databaseId: known });

  const databaseId = known ?? (await createDatabase(wrangler));
  say(`Database: ${known ? "there already" : "created"}, ${databaseId}`);
  for (const queue of queueNames) {
    const isNew = missing.includes(queue);
    if (isNew) await createQueue(wrangler, queue);
    say(`Queue ${queue}: ${isNew ? "created" : "there already"}`);
  }
  rememberAccount({ databaseId, accountId }, deployment.accountFile ?? accountFile);
  writeConfig({ databaseId, accountId }, configFile);

  const migrated = await wrangler(["d1", "migrations", "apply", "DB", "--remote", "--config", configFile]);
  if (migrated.code !== 0) throw new Error(`The database could not be migrated: ${reasonOf(migrated)}`);
  say(`Migrations: ${/No migrations to apply/i.test(migrated.stdout) ? "none to apply" : "applied"}`);

  const version = await upload(wrangler, configFile, secrets);
  say(`Deployed${version ? `, version ${version}` : ""}.\n`);
  const canMail = existing.includes("RESEND_API_KEY") || "RESEND_API_KEY" in secrets;
  say(nextSteps({ canMail }));
}

async function prepare(): Promise<Weight[]> {
  return weigh(await build(), await bundleWorker());
}

/** Secrets go up with the code: there is no moment at which the worker runs without them. */
async function upload(
  wrangler: RunWrangler,
  configFile: string,
  secrets: Record<string, string>,
): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "cartwright-secrets-"));
  try {
    const file = join(folder, "secrets.json");
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
    const withSecrets = Object.keys(secrets).length > 0 ? ["--secrets-file", file] : [];
    const deployed = await wrangler(["deploy", "--config", configFile, ...withSecrets]);
    if (deployed.code !== 0) {
      const lost = withSecrets.length > 0 ? "\nSecrets shown above were not stored: do not keep them." : "";
      throw new Error(`The worker could not be deployed: ${reasonOf(deployed)}${lost}`);
    }
    return /Version ID: (\S+)/.exec(deployed.stdout)?.[1];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
