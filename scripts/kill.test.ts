import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { D1Database } from "@cloudflare/workers-types";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createKeyRing } from "../worker/domain/keys.ts";
import { Watcher } from "./kill/watcher.ts";
import { type OpenDatabase, openLocalDatabase } from "./open-database.ts";
import { main as recovery } from "./recovery.ts";

/**
 * The process that sends is killed (SIGKILL, which nothing can prepare for) while consumers stand at each place between a
 * claim and its receipt; another is started on the same database, and time goes on. What counts is what the providers took.
 */
const rounds = 3;
const places = ["claimed", "permitted", "accepted"] as const;
const providers = { keyed: "resend", keyless: "mailpit" } as const;
const minute = 60_000;
const noon = Date.parse("2026-11-23T12:00:30Z");
const stores = Object.keys(providers).flatMap((kind) => places.map((place) => `store_${kind}_${place}`));

const folder = mkdtempSync(join(tmpdir(), "cartwright-kill-"));
const state = join(folder, "state");
const script = join(folder, "worker.js");
const watcher = new Watcher();
let url: string;
let killed = 0;
let rows: { store_id: string; status: string }[];

/** When the carts of a round are left: each an afternoon of its own. */
const startOf = (round: number) => noon + round * 24 * 60 * minute;
const addressOf = (storeId: string, round: number) => `${storeId.replaceAll("_", ".")}.${round}@example.com`;

beforeAll(async () => {
  url = await watcher.start();
  await build({
    entryPoints: [new URL("../worker/testing/killable-worker.ts", import.meta.url).pathname],
    bundle: true,
    outfile: script,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "silent",
  });
  await withDatabase(async ({ db }) => {
    for (const store of stores) {
      await addStore(db, store);
      for (let round = 0; round < rounds; round++) await addIdleCart(db, store, round);
    }
  });
  for (let round = 0; round < rounds; round++) await killAt(startOf(round));
  const worker = await start();
  await goOn(worker, startOf(rounds - 1) + 2 * 60 * minute, 3 * 60);
  await worker.kill();
  rows = await withDatabase(async ({ db }) => {
    return (await db.prepare("SELECT store_id, status FROM recovery_messages").all<(typeof rows)[number]>())
      .results;
  });
}, 120_000);

afterAll(() => {
  watcher.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Lets what an earlier process left behind be worked off, brings a consumer to each place, and ends them all. */
async function killAt(noon: number): Promise<void> {
  const worker = await start();
  await goOn(worker, noon - 4 * 60 * minute, 3 * 60);
  await worker.turn({ now: noon, stops: true });
  Object.assign(watcher, { holdsAnswers: true, waiting: 0 });
  await worker.turn({ now: noon + 61 * minute, stops: true });
  for (let wait = 0; watcher.waiting < stores.length; wait++) {
    if (wait > 400) throw new Error(`only ${watcher.waiting} consumers came to their places`);
    await pause(20);
  }
  await worker.kill();
  killed += watcher.waiting;
  watcher.holdsAnswers = false;
}

/** Crons each quarter of an hour, and the queue worked off after each. */
async function goOn(worker: Worker, from: number, minutes: number): Promise<void> {
  for (let passed = 0; passed <= minutes; passed += 15) {
    await worker.turn({ now: from + passed * minute, stops: false });
  }
}

type Worker = Awaited<ReturnType<typeof start>>;

/** A process group of its own: node, and workerd below it. */
async function start() {
  const child: ChildProcess = fork(new URL("kill/run-killable.ts", import.meta.url), [state, url, script], {
    detached: true,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [door] = (await once(child, "message")) as [string];
  return {
    async turn(turn: { now: number; stops: boolean }) {
      const response = await fetch(door, { method: "POST", body: JSON.stringify(turn) });
      if (!response.ok) throw new Error(await response.text());
      // Consumers that stop never finish.
      while (!turn.stops) {
        const { queued, handled } = (await (await fetch(door)).json()) as Record<string, number>;
        if (queued === handled) return;
        await pause(10);
      }
    },
    async kill() {
      const gone = once(child, "exit");
      process.kill(-(child.pid as number), "SIGKILL");
      await gone;
    },
  };
}

async function withDatabase<Result>(work: (database: OpenDatabase) => Promise<Result>): Promise<Result> {
  const database = await openLocalDatabase(state);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function addStore(db: D1Database, id: string): Promise<void> {
  const settings = {
    sender: { name: "A Shop", address: "hello@shop.example", postalAddress: "1 Quay Street, Wells" },
    mailProvider: providers[id.split("_")[1] as keyof typeof providers],
    recovery: { steps: [{ delayMinutes: 60 }], quietHours: null, checkStock: false },
  };
  await db
    .prepare(
      `INSERT INTO stores (id, name, platform, shop_url, origin, settings, created_at, updated_at)
      VALUES (?, ?, 'generic', 'https://shop.example', 'https://origin.example', ?, 0, 0)`,
    )
    .bind(id, id, JSON.stringify(settings))
    .run();
}

/** A shopper who agreed to be written to, and has not touched their cart for long enough when the round begins. */
async function addIdleCart(db: D1Database, storeId: string, round: number): Promise<void> {
  const key = Buffer.alloc(32, 7).toString("base64");
  const keys = createKeyRing(`k1:${key}`, key);
  const address = addressOf(storeId, round);
  const hash = await keys.hashAddress(storeId, address);
  const id = `${storeId}_${round}`;
  const at = startOf(round) - minute;
  const line = {
    productId: "1",
    name: "Mug",
    options: [],
    quantity: 1,
    unitMinor: 900,
    image: null,
    url: null,
  };
  await db.batch([
    db
      .prepare(
        `INSERT INTO contacts (id, store_id, channel, address_hash, address_sealed, created_at)
        VALUES (?, ?, 'email', ?, ?, ?)`,
      )
      .bind(`contact_${id}`, storeId, hash, await keys.encrypt(address, `contacts/${hash}`), at),
    db
      .prepare(
        `INSERT INTO consents (id, store_id, address_hash, decision, basis, surface, words, words_version, language, page, at)
        VALUES (?, ?, ?, 'granted', 'opt-in', 'address-notice', 'x', '1', 'en', '/', ?)`,
      )
      .bind(`consent_${id}`, storeId, hash, at),
    db
      .prepare(
        `INSERT INTO carts (id, store_id, shopper_id, status, lines, items, currency, total_minor, fingerprint, contact_id,
          address_hash, created_at, observed_at, active_at, idle_at)
        VALUES (?1, ?2, ?1, 'active', ?3, 1, 'GBP', 900, 'f', ?4, ?5, ?6, ?6, ?6, ?6)`,
      )
      .bind(`cart_${id}`, storeId, JSON.stringify([line]), `contact_${id}`, hash, at),
  ]);
}

/** What became of a store's messages, and how many mails its provider took for each. */
function outcomeOf(storeId: string): { statuses: string[]; mails: number[] } {
  const took = [...watcher.keyless, ...watcher.keyed.accepted.flatMap(({ to }) => to)];
  const mails = Array.from({ length: rounds }, (_, round) => {
    return took.filter((to) => to === addressOf(storeId, round)).length;
  });
  return { statuses: rows.flatMap(({ store_id, status }) => (store_id === storeId ? [status] : [])), mails };
}

const each = <Value>(value: Value) => Array.from({ length: rounds }, () => value);

describe(`a process that is killed, ${rounds} times at each place`, { timeout: 30_000 }, () => {
  it("was killed while every consumer stood where it should", () => {
    expect(killed).toBe(rounds * stores.length);
  });

  it.each(["store_keyed_claimed", "store_keyless_claimed"])(
    "before the permission to send: the mail goes out once, later (%s)",
    async (store) => {
      expect(outcomeOf(store)).toEqual({ statuses: each("accepted"), mails: each(1) });
    },
  );

  it.each(["store_keyed_permitted", "store_keyed_accepted"])(
    "after it, where the provider tells a mail by its key: asked again with the same key and bytes, one mail (%s)",
    async (store) => {
      expect(outcomeOf(store)).toEqual({ statuses: each("accepted"), mails: each(1) });
      const calls = watcher.keyed.calls.filter(({ body }) => body.includes(store.replaceAll("_", ".")));
      expect(calls).toHaveLength(store.endsWith("accepted") ? 2 * rounds : rounds);
      // One body for each key.
      expect(new Set(calls.map(({ key, body }) => `${key} ${body}`)).size).toBe(rounds);
    },
  );

  it("after it, where the provider does not: the outcome stays unknown, and no second mail goes out", async () => {
    expect(outcomeOf("store_keyless_accepted")).toEqual({
      statuses: each("unknown"),
      mails: each(1),
    });
    // Nobody can tell this from the one above: it may have gone out.
    expect(outcomeOf("store_keyless_permitted")).toEqual({
      statuses: each("unknown"),
      mails: each(0),
    });
  });

  it("leaves what is unknown for an operator to see and to settle", async () => {
    const ask = async (...args: string[]) => {
      const lines: string[] = [];
      const print = {
        line: (text: string) => void lines.push(text),
        problem: (text: string) => void lines.push(text),
      };
      return { code: await recovery([...args, "--state", state], print), said: lines.join("\n") };
    };
    const store = "store_keyless_accepted";
    const { said } = await ask("list", store, "--days", "10000");
    expect(said).toMatch(new RegExp(`^ +${rounds} {2}unknown$`, "m"));
    const [message = ""] = /message_\w+/.exec(said.slice(said.indexOf("Unknown"))) ?? [];
    expect((await ask("show", store, message)).said).toContain("no answer recorded");
    expect(await ask("resolve", store, message, "--accepted", "--by", "Grace")).toMatchObject({ code: 0 });
    expect((await ask("list", store, "--days", "10000")).said).toMatch(
      new RegExp(`^ +${rounds - 1} {2}unknown$`, "m"),
    );
  });
});
