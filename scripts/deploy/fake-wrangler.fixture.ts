import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";

/**
 * An executable that answers as wrangler does, over an account in a JSON file (FAKE_ACCOUNT), and writes down its calls
 * beside it. Run by the tests of `npm run deploy` in wrangler's place.
 */
export interface FakeAccount {
  loggedIn: boolean;
  accounts: { id: string; name: string }[];
  databases: { uuid: string; name: string }[];
  queues: string[];
  /** Secrets of the worker; `null` while there is no worker. */
  secrets: Record<string, string> | null;
  /** Rows of `contacts`; `null` before the first migration. */
  contacts: number | null;
}

const file = process.env.FAKE_ACCOUNT as string;
const account: FakeAccount = JSON.parse(readFileSync(file, "utf8"));
const args = process.argv.slice(2);
appendFileSync(`${file}.calls`, `${JSON.stringify(args)}\n`);

const option = (name: string) => args[args.indexOf(name) + 1] ?? "";
const json = (value: unknown) => console.log(JSON.stringify(value));
function fail(message: string): void {
  console.error(`✘ [ERROR] ${message}`);
  process.exitCode = 1;
}

const [command = "", action = "", name = ""] = args;
switch (command.startsWith("-") ? "" : `${command} ${action}`.trim()) {
  case "whoami --json":
    if (!account.loggedIn) {
      json({ loggedIn: false });
      process.exitCode = 1;
    } else json({ loggedIn: true, authType: "OAuth Token", accounts: account.accounts });
    break;
  case "d1 list":
    json(account.databases);
    break;
  case "d1 create":
    account.databases.push({ uuid: "11111111-2222-4333-8444-555555555555", name });
    console.log("✅ Successfully created DB");
    break;
  case "d1 execute":
    if (account.contacts === null) fail("no such table: contacts: SQLITE_ERROR");
    else json([{ results: [{ number: account.contacts }], success: true }]);
    break;
  case "d1 migrations":
    if (!existsSync(option("--config"))) fail("there is no such configuration");
    console.log(account.contacts === null ? "🚣 Executed 1 command" : "✅ No migrations to apply!");
    account.contacts ??= 0;
    break;
  case "queues info":
    if (!account.queues.includes(name)) fail(`Queue "${name}" does not exist. To create it, run: …`);
    break;
  case "queues create":
    account.queues.push(name);
    break;
  case "secret list":
    if (account.secrets === null) fail('Worker "cartwright" not found.');
    else json(Object.keys(account.secrets).map((secret) => ({ name: secret, type: "secret_text" })));
    break;
  case `deploy ${action}`: {
    const given = args.includes("--secrets-file")
      ? JSON.parse(readFileSync(option("--secrets-file"), "utf8"))
      : {};
    account.secrets = { ...account.secrets, ...given };
    writeFileSync(`${file}.config`, readFileSync(option("--config")));
    console.log("Uploaded cartwright\nCurrent Version ID: 99999999-0000-4000-8000-000000000000");
    break;
  }
  default:
    fail(`Unknown arguments: ${args.join(" ")}`);
}
writeFileSync(file, JSON.stringify(account));
