import type { InEveryLanguage } from "../../worker/domain/language.ts";

/** Sentences as what stands between their numbers, worded so that no number asks for a form of its own. */
interface SocialProofWords {
  /** "4.7 out of 5 · Reviews: 1203": before the stars, before their tenths, before the number of reviews, after it. */
  rating: readonly [string, string, string, string];
  inStock: string;
  /** "3 left in stock": before and after the number. */
  left: readonly [string, string];
}

export const socialProofWords: InEveryLanguage<SocialProofWords> = {
  en: {
    rating: ["", ".", " out of 5 \u00b7 Reviews: ", ""],
    inStock: "In stock",
    left: ["", " left in stock"],
  },
  pl: {
    rating: ["", ",", " na 5 \u00b7 Opinie: ", ""],
    inStock: "W magazynie",
    left: ["W magazynie: ", " szt."],
  },
  ja: {
    rating: ["5点中", ".", "点 \u00b7 レビュー", "件"],
    inStock: "在庫あり",
    left: ["在庫残り", "点"],
  },
  ko: {
    rating: ["5점 만점에 ", ".", "점 \u00b7 후기 ", "개"],
    inStock: "재고 있음",
    left: ["재고 ", "개 남음"],
  },
  ru: {
    rating: ["", ",", " из 5 \u00b7 Отзывы: ", ""],
    inStock: "В наличии",
    left: ["В наличии: ", " шт."],
  },
};
