import { remembered } from "./remembered.ts";

/** Money is a whole number of the currency's minor unit (pence, grosze, yen) beside its ISO 4217 code. Never a fraction. */
export interface Money {
  minor: number;
  currency: string;
}

/** How many decimals the currency has: 2 for GBP, 0 for JPY, 3 for KWD (ISO 4217, as `Intl` knows it). */
export const minorUnitDigits = remembered(
  (currency: string): number =>
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2,
  10_000,
);

/**
 * Money as people of this language write it: `formatMoney({ minor: 1490, currency: "PLN" }, "pl")` is "14,90 zł".
 * A currency code that `Intl` refuses is printed after the number, so that a shop's oddity never throws.
 */
export function formatMoney(money: Money, language: string): string {
  try {
    const digits = minorUnitDigits(money.currency);
    return formatOf([language, money.currency]).format(money.minor / 10 ** digits);
  } catch {
    return `${money.minor} ${money.currency}`;
  }
}

/** A format takes longer to make than all that a page wants formatted. */
const formatOf = remembered(
  ([language, currency]: [language: string, currency: string]) =>
    new Intl.NumberFormat(language, { style: "currency", currency, currencyDisplay: "narrowSymbol" }),
  1000,
);

/**
 * The minor units in a price as a shop prints or stores it: "£1,234.50", "14,90 zł", "1 299,00 kr", "1500". The last
 * separator followed by one or two digits (up to the currency's own count) is the decimal one. `null` when there is no
 * number in it.
 */
export function parsePrice(text: string, currency: string): number | null {
  const digits = minorUnitDigits(currency);
  const match = text.match(/-?\d[\d\s.,'’\u00a0\u202f]*/);
  if (!match) return null;
  const number = match[0].replace(/[\s'’\u00a0\u202f]/g, "").replace(/[.,]$/, "");
  const separator = digits === 0 ? null : number.match(new RegExp(`[.,](\\d{1,${digits}})$`));
  const whole = (separator ? number.slice(0, separator.index) : number).replace(/[.,]/g, "");
  const fraction = (separator?.[1] ?? "").padEnd(digits, "0");
  const minor = Number(`${whole}${fraction}`);
  return Number.isSafeInteger(minor) ? minor : null;
}

/**
 * The minor units in an amount as an API sends it: "18.5", 18.5, "1200.000000", always with a full stop. Digits beyond the
 * currency's own are rounded. `null` when it is no such amount, or no such currency.
 */
export function decimalToMinor(value: unknown, currency: string): number | null {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(String(value).trim());
  if (!match || !/^[A-Z]{3}$/.test(currency)) return null;
  const [, sign = "", whole = "", decimals = ""] = match;
  const digits = minorUnitDigits(currency);
  // As text: 1.005 * 100 is not 100.5 in binary.
  const fraction = decimals.padEnd(digits + 1, "0");
  const minor = Number(`${whole}${fraction.slice(0, digits)}`) + (Number(fraction[digits]) >= 5 ? 1 : 0);
  if (!Number.isSafeInteger(minor)) return null;
  return sign === "-" && minor !== 0 ? -minor : minor;
}
