import type { InEveryLanguage } from "../../worker/domain/language.ts";
import type { BadgeKind } from "./settings.ts";

interface TrustBadgesWords {
  /** Names the list for who cannot see it. */
  label: string;
  /** What a badge is about, where the merchant has no words of their own: never a promise. */
  kinds: Readonly<Record<BadgeKind, string>>;
  /** "4.7 out of 5 · 1,203 reviews", from finished numbers. */
  rating: (stars: string, count: string, plural: Intl.LDMLPluralRule) => string;
}

export const trustBadgesWords: InEveryLanguage<TrustBadgesWords> = {
  en: {
    label: "Good to know",
    kinds: {
      payment: "Payment methods",
      returns: "Returns",
      delivery: "Delivery",
      security: "Data protection",
      support: "Help and contact",
      reviews: "Reviews",
    },
    rating: (stars, count, plural) =>
      `${stars} out of 5 \u00b7 ${count} ${plural === "one" ? "review" : "reviews"}`,
  },
  pl: {
    label: "Warto wiedzieć",
    kinds: {
      payment: "Metody płatności",
      returns: "Zwroty",
      delivery: "Dostawa",
      security: "Ochrona danych",
      support: "Pomoc i kontakt",
      reviews: "Opinie",
    },
    rating: (stars, count, plural) =>
      `${stars} na 5 \u00b7 ${count} ${plural === "one" ? "opinia" : plural === "few" ? "opinie" : "opinii"}`,
  },
  ja: {
    label: "ご利用案内",
    kinds: {
      payment: "お支払い方法",
      returns: "返品について",
      delivery: "配送について",
      security: "個人情報の保護",
      support: "お問い合わせ",
      reviews: "レビュー",
    },
    rating: (stars, count) => `5点中${stars}点\u00b7レビュー${count}件`,
  },
  ko: {
    label: "이용 안내",
    kinds: {
      payment: "결제 수단",
      returns: "반품 안내",
      delivery: "배송 안내",
      security: "개인정보 보호",
      support: "고객 문의",
      reviews: "구매 후기",
    },
    rating: (stars, count) => `5점 만점에 ${stars}점 \u00b7 후기 ${count}개`,
  },
  ru: {
    label: "Полезно знать",
    kinds: {
      payment: "Способы оплаты",
      returns: "Возврат",
      delivery: "Доставка",
      security: "Защита данных",
      support: "Помощь и контакты",
      reviews: "Отзывы",
    },
    rating: (stars, count, plural) =>
      `${stars} из 5 \u00b7 ${count} ${plural === "one" ? "отзыв" : plural === "few" ? "отзыва" : "отзывов"}`,
  },
};
