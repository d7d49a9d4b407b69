import type { Context } from "../../context.ts";
import { nobody } from "../../db/erasure.ts";
import type { CartSnapshot } from "../../domain/cart.ts";
import { mailEvents } from "../../mail-providers/index.ts";
import type { Platform } from "../../platforms/contract.ts";
import { captureCart } from "../../services/carts/capture-cart.ts";
import { openLink } from "../../services/carts/open-link.ts";
import { takeOver } from "../../services/carts/take-over-cart.ts";
import { eraseContact } from "../../services/contacts/erase-contact.ts";
import { forgetContact } from "../../services/contacts/forget-contact.ts";
import { type Asked, saveContact } from "../../services/contacts/save-contact.ts";
import { suppressAddress } from "../../services/contacts/suppress-address.ts";
import { recordOrder, recordOrderEvent } from "../../services/orders/record-order.ts";
import { receiveMailEvents } from "../../services/recovery/receive-mail-events.ts";
import { pauseStore, setSettings } from "../../services/stores/change-store.ts";
import { eventDialects } from "../signed-events.ts";
import type { ShopperCommand } from "./commands.ts";
import type { Process } from "./process.ts";
import type { SimulatedWorld } from "./simulated-world.ts";
import { addresses, products, settingChanges, spellings, visitors } from "./store-kinds.ts";

/**
 * Does what somebody outside does: a shopper, the shop's server, a mail provider, the merchant. Through the engine's public
 * doors, and notes in the world what was done in truth, once the engine has said that it is kept.
 */
export async function act(world: SimulatedWorld, process: Process, command: ShopperCommand): Promise<void> {
  const { context: ctx } = process;
  const store = world.stores[command.store];
  if (!store) throw new Error("no store");
  if ("address" in command && command.do !== "unsubscribe" && command.do !== "erase") {
    const hash = world.hashes[command.store]?.[command.address] ?? "";
    world.spoken.push({ store: command.store, hash, at: world.moment() });
  }
  switch (command.do) {
    case "leave":
      await capture(world, ctx, command.store, command.shopper, command.product, 1);
      await give(world, ctx, command);
      return;
    case "fill":
      return capture(world, ctx, command.store, command.shopper, command.product, command.quantity);
    case "empty":
      return captureCart(ctx, store, visitor(command.shopper), { ...empty }, { by: command.by });
    case "give":
      await give(world, ctx, command);
      return;
    case "refuse":
      await forgetContact(ctx, store, visitor(command.shopper), asked("notice"));
      return;
    case "buy":
      return buy(world, ctx, command);
    case "unsubscribe": {
      const addressHash = world.hashes[command.store]?.[command.address] ?? "";
      await suppressAddress(ctx, { storeId: store.id, addressHash, reason: "unsubscribed", at: ctx.now() });
      world.stopped.push({ store: command.store, hash: addressHash, why: "unsubscribed" });
      return;
    }
    case "erase": {
      const hash = world.hashes[command.store]?.[command.address] ?? "";
      await eraseContact(ctx, store.id, addresses[command.address] ?? "");
      world.erased.push({ store: command.store, hash, at: world.moment() });
      world.stopped.push({ store: command.store, hash, why: "erased" });
      return;
    }
    case "tell":
      return tell(world, ctx, command);
    case "press":
      return press(world, ctx, command);
    case "set":
      await setSettings(ctx, store.id, [...(settingChanges[command.change] ?? [])]);
      return;
    case "pause":
      await pauseStore(ctx, store.id, command.on);
      return;
    case "lose-track":
      await ctx.db.$client
        .prepare("UPDATE stores SET tracking_lost_at = ? WHERE id = ?")
        .bind(command.on ? world.now : null, store.id)
        .all();
  }
}

const empty: CartSnapshot = { currency: "GBP", lines: [], totalMinor: null };

/** The same shopper's id in both stores: no store may tell by it. */
const visitor = (shopper: number) => ({
  shopperId: `shopper_${"0".repeat(25)}${shopper}`,
  ...(visitors[shopper] ?? visitors[0]),
});

/** Shops sell the same things under names of their own. */
export function lineOf(store: number, product: number, quantity: number) {
  const { name, ...rest } = products[product] ?? products[0];
  return { ...rest, name: `${name} of store-${store}`, options: [], quantity, image: null, url: null };
}

async function capture(
  world: SimulatedWorld,
  ctx: Context,
  at: 0 | 1,
  shopper: number,
  product: number,
  quantity: number,
) {
  const store = world.stores[at];
  if (store) {
    await captureCart(ctx, store, visitor(shopper), { ...empty, lines: [lineOf(at, product, quantity)] });
  }
}

const asked = (basis: "notice" | "opt-in"): Asked => ({
  surface: "address-notice",
  basis,
  words: "We may write to you about this cart.",
  wordsVersion: "1",
  language: "en",
  page: "/checkout",
});

async function give(
  world: SimulatedWorld,
  ctx: Context,
  command: { store: 0 | 1; shopper: number; address: number; spelling: number; basis?: "notice" | "opt-in" },
) {
  const store = world.stores[command.store];
  const email = spell(command.address, command.spelling);
  if (store) {
    await saveContact(
      ctx,
      store,
      visitor(command.shopper),
      email,
      asked(command.basis ?? "opt-in"),
      "192.0.2.1",
    );
  }
}

const spell = (address: number, spelling: number) =>
  (spellings[spelling] ?? String)(addresses[address] ?? addresses[0]);

async function buy(
  world: SimulatedWorld,
  ctx: Context,
  command: Extract<ShopperCommand, { do: "buy" }>,
): Promise<void> {
  const store = world.stores[command.store];
  if (!store) return;
  const { shopperId } = visitor(command.shopper);
  const number = `N${++world.orders}`;
  const isOwn = command.how === "seen" || command.how === "unnamed";
  const named = command.how === "unnamed" ? null : command.address;
  const [cart] = isOwn
    ? await world.rows<{ id: string; address_hash: string | null }>(
        "SELECT id, address_hash FROM carts WHERE store_id = ? AND shopper_id = ? AND status IN ('active', 'abandoned')",
        store.id,
        shopperId,
      )
    : [];
  const at = command.how === "late" ? world.now - 30 * 60_000 : world.now;
  const order = {
    number,
    totalMinor: 1000,
    currency: "GBP",
    email: named === null ? null : spell(named, command.spelling),
  };
  const hashes = [named === null ? null : world.hashes[command.store]?.[named], cart?.address_hash].filter(
    (hash) => hash != null,
  );
  // Before it is told: who tells may die behind it. Whether it was kept the history knows.
  const bought = { store: command.store, number, at, hashes, cartId: cart?.id ?? null, isTaken: false };
  world.bought.push(bought);
  if (command.how === "told" || command.how === "late") {
    const event = { id: number, at, kind: "placed", order, cartRef: null, emailSha256: null } as const;
    await recordOrderEvent(ctx, store, event);
  } else {
    const device = isOwn ? shopperId : `shopper_${"9".repeat(26)}`;
    await recordOrder(ctx, store, device, order);
  }
  bought.isTaken = true;
}

async function tell(
  world: SimulatedWorld,
  ctx: Context,
  { store: at, mail, kind, twist }: Extract<ShopperCommand, { do: "tell" }>,
): Promise<void> {
  const sent = world.accounts.calls.filter(({ store, outcome }) => store === at && outcome === "taken");
  const call = sent[mail % Math.max(1, sent.length)];
  const provider = call?.provider as "resend" | "brevo" | "postmark" | undefined;
  const events = provider && mailEvents[provider];
  const dialect = provider && eventDialects[provider];
  // A forger names the message all the same: ids are no secret.
  const listener = twist === "crossed" ? 1 - at : at;
  const store = world.stores[listener];
  if (!call || !events || !dialect || !store) return;
  const id = `event-${++world.events}`;
  const told = {
    kind,
    messageId: call.messageId,
    providerMessageId: `p-${call.messageId}`,
    id,
    at: twist === "late" ? world.now - 2 * 3_600_000 : world.now,
  };
  const secret = twist === "forged" ? world.secretOf(provider, 7) : world.secretOf(provider, listener);
  for (let times = twist === "twice" ? 2 : 1; times > 0; times--) {
    await receiveMailEvents(
      ctx,
      store.id,
      events,
      await dialect.sign(dialect.word(told), id, ctx.now(), secret),
    );
  }
  if (twist === "forged" || twist === "crossed") return;
  world.told.push({ store: at, messageId: call.messageId, kind, at: world.moment() });
  if (kind !== "bounced" && kind !== "complained") return;
  const [message] = await world.rows<{ address_hash: string }>(
    "SELECT address_hash FROM recovery_messages WHERE id = ?",
    call.messageId,
  );
  // Of a person who was erased, and of a message that a restore undid, nobody knows any more.
  if (message && message.address_hash !== nobody)
    world.stopped.push({ store: at, hash: message.address_hash, why: kind });
}

async function press(
  world: SimulatedWorld,
  ctx: Context,
  { store: at, shopper, mail }: Extract<ShopperCommand, { do: "press" }>,
): Promise<void> {
  const sent = world.accounts.calls.filter(({ store, outcome }) => store === at && outcome === "taken");
  const token = sent[mail % Math.max(1, sent.length)]?.text.match(/_cw\/r\/([\w-]{43})/)?.[1];
  const store = world.stores[at];
  if (!token || !store) return;
  const opened = await openLink(ctx, store, token);
  if (opened.status !== "open") return;
  const { lines, currency } = opened.cart;
  // A storefront that takes everything: what it holds afterwards is the kept cart.
  const platform = {
    readCart: async () => ({ currency, lines, totalMinor: null }),
    addLines: async () => [],
    applyCoupon: async () => false,
  } as unknown as Platform;
  const shop = { base: new URL(store.shopUrl) } as Parameters<typeof takeOver>[0]["shop"];
  await takeOver({ ctx, store, platform, shop, visitor: visitor(shopper) }, opened, "add");
}
