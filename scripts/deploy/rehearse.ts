import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { describeWeight, weigh } from "../budgets.ts";
import { build } from "../build.ts";
import { bundleWorker } from "../bundle-worker.ts";
import { databaseName, queueNames } from "./account-resources.ts";
import type { Deployment } from "./deploy-worker.ts";
import { deployedConfig, writeConfig } from "./write-config.ts";

/**
 * Everything a deployment does that needs no account, and words for the rest.
 * @throws Error when it would not deploy, or when something is heavier than its budget
 */
export async function rehearse({ say, wrangler }: Pick<Deployment, "say" | "wrangler">): Promise<void> {
  const config = join(dirname(deployedConfig), "dry-run.toml");
  try {
    writeConfig({ databaseId: "00000000-0000-0000-0000-000000000000", accountId: undefined }, config);
    const widgets = await build();
    const worker = await bundleWorker({ config, wrangler });
    const weights = weigh(widgets, worker);
    say(`Built and checked. A deployment would now:

  1. ask wrangler whose account it is (wrangler whoami)
  2. create the database ${databaseName} if there is none
  3. create the queues ${queueNames.join(" and ")} if there are none
  4. write ${relativeToHere(deployedConfig)}: wrangler.toml with the account's ids
  5. make ENCRYPTION_KEYS and ADDRESS_HASH_KEY and show them once, if the worker has none
  6. ask for RESEND_API_KEY, if the worker has none
  7. apply the migrations the database lacks
  8. deploy the worker with these secrets, its crons and its assets

Sizes:

  worker: ${worker.bytes} bytes before compression
${weights.map((weight) => `  ${describeWeight(weight)}`).join("\n")}

Nothing was deployed.`);
    const heavy = weights.filter(({ bytes, budget }) => bytes > budget).map(({ name }) => name);
    if (heavy.length > 0) throw new Error(`Heavier than its budget: ${heavy.join(", ")}.`);
  } finally {
    rmSync(config, { force: true });
  }
}

function relativeToHere(path: string): string {
  return path.slice(path.indexOf(".wrangler"));
}
