import type { Context } from "../../context.ts";
import type { CartRow } from "../../db/carts.ts";
import { sumOf } from "../../domain/cart.ts";
import { hour, minute, second } from "../../domain/clock.ts";
import type { DeliveryEstimate, Parcel } from "../../domain/delivery-estimate.ts";
import { within } from "../../domain/within.ts";
import { platforms } from "../../platforms/index.ts";
import { canEstimate } from "../../storefront/can-estimate.ts";
import type { Store } from "../stores/find-store.ts";
import { openStrangerSession } from "../stores/open-stranger-session.ts";
import { keepEstimate, nameEstimate, recallEstimate } from "./known-estimates.ts";

/** What delivery is asked for. `cart`: `null` where there is nothing in it. */
export interface DeliveryQuestion {
  country: string | null;
  region: string | null;
  cart: CartRow | null;
}

/** A visitor waits this long, and is told what is known without the shop. */
const patience = 2 * second;
/** The shop may take this long, so that whoever asks next is told. */
const longest = 8 * second;
const knownFor = hour;
/** That the shop did not say is remembered for a shorter time. */
const unknownFor = 5 * minute;
/** Of one isolate, to one shop, at the same time. */
const mostAtOnce = 4;

const asking = new Map<string, { storeId: string; until: number }>();

/**
 * What the shop itself says that delivery of this cart costs there, where the store wants it to be asked and its platform can
 * be. Asked by a stranger with a cart of the same things, once an hour for each zone and cart. Never throws; what takes too
 * long, fails, or makes no sense is `null`.
 *
 * A discounted cart is not asked about: a stranger's would come to more, and what is free may hang on that.
 *
 * @param mayAsk whether this visitor may cause requests to the shop, asked only when there are to be some; `null`: they may
 *   not, and are told what is known
 */
export async function estimateDelivery(
  ctx: Context,
  store: Store,
  question: DeliveryQuestion,
  mayAsk: (() => Promise<boolean>) | null,
): Promise<DeliveryEstimate | null> {
  const { settings } = store;
  const { cart, region } = question;
  const country = question.country ?? settings.widgets.shipping.country;
  const isDiscounted = cart !== null && (cart.coupons?.length || cart.totalMinor < sumOf(cart.lines));
  if (country === null || isDiscounted || !canEstimate(platforms[store.platform], settings)) return null;
  const parcel: Parcel = {
    country,
    region: question.country === null ? null : region,
    currency: cart?.currency ?? settings.widgets.shipping.currency,
    value: cart?.totalMinor ?? null,
  };
  try {
    const name = await nameEstimate(store, parcel, cart?.lines ?? []);
    const known = await recallEstimate(name, ctx.now());
    if (known) return known.estimate;
    if (mayAsk === null || !begin(ctx, store, name)) return null;
    if (!(await mayAsk())) {
      asking.delete(name);
      return null;
    }
    const work = askOnce(ctx, store, parcel, cart, name);
    ctx.defer("delivery.estimate", work);
    return await within(patience, work);
  } catch (error) {
    ctx.log.error("delivery.unread", error, { store: store.id });
    return null;
  }
}

/**
 * @returns whether nobody here asks for the same, and few ask that shop. What has been asked for too long counts as over:
 *   whoever began it may have been stopped
 */
function begin(ctx: Context, store: Store, name: string): boolean {
  for (const [key, { until }] of asking) if (until < ctx.now()) asking.delete(key);
  const ofStore = [...asking.values()].filter(({ storeId }) => storeId === store.id);
  if (asking.has(name) || ofStore.length >= mostAtOnce) return false;
  asking.set(name, { storeId: store.id, until: ctx.now() + 2 * longest });
  return true;
}

async function askOnce(
  ctx: Context,
  store: Store,
  parcel: Parcel,
  cart: CartRow | null,
  name: string,
): Promise<DeliveryEstimate | null> {
  try {
    const estimate = await within(longest, ask(ctx, store, parcel, cart)).catch((error) => {
      ctx.log.error("delivery.unread", error, { store: store.id });
      return null;
    });
    await keepEstimate(name, estimate, ctx.now() + (estimate ? knownFor : unknownFor));
    return estimate;
  } finally {
    asking.delete(name);
  }
}

async function ask(
  ctx: Context,
  store: Store,
  parcel: Parcel,
  cart: CartRow | null,
): Promise<DeliveryEstimate | null> {
  const shop = openStrangerSession(ctx, store, "what does delivery cost?", AbortSignal.timeout(longest));
  const platform = platforms[store.platform];
  const told = await platform.estimateDelivery?.(shop, parcel, cart?.lines ?? [], store.settings);
  return told ? sensible(told, parcel) : null;
}

/** As much of it as can be true. A total of other goods than the cart's is another cart's. */
function sensible(told: DeliveryEstimate, { currency, value }: Parcel): DeliveryEstimate | null {
  const { price, days, goods, total, tax } = told;
  if (!isAmount(price) || (value !== null && told.currency !== currency)) return null;
  const isOfThis = value !== null && (goods === null || goods === value);
  const isTotal = isOfThis && isAmount(total) && total >= price;
  return {
    ...told,
    days: days?.every(isAmount) && days[0] <= days[1] && days[1] <= 90 ? days : null,
    total: isTotal ? total : null,
    tax: isTotal && isAmount(tax) && tax <= total ? tax : null,
  };
}

function isAmount(value: number | null): value is number {
  return value !== null && Number.isSafeInteger(value) && value >= 0;
}
