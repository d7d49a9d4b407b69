import type { ShippingSettings } from "../../widgets/shipping/settings.ts";
import { placeName, shippingWords } from "../../widgets/shipping/words.ts";
import { deliveryDates } from "../domain/delivery-dates.ts";
import type { DeliveryEstimate } from "../domain/delivery-estimate.ts";
import { type Language, localeFor } from "../domain/language.ts";
import { formatMoney, minorUnitDigits } from "../domain/money.ts";
import type { ShippingView } from "../wire/storefront-api.ts";

export interface Visit {
  /** ISO 3166-1, and ISO 3166-2 of the part of it ("US-AK"); `null`: unknown. */
  country: string | null;
  region: string | null;
  /** What is in the cart, in minor units; `null`: nothing, or nobody knows. */
  cart: { currency: string; beforeDiscounts: number; afterDiscounts: number } | null;
  /** When they ask, and the shop's time zone; `null` where the page may be kept for days: it names working days then. */
  at: { now: number; timezone: string } | null;
  /** What the shop itself says; `null` and left out: nothing, then the zones do. */
  estimate?: DeliveryEstimate | null;
}

/** What delivery costs and when it arrives, for one visit. `null`: there is nothing to say. */
export function describeDelivery(
  settings: ShippingSettings,
  visit: Visit,
  language: Language,
): ShippingView | null {
  const country = visit.country ?? settings.country;
  if (country === null || (settings.zones.length === 0 && settings.source === "zones")) return null;
  const words = shippingWords[language];
  const place = placeName(country, language);
  const zoned = priceDelivery(settings, visit);
  const { estimate } = visit;
  const told = estimate ? { currency: estimate.currency, minor: estimate.price } : zoned;
  if (!told) return { sentence: ["", words.unknown(place)], goal: null };
  const locale = localeFor(language, country);
  const money = (minor: number) => formatMoney({ minor, currency: told.currency }, locale);
  const days = estimate?.days ?? zoneOf(settings, visit)?.days ?? null;
  const when = days && describeDays(settings, days, visit.at, language, locale);
  const total = estimate?.total ?? null;
  return {
    sentence: words.delivery(told.minor === 0 ? null : money(told.minor), place, when),
    goal: zoned && agree(zoned, told) ? describeGoal(zoned) : null,
    ...(settings.total &&
      total !== null && { total: words.total(money(total), estimate?.tax ? money(estimate.tax) : null) }),
  };

  function describeGoal({ freeFrom, value, minor }: NonNullable<typeof zoned>) {
    if (freeFrom === null) return null;
    const percent = Math.min(100, Math.floor((100 * value) / freeFrom));
    if (visit.cart === null || value <= 0) return { text: words.freeFrom(money(freeFrom)), percent: 0 };
    return { text: minor === 0 ? words.reached : words.missing(money(freeFrom - value)), percent };
  }
}

/** What is free by the one and not by the other is nothing to speak of. */
function agree(zoned: Price, told: Price): boolean {
  return zoned.currency === told.currency && (zoned.minor === 0) === (told.minor === 0);
}

interface Price {
  currency: string;
  minor: number;
}

/** What delivery costs by the store's zones, 0 where it is free. `null`: no zone has a price there in that currency. */
export function priceDelivery(settings: ShippingSettings, { country, region, cart }: Omit<Visit, "at">) {
  const zone = zoneOf(settings, { country, region });
  const currency = cart?.currency ?? settings.currency;
  const price = zone?.prices[currency];
  if (!zone || !price) return null;
  const value = cart?.[settings.freeBy === "before-discounts" ? "beforeDiscounts" : "afterDiscounts"] ?? 0;
  const isFree = price.freeFrom !== null && cart !== null && value >= price.freeFrom;
  return {
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
  /** `null` where nobody is told what a cart comes to. */
  total: string | null;
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

/** Long names in our languages of countries that a shop may deliver to without naming them here. */
const longNamed = ["AE", "BA", "DO", "US"];

function composeLongest(settings: ShippingSettings, language: Language): LongestTexts {
  const { zones, country, source } = settings;
  const words = shippingWords[language];
  const locale = localeFor(language, null);
  const isAsked = source === "platform";
  const countries = [
    country ?? "GB",
    ...zones.flatMap((zone) => zone.countries),
    ...(isAsked ? longNamed : []),
  ];
  const places = [...new Set(countries)].map((at) => placeName(at, language));
  const amounts = (pick: (price: { price: number; freeFrom: number | null }) => number | null) =>
    zones.flatMap(({ prices }) =>
      Object.entries(prices).flatMap(([currency, price]) => {
        const minor = pick(price);
        return minor === null ? [] : formatMoney({ minor, currency }, locale);
      }),
    );
  const hasDays = isAsked || zones.some(({ days }) => days !== null);
  const when = hasDays ? words.arrives(formatDates(longDates, locale)) : null;
  // Of a price that is not known yet as much is kept as most need.
  const wide = (digits: number) => widest(settings.currency, digits, locale);
  const price = longestOf([...amounts(({ price }) => price), ...(isAsked ? [wide(5)] : [])]);
  const from = longestOf(amounts(({ freeFrom }) => freeFrom));
  return {
    sentence: words.delivery(price, longestOf(places), when).join(""),
    goal: from === "" ? null : longestOf([words.freeFrom(from), words.missing(from), words.reached]),
    total: isAsked && settings.total ? words.total(wide(7), wide(6)) : null,
  };
}

/** "888.88" in that currency, of so many digits; without decimals they are thousands all the same. */
function widest(currency: string, digits: number, locale: string): string {
  const more = Math.max(0, minorUnitDigits(currency) - 2);
  return formatMoney({ minor: Number("8".repeat(digits + more)), currency }, locale);
}

function longestOf(texts: string[]): string {
  return texts.reduce((long, text) => (text.length > long.length ? text : long), "");
}

function zoneOf(settings: ShippingSettings, { country, region }: Pick<Visit, "country" | "region">) {
  return findZone(settings, country ?? settings.country ?? "", country === null ? null : region);
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
