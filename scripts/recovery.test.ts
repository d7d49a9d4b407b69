import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { presets } from "../worker/domain/sequence.ts";
import { type OpenDatabase, openLocalDatabase } from "./open-database.ts";
import { main } from "./recovery.ts";
import { main as storeMain } from "./store.ts";

const folder = mkdtempSync(join(tmpdir(), "cartwright-recovery-"));
const state = join(folder, "state");
const hour = 3_600_000;

let database: OpenDatabase;
let storeId: string;

beforeAll(async () => {
  database = await openLocalDatabase(state);
  const print = { line() {}, problem() {} };
  const open = async () => ({ db: database.db, async close() {} });
  const store = ["--name", "A Shop", "--url", "https://shop.example", "--origin", "https://origin.example"];
  await storeMain(["add", ...store, "--platform", "generic"], print, open);
  storeId = (await database.db.prepare("SELECT id FROM stores").first<string>("id")) ?? "";
  await database.db.batch([
    database.db
      .prepare(`INSERT INTO carts (id, store_id, shopper_id, status, lines, items, currency, total_minor, fingerprint,
        contact_id, address_hash, created_at, observed_at, active_at, abandoned_at)
        VALUES ('cart_1', ?1, 's', 'abandoned', '[{"name":"Secret mug"}]', 1, 'GBP', 1, 'f', 'contact_1', 'hash_of_ada', ?2, ?2, ?2, ?2)`)
      .bind(storeId, Date.now() - hour),
    database.db
      .prepare(
        "INSERT INTO contacts (id, store_id, channel, address_hash, address_sealed, created_at) VALUES ('contact_1', ?1, 'email', 'hash_of_ada', 'sealed_ada', ?2)",
      )
      .bind(storeId, Date.now() - hour),
    ...[1, 2, 3].map((step) => insertMessage(step, step === 1 ? "unknown" : "scheduled")),
  ]);
}, 30_000);

afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

function insertMessage(step: number, status: string) {
  const { delayMinutes: _, variants: __, ...rest } = presets.gentle.steps[0];
  const plan = JSON.stringify({ ...rest, sequence: "gentle", variant: null });
  const at = Date.now() + (step - 1) * 20 * hour - 600_000;
  return database.db
    .prepare(`INSERT INTO recovery_messages (id, store_id, cart_id, contact_id, address_hash, step, channel, plan, status,
      planned_at, due_at, created_at, sending_at, payload_sealed)
      VALUES (?1, ?2, 'cart_1', 'contact_1', 'hash_of_ada', ?3, 'email', ?4, ?5, ?6, ?6, ?6, ?7, 'sealed_mail')`)
    .bind(`message_${step}`, storeId, step, plan, status, at, status === "unknown" ? at : null);
}

async function recovery(args: string[], input = "") {
  const said: string[] = [];
  const complained: string[] = [];
  const print = {
    line: (text: string) => void said.push(text),
    problem: (text: string) => void complained.push(text),
  };
  const open = async () => ({ db: database.db, async close() {} });
  const code = await main([...args, "--state", state], print, open, async () => input);
  return { code, said: said.join("\n"), complained: complained.join("\n") };
}

describe("npm run recovery", { timeout: 30_000 }, () => {
  it("lists what became of messages so that it adds up, and finds a store by its hostname", async () => {
    const { code, said } = await recovery(["list", "shop.example"]);
    expect(code).toBe(0);
    expect(said).toMatch(/^A Shop: 3 messages planned in the last 30 days or later/);
    expect(said).toMatch(/^ +2 {2}waiting$/m);
    expect(said).toMatch(/^ +1 {2}unknown$/m);
    const { said: some } = await recovery(["list", "shop.example", "--status", "unknown"]);
    expect(some.slice(some.indexOf("Newest"))).toMatch(/message_1/);
    expect(some.slice(some.indexOf("Newest"))).not.toMatch(/message_2/);
  });

  it("shows nothing of whom a message goes to or what is in a cart, in any of its answers", async () => {
    const answers = [];
    for (const args of [["list"], ["dry-run"], ["show", "message_1"], ["show", "message_2"]]) {
      const [verb = "", ...more] = args;
      answers.push(await recovery([verb, storeId, ...more]));
    }
    expect(answers.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(JSON.stringify(answers)).not.toMatch(/hash_of_ada|sealed|Secret mug/);
    expect(answers[1]?.said).toMatch(/0 sent, 1 not sent|1 not sent/);
    expect(answers[3]?.said).toContain("it would not be sent: there is no consent");
  });

  it("names the guard that keeps a message from being sent now, and changes nothing", async () => {
    const { code, complained } = await recovery(["send-now", storeId, "message_2"]);
    expect([code, complained]).toEqual([1, "Not brought forward: there is no consent. Nothing was changed."]);
  });

  it("settles an uncertain outcome once, with the name of who did", async () => {
    const resolved = await recovery(["resolve", storeId, "message_1", "--accepted", "--by", "Grace"]);
    expect(resolved).toMatchObject({ code: 0, said: "message_1: accepted, says Grace." });
    expect(await recovery(["resolve", storeId, "message_1", "--not-sent"])).toMatchObject({ code: 1 });
    expect((await recovery(["show", storeId, "message_1"])).said).toContain("accepted, says Grace");
  });

  it("plans anew, and stops a cart", async () => {
    expect((await recovery(["restart", storeId])).said).toContain("1 cart planned anew");
    expect((await recovery(["stop", storeId, "--cart", "cart_1"])).said).toContain("2 messages called off");
  });

  it("takes an address from the standard input alone, and never shows it", async () => {
    const { code, said } = await recovery(["stop", storeId, "--address-from-stdin"], "ada@example.com\n");
    expect([code, said]).toEqual([0, expect.stringContaining("never written to again")]);
    expect(said).not.toContain("ada@");
    const rows = JSON.stringify((await database.db.prepare("SELECT * FROM suppressions").all()).results);
    expect(rows).toContain("unsubscribed");
    expect(rows).not.toContain("ada@");
    expect(await recovery(["stop", storeId, "--address-from-stdin"], "nobody")).toMatchObject({ code: 1 });
  });

  it("tells a person what is kept of them, and erases it, without showing the address it was given", async () => {
    // As if the rows above were of the address that was stopped.
    const hash = await database.db
      .prepare("SELECT address_hash FROM suppressions")
      .first<string>("address_hash");
    for (const table of ["carts", "contacts", "recovery_messages"]) {
      await database.db.prepare(`UPDATE ${table} SET address_hash = ?`).bind(hash).run();
    }
    const given = [storeId, "--address-from-stdin"];
    const exported = await recovery(["export", ...given], "ada@example.com");
    expect(JSON.parse(exported.said)).toMatchObject({
      address: "ada@example.com",
      carts: [{ id: "cart_1" }],
    });
    const { code, said } = await recovery(["erase", ...given], "ada@example.com");
    expect([code, said]).toEqual([
      0,
      expect.stringMatching(/^A Shop: erased[\s\S]* 1 {2}address$[\s\S]* 3 {2}messages/m),
    ]);
    expect(said).not.toContain("ada@");
    expect((await recovery(["erase", ...given], "ada@example.com")).said).toContain("nothing was kept");
    expect(await recovery(["erase", ...given], "nobody")).toMatchObject({ code: 1 });
  });

  it.each([
    [["erase", "x"], "--address-from-stdin"],
    [["list", "x", "--limit", "0"], "--limit 0"],
    [["sow", "x"], 'no command "sow"'],
    [["list"], "which store?"],
    [["list", "x", "--status", "lost"], "--status lost"],
    [["list", "x", "--days", "0"], "--days 0"],
    [["list", "x", "y"], '"y" is one word too many'],
    [["show", "x"], "which message?"],
    [["stop", "x"], "one of --cart"],
    [["stop", "x", "--all", "--cart", "c"], "one of --cart"],
    [["resolve", "x", "m"], "one of --accepted"],
    [["resolve", "x", "m", "--accepted", "--by", "a\nb"], "--by"],
    [["dry-run", "x", "--all"], "dry-run knows no --all"],
    [["list", "x", "--remote"], "--state is of the local database"],
  ])("ends with 2 and its usage for %j", async (args, problem) => {
    const { code, complained } = await recovery(args);
    expect(code).toBe(2);
    expect(complained).toContain(problem);
    expect(complained).toContain("npm run recovery -- <command>");
  });

  it("ends with 1 for a store or a message that is not there", async () => {
    expect((await recovery(["list", "nobody.example"])).complained).toContain("nobody.example");
    expect((await recovery(["show", storeId, "message_9"])).complained).toContain("message_9");
  });
});
