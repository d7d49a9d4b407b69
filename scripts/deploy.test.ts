import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createKeyRing } from "../worker/domain/keys.ts";
import { type Deployment, deploy } from "./deploy/deploy-worker.ts";
import type { FakeAccount } from "./deploy/fake-wrangler.fixture.ts";
import { findAccountDatabase } from "./deploy/find-account-database.ts";
import { main } from "./deploy.ts";
import { createRunWrangler } from "./run-wrangler.ts";

const fake = fileURLToPath(new URL("./deploy/fake-wrangler.fixture.ts", import.meta.url));
const wranglerToml = fileURLToPath(new URL("../wrangler.toml", import.meta.url));

const empty: FakeAccount = {
  loggedIn: true,
  accounts: [{ id: "acc1", name: "The Merchant" }],
  databases: [],
  queues: [],
  secrets: null,
  contacts: null,
};
const complete: FakeAccount = {
  ...empty,
  databases: [{ uuid: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee", name: "cartwright" }],
  queues: ["cartwright-recovery", "cartwright-recovery-dead"],
  secrets: { ENCRYPTION_KEYS: "kept", ADDRESS_HASH_KEY: "kept", RESEND_API_KEY: "kept" },
  contacts: 12,
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cartwright-deploy-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Deploys to such an account. @param answers what the person types, in order; `null`: nobody is there */
async function deployTo(
  before: FakeAccount,
  answers: string[] | null,
  options: Partial<Deployment> & { env?: Record<string, string> } = {},
) {
  const file = join(folder, "account.json");
  writeFileSync(file, JSON.stringify(before));
  const real = createRunWrangler(fake);
  const said: string[] = [];
  const error = await deploy({
    wrangler: (args, more) => real(args, { ...more, env: { ...more?.env, FAKE_ACCOUNT: file } }),
    say: (line) => void said.push(line),
    ask: answers && (async () => answers.shift() ?? ""),
    env: {},
    withoutResend: false,
    prepare: async () => [],
    configFile: join(folder, "deploy/wrangler.toml"),
    accountFile: join(folder, "deploy/account.json"),
    ...options,
  }).then(
    () => null,
    (problem: Error) => problem.message,
  );
  const calls = readFileSync(`${file}.calls`, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).join(" "));
  return {
    after: JSON.parse(readFileSync(file, "utf8")) as FakeAccount,
    calls,
    said: said.join("\n"),
    error,
  };
}

// Each call of wrangler is a process.
describe("npm run deploy", { timeout: 60_000 }, () => {
  it("makes everything an empty account lacks, and shows the keys it made once", async () => {
    const committed = readFileSync(wranglerToml, "utf8");
    const { after, said, error, calls } = await deployTo(empty, ["re_typed", ""]);
    expect(error).toBeNull();
    expect(after.databases.map(({ name }) => name)).toEqual(["cartwright"]);
    expect(after.queues).toEqual(["cartwright-recovery", "cartwright-recovery-dead"]);
    const { ENCRYPTION_KEYS = "", ADDRESS_HASH_KEY = "", RESEND_API_KEY } = after.secrets ?? {};
    expect(RESEND_API_KEY).toBe("re_typed");
    createKeyRing(ENCRYPTION_KEYS, ADDRESS_HASH_KEY);
    expect(said.split(ENCRYPTION_KEYS)).toHaveLength(2);
    expect(said.split(ADDRESS_HASH_KEY)).toHaveLength(2);
    expect(said).toContain("password manager");
    expect(said).not.toContain("re_typed");
    expect(said).toContain("npm run store -- add --remote");
    // Arguments of a process are there for every other to read.
    expect(calls.join("\n")).not.toMatch(/re_typed/);
    expect(calls.join("\n")).not.toContain(ADDRESS_HASH_KEY);
    expect(readFileSync(wranglerToml, "utf8")).toBe(committed);
    const config = readFileSync(join(folder, "account.json.config"), "utf8");
    expect(config).toContain('database_id = "11111111-2222-4333-8444-555555555555"');
    expect(config).toContain('account_id = "acc1"');
  });

  it("leaves alone what is there, and asks nothing", async () => {
    const asked = () => {
      throw new Error("it asked");
    };
    const { after, calls, error, said } = await deployTo(complete, null, { ask: asked });
    expect(error).toBeNull();
    expect(after).toEqual(complete);
    expect(calls.some((call) => / create /.test(call))).toBe(false);
    expect(calls.find((call) => call.startsWith("deploy"))).not.toContain("--secrets-file");
    expect(said).toContain("there already, aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee");
    expect(said).toContain("version 99999999");
  });

  it("says how to log in, and touches nothing", async () => {
    const { calls, error } = await deployTo({ ...empty, loggedIn: false }, []);
    expect(error).toContain("npx wrangler login");
    expect(calls).toEqual(["whoami --json"]);
  });

  it("wants to know which of several accounts, unless that is said", async () => {
    const accounts = [...empty.accounts, { id: "acc2", name: "Another" }];
    const { error, calls } = await deployTo({ ...empty, accounts }, []);
    expect(error).toContain("CLOUDFLARE_ACCOUNT_ID=acc2   Another");
    expect(calls).toHaveLength(1);
  });

  it("deploys without a key of Resend when that is skipped, and says that nothing is mailed", async () => {
    const { after, said, error } = await deployTo(empty, ["", ""]);
    expect(error).toBeNull();
    expect(Object.keys(after.secrets ?? {}).sort()).toEqual(["ADDRESS_HASH_KEY", "ENCRYPTION_KEYS"]);
    expect(said).toContain("Nothing can be mailed yet");
  });

  it("lists all that is missing when nobody can be asked, before it creates anything", async () => {
    const { after, error } = await deployTo(empty, null);
    for (const name of ["ENCRYPTION_KEYS", "ADDRESS_HASH_KEY", "RESEND_API_KEY"])
      expect(error).toContain(name);
    expect(after).toEqual(empty);
  });

  it("takes secrets from the environment in CI", async () => {
    const key = Buffer.alloc(32, 7).toString("base64");
    const env = { ENCRYPTION_KEYS: `first:${key}`, ADDRESS_HASH_KEY: key };
    const { after, error, said } = await deployTo(empty, null, { env, withoutResend: true });
    expect(error).toBeNull();
    expect(after.secrets).toEqual(env);
    expect(said).not.toContain(key);
    const wrong = await deployTo(empty, null, {
      env: { ...env, ADDRESS_HASH_KEY: "short" },
      withoutResend: true,
    });
    expect(wrong.error).toContain("ADDRESS_HASH_KEY");
    expect(wrong.after).toEqual(empty);
  });

  it("makes no new key for a database whose addresses were sealed with a lost one", async () => {
    const { error, after } = await deployTo({ ...complete, secrets: null }, ["", ""]);
    expect(error).toContain("12 addresses");
    expect(after.secrets).toBeNull();
  });

  it("remembers the database, so that npm run store finds it", async () => {
    await deployTo(complete, null);
    const file = join(folder, "deploy/account.json");
    const never = () => Promise.reject(new Error("asked"));
    expect(await findAccountDatabase(never, file)).toEqual({
      databaseId: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
      accountId: "acc1",
    });
  });
});

describe("npm run deploy -- --dry-run", () => {
  it("checks everything with neither account nor network, and says what would be done", async () => {
    const said: string[] = [];
    const env = {
      CLOUDFLARE_API_TOKEN: "",
      HTTPS_PROXY: "http://127.0.0.1:9",
      https_proxy: "http://127.0.0.1:9",
    };
    const real = createRunWrangler();
    const code = await main(["--dry-run"], {
      say: (line) => void said.push(line),
      complain: (line) => void said.push(line),
      ask: null,
      wrangler: (args, more) => {
        expect(args).toContain("--dry-run");
        return real(args, { ...more, env });
      },
    });
    const text = said.join("\n");
    expect([code, text]).toEqual([0, expect.stringContaining("Nothing was deployed.")]);
    expect(text).toMatch(/loader: \d+ bytes brotli, budget \d+/);
    expect(text).toMatch(/overlays: \d+ bytes brotli, budget \d+/);
    expect(text).toMatch(/worker: \d+ bytes gzip, budget \d+/);
    expect(existsSync(fileURLToPath(new URL("../.wrangler/deploy/dry-run.toml", import.meta.url)))).toBe(
      false,
    );
  }, 60_000);

  it("ends with 2 for an option it does not know", async () => {
    const complaints: string[] = [];
    const complain = (text: string) => void complaints.push(text);
    const wrangler = () => Promise.reject(new Error("ran"));
    expect(await main(["--dryrun"], { say() {}, complain, ask: null, wrangler })).toBe(2);
    expect(complaints[0]).toContain("--dry-run");
  });
});
