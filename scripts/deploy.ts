import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Deployment, deploy } from "./deploy/deploy-worker.ts";
import { rehearse } from "./deploy/rehearse.ts";
import { createRunWrangler } from "./run-wrangler.ts";

const usage = `npm run deploy -- [options]

  Puts the worker into your Cloudflare account: database, queues, secrets, code. Again, to bring it up to date.

  --dry-run          build and check everything, with neither account nor network, and say what would be done
  --without-resend   do not ask for RESEND_API_KEY: nothing is mailed until there is one

  RESEND_API_KEY, ENCRYPTION_KEYS and ADDRESS_HASH_KEY are taken from the environment where they are set and the worker
  has none yet. CI also needs CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID.
`;

/** @returns exit code: 0 done, 1 not deployed, 2 not understood */
export async function main(
  args: string[],
  how: Pick<Deployment, "say" | "ask" | "wrangler"> & { complain(text: string): void },
): Promise<number> {
  let values: { "dry-run": boolean; "without-resend": boolean; help: boolean };
  try {
    ({ values } = parseArgs({
      args,
      options: {
        "dry-run": { type: "boolean", default: false },
        "without-resend": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    }));
  } catch (error) {
    how.complain(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  try {
    if (values.help) how.say(usage);
    else if (values["dry-run"]) await rehearse(how);
    else await deploy({ ...how, env: process.env, withoutResend: values["without-resend"] });
    return 0;
  } catch (error) {
    how.complain((error as Error).message);
    return 1;
  }
}

/** Asks on the terminal. What is typed is not shown: most of it is secret. */
function ask(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  process.stdout.write(question);
  return new Promise((resolve, reject) => {
    reader.once("SIGINT", () => {
      reader.close();
      reject(new Error("\nStopped. Nothing was deployed."));
    });
    reader.question("", (answer) => {
      reader.close();
      process.stdout.write("\n");
      resolve(answer.trim());
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2), {
    say: console.log,
    complain: console.error,
    ask: process.stdin.isTTY && process.stdout.isTTY && !process.env.CI ? ask : null,
    wrangler: createRunWrangler(),
  });
}
