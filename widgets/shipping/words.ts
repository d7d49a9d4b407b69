import type { InEveryLanguage } from "../../worker/domain/language.ts";

interface ShippingWords {
  /** Names the widget for who cannot see it. */
  label: string;
  /** First what it costs, then the rest. `price`: `null` when it is free. `when`: see below. */
  delivery: (price: string | null, place: string, when: string | null) => readonly [string, string];
  /** A range of dates, "Thu 26 – Fri 27 Nov". */
  arrives: (dates: string) => string;
  /** So many working days. */
  within: (least: number, most: number) => string;
  /** No price is known for where the shopper is. */
  unknown: (place: string) => string;
  /** What the cart comes to, delivery and tax in it. `tax`: `null` when there is none to tell. */
  total: (total: string, tax: string | null) => string;
  /** An empty cart, and the value from which delivery is free. */
  freeFrom: (amount: string) => string;
  missing: (amount: string) => string;
  reached: string;
}

/** Names of countries that English puts an article before. */
const withArticle = new Set([
  "AE",
  "BS",
  "CD",
  "CF",
  "CG",
  "DO",
  "GB",
  "GM",
  "KM",
  "MH",
  "MV",
  "NL",
  "PH",
  "SB",
  "SC",
  "US",
]);

const days = (least: number, most: number, dash = "\u2013") =>
  least === most ? `${most}` : `${least}${dash}${most}`;

export const shippingWords: InEveryLanguage<ShippingWords> = {
  en: {
    label: "Delivery",
    delivery: (price, place, when) => [price ?? "Free", ` delivery to ${place}${when ? `, ${when}` : ""}`],
    arrives: (dates) => `arrives ${dates}`,
    within: (least, most) => `${days(least, most)} working ${most === 1 ? "day" : "days"}`,
    unknown: (place) => `Delivery to ${place} is shown at checkout`,
    total: (total, tax) => `Total with delivery: ${total}${tax ? `, including ${tax} tax` : ""}`,
    freeFrom: (amount) => `Free delivery from ${amount}`,
    missing: (amount) => `${amount} more for free delivery`,
    reached: "Your delivery is free",
  },
  pl: {
    label: "Dostawa",
    delivery: (price, place, when) => [
      price ?? "Bezpłatna",
      `${price ? " za dostawę" : " dostawa"} (${place})${when ? `, ${when}` : ""}`,
    ],
    arrives: (dates) => `u Ciebie ${dates}`,
    within: (least, most) =>
      `${days(least, most)} ${form("pl", most, ["dzień roboczy", "dni robocze", "dni roboczych"])}`,
    unknown: (place) => `Koszt dostawy (${place}) zobaczysz przy zamówieniu`,
    total: (total, tax) => `Razem z dostawą: ${total}${tax ? `, w tym ${tax} podatku` : ""}`,
    freeFrom: (amount) => `Bezpłatna dostawa od ${amount}`,
    missing: (amount) => `Jeszcze ${amount} do bezpłatnej dostawy`,
    reached: "Masz bezpłatną dostawę",
  },
  ja: {
    label: "配送",
    delivery: (price, place, when) => [
      price ? `送料${price}` : "送料無料",
      `（${place}宛）${when ? `、${when}` : ""}`,
    ],
    arrives: (dates) => `${dates}お届け予定`,
    within: (least, most) => `${days(least, most, "～")}営業日でお届け`,
    unknown: (place) => `送料（${place}宛）はご購入手続きで表示されます`,
    total: (total, tax) => `送料込み合計：${total}${tax ? `（うち税${tax}）` : ""}`,
    freeFrom: (amount) => `${amount}以上で送料無料`,
    missing: (amount) => `あと${amount}で送料無料`,
    reached: "送料無料になりました",
  },
  ko: {
    label: "배송",
    delivery: (price, place, when) => [
      price ? `배송비 ${price}` : "무료 배송",
      ` (${place})${when ? `, ${when}` : ""}`,
    ],
    arrives: (dates) => `${dates} 도착 예정`,
    within: (least, most) => `영업일 기준 ${days(least, most, "~")}일`,
    unknown: (place) => `${place} 배송비는 주문 단계에서 안내됩니다`,
    total: (total, tax) => `배송비 포함 합계: ${total}${tax ? ` (세금 ${tax} 포함)` : ""}`,
    freeFrom: (amount) => `${amount} 이상 무료 배송`,
    missing: (amount) => `${amount} 더 담으면 무료 배송`,
    reached: "무료 배송이 적용됩니다",
  },
  ru: {
    label: "Доставка",
    delivery: (price, place, when) => [
      price ?? "Бесплатная",
      `${price ? " за доставку" : " доставка"} (${place})${when ? `, ${when}` : ""}`,
    ],
    arrives: (dates) => `получите ${dates}`,
    within: (least, most) =>
      `${days(least, most)} ${form("ru", most, ["рабочий день", "рабочих дня", "рабочих дней"])}`,
    unknown: (place) => `Стоимость доставки (${place}) будет видна при оформлении`,
    total: (total, tax) => `Итого с доставкой: ${total}${tax ? `, включая налог ${tax}` : ""}`,
    freeFrom: (amount) => `Бесплатная доставка от ${amount}`,
    missing: (amount) => `Ещё ${amount} до бесплатной доставки`,
    reached: "У вас бесплатная доставка",
  },
};

/** The country's name as it stands in these sentences. */
export function placeName(country: string, language: keyof typeof shippingWords): string {
  const name = new Intl.DisplayNames(language, { type: "region" }).of(country) ?? country;
  return language === "en" && withArticle.has(country) ? `the ${name}` : name;
}

/** In the form its number asks for: one, few, many. */
function form(language: "pl" | "ru", count: number, [one, few, many]: [string, string, string]): string {
  const rule = new Intl.PluralRules(language).select(count);
  return rule === "one" ? one : rule === "few" ? few : many;
}
