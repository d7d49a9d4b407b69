import type { Context } from "../../context.ts";
import { noteAbandoned, noteRecovered, noteStatement } from "../../db/notices.ts";
import { newId } from "../../domain/ids.ts";
import type { NoticeKind } from "../../domain/notice-kind.ts";
import type { Store } from "../stores/find-store.ts";

/** Something to tell a merchant. */
export interface Notice {
  storeId: string;
  kind: NoticeKind;
  /** What it is about: of one kind, the same thing is told once. */
  key: string;
  /** Ids, amounts, counts. Never an address, never what is in a cart. */
  data: Record<string, unknown>;
}

/** The statement that keeps a notice, for the batch in which what it tells of is decided. @param when see db/notices.ts */
export function noticeStatement(
  ctx: Context,
  { storeId, kind, key, data }: Notice,
  when?: Parameters<typeof noteStatement>[2],
) {
  const row = { id: newId("notice"), storeId, kind, key: `${kind}/${key}`, now: ctx.now() };
  return noteStatement(ctx.db, { ...row, data: JSON.stringify(data) }, when);
}

/** Keeps a notice. It goes out with the next run of cron, to whoever wants to be told then. */
export async function noteNotice(ctx: Context, notice: Notice): Promise<void> {
  await ctx.db.batch([noticeStatement(ctx, notice)]);
}

/** Whether the store's webhook asks for this. What is a shop's everyday business is kept for those alone who do. */
export function isWanted(store: Pick<Store, "settings">, kind: string): boolean {
  return store.settings.notices.webhook?.events.some((event) => event === kind) ?? false;
}

interface LeftCart {
  id: string;
  storeId: string;
  currency: string;
  totalMinor: number;
  stage: string;
  contactId: string | null;
}

/** For the batch that abandons carts: a notice, once for a cart, of those that are worth what their merchant said. */
export function abandonedStatements(
  ctx: Context,
  stores: Map<string, Store | null>,
  carts: LeftCart[],
  now: number,
) {
  const notices = carts
    .filter((cart) => isWorthTelling(stores.get(cart.storeId) ?? null, cart))
    .map((cart) => {
      const value = { minor: cart.totalMinor, currency: cart.currency };
      const { id: cartId, storeId, stage } = cart;
      const data = JSON.stringify({ cartId, value, stage, canBeWrittenTo: cart.contactId !== null });
      const kind = "cart.abandoned" satisfies NoticeKind;
      return { id: newId("notice"), cartId, storeId, kind, key: `${kind}/${cartId}`, data, now };
    });
  return notices.length > 0 ? [noteAbandoned(ctx.db, notices, now)] : [];
}

function isWorthTelling(store: Store | null, { currency, totalMinor }: LeftCart): boolean {
  const from = store?.settings.notices.webhook?.abandonedFrom;
  if (!store || !from || !isWanted(store, "cart.abandoned")) return false;
  return from.currency === currency && totalMinor >= from.minor;
}

/** For the batch that records an order: a notice if it is attributed to a message. */
export function recoveredStatements(ctx: Context, store: Store, order: { number: string }) {
  if (!isWanted(store, "cart.recovered")) return [];
  return [noteRecovered(ctx.db, { storeId: store.id, number: order.number }, newId("notice"), ctx.now())];
}
