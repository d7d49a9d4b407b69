import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenDatabase, openLocalDatabase, whenNotBusy } from "./open-database.ts";
import { main } from "./store.ts";

const folder = mkdtempSync(join(tmpdir(), "cartwright-store-"));
const state = join(folder, "state");

let database: OpenDatabase;

beforeAll(async () => {
  database = await openLocalDatabase(state);
}, 30_000);

afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function store(...args: string[]) {
  return storeGiven("", ...args);
}

/** The same with something on the standard input. */
async function storeGiven(input: string, ...args: string[]) {
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

const added = [
  "--url",
  "https://shop.example",
  "--origin",
  "https://origin.example",
  "--platform",
  "generic",
];

describe("npm run store", { timeout: 30_000 }, () => {
  beforeAll(async () => {
    const { code } = await store("add", "--name", "A Shop", ...added, "--alias", "www.shop.example");
    expect(code).toBe(0);
  });

  it("finds a store by any of its hostnames, and shows every setting with those the merchant set marked", async () => {
    await store("set", "shop.example", "timezone", "Europe/London");
    const { code, said } = await store("show", "www.shop.example");
    expect(code).toBe(0);
    expect(said).toMatch(/^A Shop\n/);
    expect(said).toMatch(/^ {2}state +serving$/m);
    expect(said).toMatch(/^\* timezone +"Europe\/London"$/m);
    expect(said).toMatch(/^ {2}recovery\.idleMinutes +30$/m);
    const { said: json } = await store("show", "shop.example", "--json");
    expect(JSON.parse(json)).toMatchObject({
      shopUrl: "https://shop.example",
      origin: "https://origin.example",
      set: { timezone: "Europe/London" },
      settings: { timezone: "Europe/London", recovery: { idleMinutes: 30 } },
    });
  });

  it("shows what pages were left without, and why", async () => {
    const { id } = JSON.parse((await store("show", "shop.example", "--json")).said);
    const row = [id, "checkout", "exitOffer", "script-not-allowed", 12, Date.now(), Date.now()];
    await database.db
      .prepare("INSERT INTO page_findings VALUES (?, ?, ?, ?, ?, ?, ?)")
      .bind(...row)
      .run();
    const { said } = await store("show", "shop.example");
    expect(said).toMatch(/exitOffer on checkout pages: .*Content-Security-Policy/);
    expect(said).toContain("12 pages");
    const { findings } = JSON.parse((await store("show", "shop.example", "--json")).said);
    expect(findings).toEqual([
      expect.objectContaining({ widget: "exitOffer", reason: "script-not-allowed" }),
    ]);
    await database.db.prepare("DELETE FROM page_findings").run();
    expect((await store("show", "shop.example")).said).not.toContain("Left out");
  });

  it("shows how often widgets were shown, used and dismissed in the last 30 days", async () => {
    const { id } = JSON.parse((await store("show", "shop.example", "--json")).said);
    const today = Math.floor(Date.now() / 86_400_000);
    const insert = database.db.prepare("INSERT INTO widget_counts VALUES (?, ?, 'exitOffer', 'plain', ?, ?)");
    await database.db.batch([
      insert.bind(id, today, "shown", 30),
      insert.bind(id, today - 1, "shown", 12),
      insert.bind(id, today, "used", 4),
      insert.bind(id, today - 31, "used", 1000),
    ]);
    const { said } = await store("show", "shop.example");
    expect(said).toContain("exitOffer, variant plain: shown 42, used 4, dismissed 0");
    await database.db.prepare("DELETE FROM widget_counts").run();
    expect((await store("show", "shop.example")).said).not.toContain("Widgets in the last");
  });

  it("shows what shoppers said held them back, as shares, and their own words to nobody but who has the keys", async () => {
    const { id } = JSON.parse((await store("show", "shop.example", "--json")).said);
    expect((await store("survey", "shop.example")).said).toContain("No answers");
    const insert = database.db.prepare(
      `INSERT INTO survey_answers VALUES (?, ?, ?, ?, 'leaving', ?, 'GBP', NULL, 'cart', 'phone', 'GB', 'en', ?)`,
    );
    const now = Date.now();
    await database.db.batch([
      insert.bind("cart_1", id, "extra-costs", null, 3000, now),
      insert.bind("cart_2", id, "extra-costs", null, 1050, now),
      insert.bind("cart_3", id, "other", "sealed with a key that is gone", 500, now),
      insert.bind("cart_4", id, "returns", null, 99_900, now - 91 * 86_400_000),
      insert.bind("cart_5", "store_other", "returns", null, 99_900, now),
    ]);
    const { code, said } = await store("survey", "shop.example");
    expect(code).toBe(0);
    expect(said).toContain("3 answers in the last 90 days");
    expect(said).toMatch(/^ {2}extra-costs +67% +2 +\u00a340\.50$/m);
    expect(said).toMatch(/^ {2}other +33% +1 +\u00a35\.00$/m);
    expect(said).toContain("cart, phone, GB: (its key is gone)");
    expect(said).not.toContain("returns");
    await database.db.prepare("DELETE FROM survey_answers").run();
  });

  it("reads a value as JSON where it is JSON, and takes it back to its default", async () => {
    const { said } = await store("set", "shop.example", "recovery.idleMinutes", "45", "language", "pl");
    expect(said).toMatch(/\* recovery\.idleMinutes +45\n\* language +"pl"|\* language +"pl"\n/);
    expect(said).toContain("within 60 seconds");
    await store("set", "shop.example", "recovery.idleMinutes", "--default", "language", "default");
    const after = JSON.parse((await store("show", "shop.example", "--json")).said);
    expect(after.set).not.toHaveProperty("recovery");
    expect(after.settings.language).toBe("en");
  });

  it("changes nothing when one of several settings is wrong, and says which, why and what is in force", async () => {
    const { code, complained } = await store(
      "set",
      "shop.example",
      "language",
      "ja",
      "recovery.idleMinutes",
      "3",
    );
    expect(code).toBe(1);
    expect(complained).toMatch(/recovery\.idleMinutes: .*>=5/);
    expect(complained).toMatch(/language +"en"/);
    expect((await store("show", "shop.example", "--json")).said).toContain('"language": "en"');
  });

  it("adds codes to an incentive's pool, tells those it has, shows none of them again, and withdraws them", async () => {
    const none = await store("coupons", "shop.example", "ten", "add", "-");
    expect([none.code, none.complained]).toEqual([1, expect.stringContaining('no incentive "ten"')]);
    await store("set", "shop.example", "incentives.ten.kind", "percent", "incentives.ten.value", "10");
    const file = join(folder, "codes.txt");
    writeFileSync(file, "AAA-1\nBBB-2\n");
    expect((await store("coupons", "shop.example", "ten", "add", file)).said).toContain("2 codes added");
    const again = await storeGiven("bbb-2\nCCC-3", "coupons", "shop.example", "ten", "add", "-");
    expect(again.said).toMatch(/1 codes? added[\s\S]*left as they are:\n {2}bbb-2/);
    const wrong = await storeGiven("DDD-4\nnot a code", "coupons", "shop.example", "ten", "add", "-");
    expect([wrong.code, wrong.complained]).toEqual([1, expect.stringContaining("line 2")]);
    const { said } = await store("coupons", "shop.example");
    expect(said).toMatch(/^ten\n {2}3 left, 0 issued/);
    expect(said).not.toContain("AAA-1");
    expect((await store("coupons", "shop.example", "ten", "revoke")).said).toContain("3 codes withdrawn");
    await store("set", "shop.example", "incentives", "--default");
  });

  it("pauses and resumes, and says when that takes effect", async () => {
    const { said } = await store("pause", "shop.example");
    expect(said).toContain("within 60 seconds");
    expect((await store("list")).said).toContain("paused since");
    expect((await store("resume", "shop.example")).code).toBe(0);
    expect((await store("list")).said).not.toContain("paused");
  });

  it("adds no store that is not allowed, and says what is wrong with it", async () => {
    const settings = join(folder, "settings.json");
    writeFileSync(settings, '{"language":"xx"}');
    const args = ["add", "--name", "B", "--url", "https://b.example", "--platform", "generic"];
    const wrong = await store(...args, "--origin", "https://origin.example", "--settings", settings);
    expect([wrong.code, wrong.complained]).toEqual([1, expect.stringContaining("settings.language: ")]);
    const inside = await store(...args, "--origin", "https://10.0.0.1");
    expect([inside.code, inside.complained]).toEqual([1, expect.stringContaining("origin: ")]);
    const taken = await store("add", "--name", "B", ...added);
    expect([taken.code, taken.complained]).toEqual([1, expect.stringContaining("another store")]);
  });

  it.each([
    [["sow", "shop.example"], 'no command "sow"'],
    [["add", "--name", "B"], "--url, --origin, --platform missing"],
    [["set", "shop.example", "language"], "language has no value"],
    [["show"], "which store?"],
    [["list", "--json"], "list knows no --json"],
    [["list", "--remote"], "--state is of the local database"],
  ])("ends with 2 and its usage for %j", async (args, problem) => {
    const { code, complained } = await store(...args);
    expect(code).toBe(2);
    expect(complained).toContain(problem);
    expect(complained).toContain("npm run store -- <command>");
  });

  it("keeps a secret from the standard input, and never shows it", async () => {
    const kept = await storeGiven("shpss_0123456789\n", "secret", "shop.example", "orders");
    expect(kept).toMatchObject({ code: 0, said: expect.stringContaining("in force") });
    expect(kept.said).not.toContain("shpss");
    const rows = JSON.stringify((await database.db.prepare("SELECT * FROM store_secrets").all()).results);
    expect(rows).toContain('"name":"orders"');
    expect(rows).not.toContain("shpss");
    expect((await store("secret", "shop.example", "orders", "--forget")).code).toBe(0);
    expect(await database.db.prepare("SELECT count(*) AS n FROM store_secrets").first("n")).toBe(0);
  });

  it("makes a secret and shows it once", async () => {
    const made = await store("secret", "shop.example", "orders", "--make");
    expect(made.said).toMatch(/\n[\w-]{43}$/);
  });

  it("keeps no secret where none was given", async () => {
    const kept = await storeGiven(" \n", "secret", "shop.example", "orders");
    expect(kept).toMatchObject({ code: 1, complained: expect.stringContaining("Nothing came") });
  });

  it("ends with 1 for a store that is not there", async () => {
    expect(await store("pause", "nobody.example")).toMatchObject({
      code: 1,
      complained: expect.stringContaining("nobody.example"),
    });
  });
});

describe("the local database", () => {
  it("can be changed while another process serves from it, and is seen changed there", async () => {
    const read = () => database.db.prepare("SELECT paused_at FROM stores").first<{ paused_at: unknown }>();
    expect(await read()).toEqual({ paused_at: null });
    const print = { line() {}, problem() {} };
    expect(await main(["pause", "shop.example", "--state", state], print)).toBe(0);
    expect(await read()).toEqual({ paused_at: expect.any(Number) });
  }, 30_000);

  it("is waited for while it is held, and given up with words that say so", async () => {
    let held = 2;
    const work = async () => {
      if (held-- > 0) throw new Error("Failed query", { cause: new Error("D1_ERROR: database is locked") });
      return "done";
    };
    expect(await whenNotBusy(work, 1)).toBe("done");
    held = 100;
    await expect(whenNotBusy(work, 1)).rejects.toThrow("held by another process. Nothing was changed");
  });
});
