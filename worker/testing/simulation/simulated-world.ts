import type { Log } from "../../log.ts";
import { addCodes } from "../../services/incentives/change-pool.ts";
import { addStore } from "../../services/stores/change-store.ts";
import { loadStore, type Store } from "../../services/stores/find-store.ts";
import { keepSecret } from "../../services/stores/store-secrets.ts";
import type { QueueBody } from "../../wire/queue-body.ts";
import { eventDialects } from "../signed-events.ts";
import type { Bench } from "./bench.ts";
import type { Schedule, StoreKind } from "./commands.ts";
import { MailAccounts } from "./mail-accounts.ts";
import { Process, type Trouble } from "./process.ts";
import { randomFrom } from "./random.ts";
import {
  addresses,
  beginnings,
  codes,
  givesCoupons,
  incentives,
  providers,
  sequences,
} from "./store-kinds.ts";
import { Turns, type Work } from "./turns.ts";

/** An order, as the simulation knows that it was placed. */
export interface Bought {
  store: number;
  number: string;
  at: number;
  /** Hashes of the addresses it speaks of, and the cart it was. */
  hashes: string[];
  cartId: string | null;
  /** Whoever told of it was answered that it is kept. */
  isTaken: boolean;
}

/** Somebody's wish to be written to no more, that the shop was told was kept. */
export interface Stopped {
  store: number;
  hash: string;
  why: string;
}

/** That a store was given this address, or asked to forget it. */
export interface Spoken {
  store: number;
  hash: string;
  at: number;
}

/** A backup was put back: when, by the history and by `moment`, and which messages are now before something they had gone through. */
export interface Restored {
  seq: number;
  at: number;
  forgot: Set<string>;
}

interface Opening {
  rows: { sql: string; values: unknown[] }[];
  stores: Store[];
  hashes: string[][];
}

const openings = new WeakMap<Bench, Map<string, Opening>>();

/**
 * Both stores, their shoppers, mail accounts, queue and clock, over a bench. It knows what was done to the engine, and
 * nothing of what the engine made of it.
 */
export class SimulatedWorld {
  readonly bench: Bench;
  now: number;
  readonly queue: QueueBody[] = [];
  readonly accounts = new MailAccounts();
  readonly turns: Turns;
  readonly random: () => number;
  readonly processes: Process[] = [];
  readonly logged: string[] = [];
  readonly stores: Store[] = [];
  /** Ids of both stores by their hashes of the addresses: `hashes[store][address]`. */
  readonly hashes: string[][] = [];
  readonly bought: Bought[] = [];
  readonly stopped: Stopped[] = [];
  /** Each event that was told in truth, by its message. */
  readonly told: { store: number; messageId: string; kind: string; at: number }[] = [];
  /** Answers of the engine that are wrong as soon as they are given. */
  readonly surprises: string[] = [];
  /** Settings that may have been in force from one moment on, and that alone were from another on. */
  readonly settings: { at: number; from: number; since: number; store: Store }[] = [];
  readonly restores: Restored[] = [];
  /** Whom to forget was asked, and every later word of theirs; in the order in which it was. */
  readonly erased: Spoken[] = [];
  readonly spoken: Spoken[] = [];
  /** Crons, and consumers, that work at once where nothing else is said. */
  hands = 1;
  readonly counts = { faults: 0, commands: 0 };
  backup: { rows: Map<string, Record<string, unknown>[]>; at: number } | null = null;
  readonly log: Log;
  orders = 0;
  events = 0;
  #moments = 0;

  private constructor(bench: Bench, schedule: Schedule) {
    this.bench = bench;
    this.now = beginnings[schedule.beginning] ?? 0;
    this.random = randomFrom(schedule.turns);
    const note = (line: unknown) => void this.logged.push(JSON.stringify(line));
    this.log = {
      info: (event, fields) => note({ event, ...fields }),
      error: (event, error, fields) => note({ event, ...fields, error: String(error) }),
    };
    this.turns = new Turns(bench.settle, this.random, () => this.#whileStalled());
  }

  static async open(bench: Bench, schedule: Schedule): Promise<SimulatedWorld> {
    await bench.empty();
    const world = new SimulatedWorld(bench, schedule);
    await world.#openStores(schedule);
    bench.seed(schedule.turns);
    return world;
  }

  /** Stores of the same kinds that open at the same time are the same to the byte; they are opened anew for the first schedule alone. */
  async #openStores({ beginning, stores }: Schedule): Promise<void> {
    const { bench } = this;
    const known = openings.get(bench) ?? new Map<string, Opening>();
    openings.set(bench, known);
    const name = JSON.stringify([beginning, stores]);
    const opening = known.get(name);
    if (opening) {
      await bench.database.batch(
        opening.rows.map(({ sql, values }) => bench.database.prepare(sql).bind(...values)),
      );
      this.stores.push(...opening.stores);
      this.hashes.push(...opening.hashes);
      this.settings.push(...opening.stores.map((store, at) => ({ at, from: 0, since: 0, store })));
      return;
    }
    bench.seed(0);
    for (const [at, kind] of stores.entries()) await this.#openStore(at, kind);
    const rows = [];
    for (const table of ["stores", "store_hostnames", "store_secrets", "coupons"]) {
      for (const row of await this.rows(`SELECT * FROM ${table}`)) {
        const names = Object.keys(row);
        const places = names.map(() => "?").join(", ");
        const sql = `INSERT INTO ${table} (${names.join(", ")}) VALUES (${places})`;
        rows.push({ sql, values: Object.values(row) });
      }
    }
    known.set(name, { rows, stores: [...this.stores], hashes: [...this.hashes] });
  }

  async #openStore(at: number, kind: StoreKind): Promise<void> {
    const { context } = this.process(`opening of store ${at}`);
    const provider = providers[kind.provider] ?? "resend";
    const added = await addStore(context, {
      name: `Shop store-${at}`,
      url: `https://store-${at}.localhost`,
      origin: "http://origin.localhost",
      platform: "generic",
      settings: {
        timezone: at === 0 ? "Europe/London" : "Asia/Tokyo",
        sender: {
          name: `Shop store-${at}`,
          address: `hello@store-${at}.shop`,
          postalAddress: "1 Quay Street",
        },
        mailProvider: provider,
        consent: { regions: { US: "opt-in" } },
        recovery: { idleMinutes: 5, ...sequences[kind.sequence] },
        incentives,
      },
    });
    if (added.status === "refused") throw new Error(added.problems.join("; "));
    for (const one of new Set([provider, "postmark", "brevo"] as ("resend" | "postmark" | "brevo")[])) {
      await keepSecret(context, added.value.id, `mail:${one}`, this.secretOf(one, at));
    }
    // The same codes in both stores: no store may tell by them.
    if (givesCoupons(kind)) await addCodes(context, added.value.id, "ten", codes.join("\n"));
    await this.refresh(at, 0, added.value.id);
    this.hashes[at] = await Promise.all(
      addresses.map((address) => context.keys.hashAddress(added.value.id, address)),
    );
  }

  /** Each store has secrets of its own. */
  secretOf(provider: "resend" | "brevo" | "postmark", store: number): string {
    const secret = eventDialects[provider]?.secret ?? "";
    return provider === "resend"
      ? `whsec_${btoa(`${store} ${atob(secret.slice(6))}`)}`
      : `${secret}-${store}`;
  }

  /** Reads a store again, after it may have been changed at any time since `from`. */
  async refresh(at: number, from: number, id = this.stores[at]?.id ?? ""): Promise<void> {
    const store = await loadStore(this.process("look").context, id);
    if (!store) throw new Error("a store is gone");
    this.stores[at] = store;
    this.settings.push({ at, from, since: this.moment(), store });
  }

  /** A number for this moment: higher than that of any before. */
  moment(): number {
    return ++this.#moments;
  }

  storeOf(storeId: string | null): number {
    return this.stores.findIndex(({ id }) => id === storeId);
  }

  process(name: string, trouble: Trouble | null = null, skew = 0): Process {
    const process = new Process(name, this, trouble, skew);
    this.processes.push(process);
    return process;
  }

  answer(by: Process, request: Request): Promise<Response> {
    return this.bench.historyLength().then((seq) =>
      this.accounts.answer(
        by,
        request,
        () => this.now,
        seq,
        (ms) => {
          this.now += ms;
        },
      ),
    );
  }

  async rows<Row = Record<string, unknown>>(sql: string, ...values: unknown[]): Promise<Row[]> {
    const { results } = await this.bench.database
      .prepare(sql)
      .bind(...values)
      .all<Row>();
    return results;
  }

  /** What happens while a consumer stands still: its lease runs out, and others take up what it held. */
  onStall: () => Promise<Work[]> = async () => [];

  async #whileStalled(): Promise<Work[]> {
    this.now += 150_000;
    return this.onStall();
  }
}
