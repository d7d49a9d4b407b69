import type { InEveryLanguage } from "../../worker/domain/language.ts";

export const saveCartWords: InEveryLanguage<string> = {
  en: "Continue on your phone, or by mail",
  pl: "Dokończ na telefonie lub wyślij sobie mailem",
  ja: "カートをスマートフォンで開く・メールで受け取る",
  ko: "장바구니를 휴대폰에서 열거나 메일로 받기",
  ru: "Продолжить на телефоне или по почте",
};
