import type { IncentiveKind } from "../../worker/domain/incentive.ts";
import type { InEveryLanguage, Language } from "../../worker/domain/language.ts";
import type { GiftTexts } from "../../worker/wire/storefront-api.ts";

interface GiftWords extends Omit<GiftTexts, "title" | "terms"> {
  /** `end`: a date and a time. */
  until: (end: string) => string;
  /** What is given; `value` is a percentage or an amount, finished. */
  title: Readonly<Record<IncentiveKind, (value: string) => string>>;
  /** `time`: "48 hours", "3 days". */
  terms: (time: string) => string;
}

/** What the offer says of an incentive. @param value finished text @param hours how long it will be good for */
export function giftTexts(language: Language, kind: IncentiveKind, value: string, hours: number): GiftTexts {
  const { title, terms, until: _, ...words } = giftWords[language];
  return { ...words, title: title[kind](value), terms: terms(timeText(language, hours)) };
}

/** @param end a date and a time, finished */
export const untilText = (end: string, language: Language) => giftWords[language].until(end);

function timeText(language: Language, hours: number): string {
  const inDays = hours >= 72 && hours % 24 === 0;
  const unit = inDays ? "day" : "hour";
  const format = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" });
  const text = format.format(inDays ? hours / 24 : hours);
  // Japanese has no spaces in a sentence.
  return language === "ja" ? text.replace(/\s/g, "") : text;
}

const giftWords: InEveryLanguage<GiftWords> = {
  en: {
    title: {
      percent: (value) => `${value} off this cart`,
      amount: (value) => `${value} off this cart`,
      "free-shipping": () => "Free delivery for this cart",
      gift: () => "A gift with this cart",
    },
    terms: (time) => `Good for ${time} once you take it.`,
    until: (end) => `Valid until ${end}`,
    take: "Take it",
    applied: "It is in your cart.",
    enter: "Enter this code at checkout.",
    copy: "Copy",
    copied: "Copied",
    none: "This can no longer be had. Your cart is as it was.",
  },
  pl: {
    title: {
      percent: (value) => `${value} rabatu na ten koszyk`,
      amount: (value) => `${value} rabatu na ten koszyk`,
      "free-shipping": () => "Darmowa dostawa tego koszyka",
      gift: () => "Prezent do tego koszyka",
    },
    terms: (time) => `Czas na wykorzystanie od odebrania: ${time}.`,
    until: (end) => `Ważne do: ${end}`,
    take: "Odbierz",
    applied: "Dodano do koszyka.",
    enter: "Wpisz ten kod przy zamówieniu.",
    copy: "Kopiuj",
    copied: "Skopiowano",
    none: "To już niedostępne. Koszyk pozostał bez zmian.",
  },
  ja: {
    title: {
      percent: (value) => `このカートが${value}オフ`,
      amount: (value) => `このカートが${value}引き`,
      "free-shipping": () => "このカートは送料無料",
      gift: () => "このカートにプレゼント進呈",
    },
    terms: (time) => `お受け取りから${time}有効です。`,
    until: (end) => `有効期限: ${end}`,
    take: "受け取る",
    applied: "カートに適用しました。",
    enter: "ご購入手続きでこのコードを入力してください。",
    copy: "コピー",
    copied: "コピーしました",
    none: "受付を終了しました。カートの内容はそのままです。",
  },
  ko: {
    title: {
      percent: (value) => `이 장바구니 ${value} 할인`,
      amount: (value) => `이 장바구니 ${value} 할인`,
      "free-shipping": () => "이 장바구니 무료 배송",
      gift: () => "이 장바구니에 사은품 증정",
    },
    terms: (time) => `받으신 후 ${time} 동안 쓸 수 있습니다.`,
    until: (end) => `유효 기간: ${end}까지`,
    take: "받기",
    applied: "장바구니에 적용되었습니다.",
    enter: "주문할 때 이 코드를 입력해 주세요.",
    copy: "복사",
    copied: "복사했습니다",
    none: "더 이상 받을 수 없습니다. 장바구니는 그대로입니다.",
  },
  ru: {
    title: {
      percent: (value) => `Скидка ${value} на эту корзину`,
      amount: (value) => `Скидка ${value} на эту корзину`,
      "free-shipping": () => "Бесплатная доставка этой корзины",
      gift: () => "Подарок к этой корзине",
    },
    terms: (time) => `Срок действия с момента получения: ${time}.`,
    until: (end) => `Действует до: ${end}`,
    take: "Получить",
    applied: "Уже в вашей корзине.",
    enter: "Введите этот код при оформлении.",
    copy: "Копировать",
    copied: "Скопировано",
    none: "Это больше недоступно. Корзина осталась прежней.",
  },
};
