import type { ShippingSettings } from "../../widgets/shipping/settings.ts";
import { placeName, shippingWords } from "../../widgets/shipping/words.ts";
import { deliveryDates } from "../domain/delivery-dates.ts";
import { type Language, localeFor } from "../domain/language.ts";
import { formatMoney } from "../domain/money.ts";
import type { ShippingView } from "../wire/storefront-api.ts";

export interface Visit {
  /** ISO 3166-1, and ISO 3166-2 of the part of it ("US-AK"); `null`: unknown. */
  country: string | null;
  region: string | null;
  /** What is in the cart, in minor units; `null`: nothing, or nobody knows. */
  cart: { currency: string; beforeDiscounts: number; afterDiscounts: number } | null;
  /** When they ask, and the shop's time zone; `null` where the page may be kept for days: it names working days then. */
  at: { now: number; timezone: string } | null;
}

/** What delivery costs and when it arrives, for one visit. `null`: there is nothing to say. */
export function describeDelivery(
  settings: ShippingSettings,
  visit: Visit,
  language: Language,
): ShippingView | null {
  const country = visit.country ?? settings.country;
  if (country === null || settings.zones.length === 0) return null;
  const words = shippingWords[language];
  const found = priceDelivery(settings, visit);
  if (!found) return { sentence: ["", words.unknown(placeName(country, language))], goal: null };
  const { zone, currency, value, minor, freeFrom } = found;
  const locale = localeFor(language, country);
  const money = (amount: number) => formatMoney({ minor: amount, currency }, locale);
  const goal = freeFrom === null ? null : describeGoal(freeFrom);
  const when = zone.days && describeDays(settings, zone.days, visit.at, language, locale);
  return {
    sentence: words.delivery(minor === 0 ? null : money(minor), placeName(country, language), when),
    goal,
  };

  function describeGoal(freeFrom: number) {
    const percent = Math.min(100, Math.floor((100 * value) / freeFrom));
    if (visit.cart === null || value <= 0) return { text: words.freeFrom(money(freeFrom)), percent: 0 };
    return { text: minor === 0 ? words.reached : words.missing(money(freeFrom - value)), percent };
  }
}

/** What delivery costs by the store's zones, 0 where it is free. `null`: no zone has a price there in that currency. */
export function priceDelivery(settings: ShippingSettings, { country, region, cart }: Omit<Visit, "at">) {
  const zone = findZone(settings, country ?? settings.country ?? "", country === null ? null : region);
  const currency = cart?.currency ?? settings.currency;
  const price = zone?.prices[currency];
  if (!zone || !price) return null;
  const value = cart?.[settings.freeBy === "before-discounts" ? "beforeDiscounts" : "afterDiscounts"] ?? 0;
  const isFree = price.freeFrom !== null && cart !== null && value >= price.freeFrom;
  return {
    zone,
    currency,
    value,
    minor: isFree ? 0 : price.price,
    /** Free for carts from this value on, where it is not free for all. */
    freeFrom: price.price === 0 ? null : price.freeFrom,
  };
}

/** Wednesdays of September are long in all of our languages. */
const longDates = { first: Date.UTC(2026, 8, 23), last: Date.UTC(2026, 8, 30) };

/** What its space is kept for; `goal` is `null` where nobody is told of free delivery. */
export interface LongestTexts {
  sentence: string;
  goal: string | null;
}

const longest = new WeakMap<ShippingSettings, Map<Language, LongestTexts>>();

/**
 * As much as a visitor may be told. Countries that no zone names may have longer names; they are rare.
 */
export function longestTexts(settings: ShippingSettings, language: Language): LongestTexts {
  const known = longest.get(settings) ?? new Map<Language, LongestTexts>();
  longest.set(settings, known);
  const found = known.get(language) ?? composeLongest(settings, language);
  known.set(language, found);
  return found;
}

function composeLongest({ zones, country }: ShippingSettings, language: Language): LongestTexts {
  const words = shippingWords[language];
  const locale = localeFor(language, null);
  const countries = [country ?? "GB", ...zones.flatMap((zone) => zone.countries)];
  const places = [...new Set(countries)].map((at) => placeName(at, language));
  const amounts = (pick: (price: { price: number; freeFrom: number | null }) => number | null) =>
    zones.flatMap(({ prices }) =>
      Object.entries(prices).flatMap(([currency, price]) => {
        const minor = pick(price);
        return minor === null ? [] : formatMoney({ minor, currency }, locale);
      }),
    );
  const when = zones.some(({ days }) => days !== null) ? words.arrives(formatDates(longDates, locale)) : null;
  const price = longestOf(amounts(({ price }) => price));
  const from = longestOf(amounts(({ freeFrom }) => freeFrom));
  return {
    sentence: words.delivery(price, longestOf(places), when).join(""),
    goal: from === "" ? null : longestOf([words.freeFrom(from), words.missing(from), words.reached]),
  };
}

function longestOf(texts: string[]): string {
  return texts.reduce((long, text) => (text.length > long.length ? text : long), "");
}

/** One for that part of the country, one for the country, one for everywhere else; of several the first. */
function findZone({ zones }: ShippingSettings, country: string, region: string | null) {
  return (
    zones.find(({ regions }) => region !== null && regions.includes(region)) ??
    zones.find(({ countries, regions }) => regions.length === 0 && countries.includes(country)) ??
    zones.find(({ countries, regions }) => regions.length === 0 && countries.length === 0)
  );
}

function describeDays(
  { dispatch }: ShippingSettings,
  days: readonly [number, number],
  at: Visit["at"],
  language: Language,
  locale: string,
): string {
  const words = shippingWords[language];
  if (at === null) return words.within(...days);
  return words.arrives(formatDates(deliveryDates(at.now, at.timezone, dispatch, days), locale));
}

function formatDates({ first, last }: { first: number; last: number }, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    weekday: "short",
    day: "numeric",
    month: "short",
  });
  if (first === last) return format.format(first);
  // Dates with spaces in them are hard to tell apart without spaces between them, which some languages' ranges lack.
  return format.formatRange(first, last).replace(/\s*\u2013\s*/, " \u2013 ");
}
