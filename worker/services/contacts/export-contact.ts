import type { Context } from "../../context.ts";
import { selectOfAddress } from "../../db/erasure.ts";
import { normaliseAddress } from "../../domain/email-address.ts";
import { wordsLabel } from "../widgets/record-answer.ts";
import { openName } from "./note-name.ts";

export type Exported = { status: "exported"; data: PersonalData } | { status: "refused"; problem: string };

/** For the person themselves: times as ISO 8601, money in minor units, none of our hashes and keys. */
export type PersonalData = Record<string, Record<string, unknown>[]> & { address: string };

/** What only we can read, or what says nothing of the person. */
const internal = /(hash|sealed|store_?id|lease_?until|fingerprint|attempt|lapses|calls)$/i;

/** Everything that a store keeps of a person, by their address (GDPR Art. 15). Reads only. */
export async function exportContact(ctx: Context, storeId: string, address: string): Promise<Exported> {
  const normal = normaliseAddress(address);
  if (normal === null) return { status: "refused", problem: "That is not an email address." };
  const addressHash = await ctx.keys.hashAddress(storeId, normal);
  const [contacts, consents, suppressions, carts, messages, events, cartMails, orders, coupons, answers] =
    await ctx.db.batch(selectOfAddress(ctx.db, storeId, addressHash));
  const named = contacts.map(async (contact) => ({ ...contact, name: await openName(ctx, contact) }));
  const said = answers.map(async ({ wordsSealed, ...answer }) => {
    const words = wordsSealed && (await ctx.keys.decrypt(wordsSealed, wordsLabel(answer.cartId)));
    return { ...answer, words };
  });
  const kept = {
    contacts: await Promise.all(named),
    answers: await Promise.all(said),
    consents,
    suppressions,
    carts,
    messages,
    events,
    cartMails,
    orders,
    coupons,
  };
  const data = Object.entries(kept).map(([name, rows]) => [name, rows.map(readable)]);
  return { status: "exported", data: { address: normal, ...Object.fromEntries(data) } };
}

function readable(row: object): Record<string, unknown> {
  const entries = Object.entries(row).filter(([name, value]) => value !== null && !internal.test(name));
  return Object.fromEntries(
    entries.map(([name, value]) => [name, isTime(name, value) ? new Date(value).toISOString() : value]),
  );
}

const isTime = (name: string, value: unknown): value is number =>
  typeof value === "number" && /(At|^at)$/.test(name);
