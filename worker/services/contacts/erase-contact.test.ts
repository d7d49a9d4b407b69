import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createKeyRing } from "../../domain/keys.ts";
import { BreakableDatabase } from "../../testing/breakable-database.ts";
import {
  askForCart,
  buy,
  fillCart,
  leaveAddress,
  linkIn,
  salt,
  shopperWhoLeft,
} from "../../testing/shoppers.ts";
import { tables, World, type WorldOptions } from "../../testing/world.ts";
import { mailAddressLabel } from "../carts/ask-for-cart.ts";
import { applyDeliveryEvents } from "../recovery/apply-delivery-events.ts";
import { listMessages } from "../recovery/list-messages.ts";
import { wordsLabel } from "../widgets/record-answer.ts";
import { eraseContact } from "./erase-contact.ts";
import { exportContact } from "./export-contact.ts";
import { nameLabel } from "./note-name.ts";
import { addressLabel } from "./save-contact.ts";

const ada = "ada@example.com";
const quick = { recovery: { quietHours: null } };

async function storeIdOf(world: World): Promise<string> {
  const row = env.DB.prepare("SELECT store_id FROM store_hostnames WHERE hostname = ?").bind(world.hostname);
  return (await row.first<string>("store_id")) ?? "";
}

/** Where, in all tables, there still is something of a person: `table.column` for each. */
async function tracesOf(world: World, address: string, name = "Lovelace"): Promise<string[]> {
  const { keys } = world.context();
  const hash = await keys.hashAddress(await storeIdOf(world), address);
  const traces = new Set<string>();
  for (const table of tables) {
    const { results } = await env.DB.prepare(`SELECT * FROM ${table}`).all<Record<string, unknown>>();
    for (const row of results) {
      const ofRow = [
        `recovery_messages/${row.id}`,
        mailAddressLabel(`${row.id}`),
        wordsLabel(`${row.cart_id}`),
      ];
      const labels = [addressLabel(hash), nameLabel(hash), ...ofRow];
      for (const [column, value] of Object.entries(row)) {
        if (typeof value !== "string") continue;
        const opened = await Promise.all(labels.map((label) => keys.decrypt(value, label)));
        const texts = [value, ...opened.filter((text) => text !== null)];
        if (
          texts.some(
            (text) => text.includes(hash) || text.toLowerCase().includes(address) || text.includes(name),
          )
        ) {
          traces.add(`${table}.${column}`);
        }
      }
    }
  }
  return [...traces].sort();
}

const rows = async (sql: string) => (await env.DB.prepare(sql).all<Record<string, unknown>>()).results;

/** What held them back from the cart they began last, in their own words. */
async function answerSurvey(world: World): Promise<void> {
  const [cart] = await rows("SELECT id FROM carts ORDER BY created_at DESC LIMIT 1");
  const words = await world.context().keys.encrypt("It is I, Ada Lovelace", wordsLabel(`${cart?.id}`));
  await env.DB.prepare(
    `INSERT INTO survey_answers (cart_id, store_id, reason, words_sealed, moment, total_minor, currency, stage, device,
      language, answered_at) SELECT id, store_id, 'no-trust', ?, 'leaving', 1, 'GBP', 'cart', 'phone', 'en', 1
      FROM carts WHERE id = ?`,
  )
    .bind(words, `${cart?.id}`)
    .run();
}

async function keepName(world: World): Promise<void> {
  const { keys } = world.context();
  const hash = await keys.hashAddress(await storeIdOf(world), ada);
  const name = await keys.encrypt("Ada Lovelace", nameLabel(hash));
  await env.DB.prepare("UPDATE contacts SET name_sealed = ? WHERE address_hash = ?").bind(name, hash).run();
}

/** A person of whom there is something everywhere: bought once, left a cart since, asked for it, was told of. */
async function known(options: WorldOptions = {}) {
  const world = await World.create({ settings: quick, ...options });
  const device = await shopperWhoLeft(world, ada);
  await world.advance(100, 10);
  await buy(device, ada);
  await world.advance(60, 10);
  const phone = await shopperWhoLeft(world, ada);
  await askForCart(phone, ada);
  await world.deliver();
  await fillCart(phone, salt);
  await leaveAddress(phone, ada);
  await answerSurvey(world);
  await keepName(world);
  // Typed into the shop's own checkout alone.
  const stranger = world.device();
  await fillCart(stranger);
  await stranger.post("/checkout/contact", { name: "Ada Lovelace", email: ada });
  await world.advance(2 * 24 * 60, 60);
  const storeId = await storeIdOf(world);
  const [accepted] = await rows("SELECT id FROM recovery_messages WHERE status = 'accepted'");
  const told = { messageId: `${accepted?.id}`, providerMessageId: null, reason: null, at: world.now };
  await applyDeliveryEvents(world.context(), storeId, "resend", [{ id: "e1", kind: "delivered", ...told }]);
  const ctx = world.context();
  return { world, phone, storeId, ctx, told };
}

describe("a person who is erased", () => {
  it("is nowhere any more, but for the keyed hash that keeps them from being written to", async () => {
    const { world, storeId, ctx } = await known();
    expect(await tracesOf(world, ada)).toEqual([
      "buyers.address_hash",
      "cart_mails.address_hash",
      "carts.address_hash",
      "carts.given_address_hash",
      "consents.address_hash",
      "contacts.address_hash",
      "contacts.address_sealed",
      "contacts.name_sealed",
      "orders.address_hash",
      "recovery_messages.address_hash",
      "survey_answers.words_sealed",
    ]);
    const erased = await eraseContact(ctx, storeId, " ADA@Example.com");
    expect(erased).toMatchObject({ status: "erased", sending: 0 });
    if (erased.status !== "erased") return;
    expect(erased.removed).toMatchObject({
      contacts: 1,
      buyers: 1,
      orders: 1,
      events: 1,
      cartMails: 1,
      carts: 3,
    });
    expect(erased.removed.cancelled).toBeGreaterThan(0);
    expect(erased.removed.links).toBeGreaterThan(1);
    expect(await tracesOf(world, ada)).toEqual(["suppressions.address_hash"]);
    const again = await eraseContact(ctx, storeId, ada);
    expect(Object.values(again.status === "erased" ? again.removed : [1]).every((count) => count === 0)).toBe(
      true,
    );
    expect(await rows("SELECT reason FROM suppressions")).toEqual([{ reason: "erased" }]);
  });

  it("is written to no more, whatever was on its way, and no link of theirs opens", async () => {
    const { world, storeId, ctx } = await known();
    const link = linkIn(world.resend.accepted.at(-1)?.text);
    const before = world.resend.calls.length;
    await eraseContact(ctx, storeId, ada);
    await world.advance(5 * 24 * 60, 60);
    expect(world.resend.calls).toHaveLength(before);
    expect((await world.device().get(link)).status).toBe(404);
    expect(await tracesOf(world, ada)).toEqual(["suppressions.address_hash"]);
  });

  it("leaves what is counted as it was: orders, carts, and messages that add up", async () => {
    const { storeId, ctx } = await known();
    const sums = async () => {
      const list = await listMessages(ctx, storeId, { days: 400, status: null });
      return [list.total, Object.values(list.groups).reduce((sum, count) => sum + count)];
    };
    const figures = () =>
      rows(`SELECT (SELECT sum(total_minor) FROM orders) AS sales, (SELECT count(*) FROM orders WHERE message_id IS NOT NULL)
        AS recovered, (SELECT count(*) FROM carts) AS carts, (SELECT sum(total_minor) FROM carts) AS worth`);
    const before = [await sums(), await figures()];
    await eraseContact(ctx, storeId, ada);
    expect([await sums(), await figures()]).toEqual(before);
  });

  it("takes nobody else with them: not in this store, nor themselves in another", async () => {
    const { world, storeId, ctx } = await known();
    await shopperWhoLeft(world, "grace@example.com");
    const other = await World.create({ beside: true, settings: quick });
    other.now = world.now;
    await shopperWhoLeft(other, ada);
    const theirs = [
      await tracesOf(world, "grace@example.com", "Hopper"),
      await tracesOf(other, ada, "Hopper"),
    ];
    await eraseContact(ctx, storeId, ada);
    expect([
      await tracesOf(world, "grace@example.com", "Hopper"),
      await tracesOf(other, ada, "Hopper"),
    ]).toEqual(theirs);
    await other.advance(2 * 60, 10);
    expect(other.resend.accepted.filter(({ to }) => to.includes(ada))).toHaveLength(1);
  });

  it("is not told of by an event that comes later", async () => {
    const { world, storeId, ctx, told } = await known();
    await eraseContact(ctx, storeId, ada);
    await applyDeliveryEvents(world.context(), storeId, "resend", [
      { id: "e2", kind: "complained", ...told },
    ]);
    expect(await rows("SELECT address_hash = '' AS nobody FROM suppressions")).toEqual([{ nobody: 0 }]);
    expect(await tracesOf(world, ada)).toEqual(["suppressions.address_hash"]);
  });

  it("needs no keys but the one that addresses are looked up by", async () => {
    const { world, storeId, ctx } = await known();
    const keys = createKeyRing(
      `none:${btoa("0".repeat(32))}`,
      `${(env as never as Record<string, string>).ADDRESS_HASH_KEY}`,
    );
    expect(await eraseContact({ ...ctx, keys } as never, storeId, ada)).toMatchObject({ status: "erased" });
    expect(await tracesOf(world, ada)).toEqual(["suppressions.address_hash"]);
  });

  it("is refused where there is no address", async () => {
    const { ctx, storeId } = await known();
    expect(await eraseContact(ctx, storeId, "ada")).toMatchObject({ status: "refused" });
  });
});

describe("a mail that is with the provider while its person is erased", () => {
  it.each(["well", "refuses", "throttles", "accepts-then-breaks"] as const)(
    "brings nothing back, whatever comes of it (%s)",
    async (mood) => {
      const world = await World.create({ settings: quick });
      await shopperWhoLeft(world, ada);
      await world.advance(80, 10);
      const storeId = await storeIdOf(world);
      const fetch = world.resend.fetch.bind(world.resend);
      let erased: unknown;
      world.resend.fetch = async (request: Request) => {
        erased ??= await eraseContact(world.context(), storeId, ada);
        return fetch(request);
      };
      world.resend.mood = mood;
      await world.advance(20, 10);
      expect(erased).toMatchObject({ status: "erased", sending: 1 });
      world.resend.mood = "well";
      await world.advance(3 * 24 * 60, 60);
      expect(world.resend.accepted.length).toBeLessThanOrEqual(1);
      expect(await tracesOf(world, ada)).toEqual(["suppressions.address_hash"]);
      const [first] = await rows("SELECT status FROM recovery_messages WHERE step = 1");
      expect(first?.status).toBe(
        { well: "accepted", refuses: "failed", throttles: "skipped", "accepts-then-breaks": "unknown" }[mood],
      );
    },
  );

  it("neither does a cart that was just found to be left", async () => {
    const d1 = new BreakableDatabase(env.DB);
    const world = await World.create({ settings: quick, env: { DB: d1.binding } as never });
    await shopperWhoLeft(world, ada);
    const storeId = await storeIdOf(world);
    d1.meanwhile = async (sql) => {
      // Between the look at the cart and the transaction that abandons it.
      if (/insert into recovery_messages/i.test(sql)) {
        d1.meanwhile = null;
        await eraseContact(world.context(), storeId, ada);
      }
    };
    await world.advance(60, 10);
    expect(await rows("SELECT id FROM recovery_messages")).toEqual([]);
    expect(await rows("SELECT status FROM carts")).toEqual([{ status: "abandoned" }]);
    expect(await tracesOf(world, ada)).toEqual(["suppressions.address_hash"]);
  });
});

describe("a person who asks what is kept of them", () => {
  it("gets what they agreed to, their carts, orders and mails, and none of our keys or hashes", async () => {
    const { world, storeId, ctx } = await known();
    const exported = await exportContact(ctx, storeId, ada);
    expect(exported).toMatchObject({
      status: "exported",
      data: {
        address: ada,
        contacts: [{ language: "en", name: "Ada Lovelace" }],
        answers: [{ reason: "no-trust", words: "It is I, Ada Lovelace" }],
        carts: [{}, {}, {}],
        orders: [{ status: "placed" }],
        events: [{ kind: "delivered" }],
      },
    });
    const text = JSON.stringify(exported);
    expect(text).toMatch(/"decision":"granted","rule":"[\w-]+","basis":"opt-in"/);
    expect(text).toMatch(/"createdAt":"2026-11-2\dT/);
    expect(text).not.toContain(await world.context().keys.hashAddress(storeId, ada));
    const nobody = await exportContact(ctx, storeId, "nobody@example.com");
    expect(nobody).toMatchObject({ data: { contacts: [], carts: [] } });
  });
});
