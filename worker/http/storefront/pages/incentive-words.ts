import { fillIn } from "../../../domain/fill-in.ts";
import type { IncentiveKind, IssuedIncentive } from "../../../domain/incentive.ts";
import type { Language } from "../../../domain/language.ts";
import { formatMoney } from "../../../domain/money.ts";

/** What a code is good for, in one sentence: `{value}` is a percentage or an amount. */
const words: Record<Language, Record<IncentiveKind, string>> = {
  en: {
    percent: "{value} off with the code {code}",
    amount: "{value} off with the code {code}",
    "free-shipping": "Free delivery with the code {code}",
    gift: "A gift with the code {code}",
  },
  pl: {
    percent: "{value} rabatu z kodem {code}",
    amount: "{value} rabatu z kodem {code}",
    "free-shipping": "Darmowa dostawa z kodem {code}",
    gift: "Prezent z kodem {code}",
  },
  ja: {
    percent: "コード {code} で {value} オフ",
    amount: "コード {code} で {value} 引き",
    "free-shipping": "コード {code} で送料無料",
    gift: "コード {code} でプレゼント進呈",
  },
  ko: {
    percent: "코드 {code} 입력 시 {value} 할인",
    amount: "코드 {code} 입력 시 {value} 할인",
    "free-shipping": "코드 {code} 입력 시 무료 배송",
    gift: "코드 {code} 입력 시 사은품 증정",
  },
  ru: {
    percent: "Скидка {value} по коду {code}",
    amount: "Скидка {value} по коду {code}",
    "free-shipping": "Бесплатная доставка по коду {code}",
    gift: "Подарок по коду {code}",
  },
};

export function incentiveText(incentive: IssuedIncentive, language: Language): string {
  return fillIn(words[language][incentive.kind], {
    code: incentive.code,
    value: valueText(incentive, language),
  });
}

/** "10%", "£5.00". */
export function valueText(
  { kind, value, currency }: Pick<IssuedIncentive, "kind" | "value" | "currency">,
  language: Language,
): string {
  const percent = new Intl.NumberFormat(language, { style: "percent" });
  return kind === "percent" ? percent.format(value / 100) : formatMoney({ minor: value, currency }, language);
}
