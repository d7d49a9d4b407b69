import type { InEveryLanguage, Language } from "../../worker/domain/language.ts";

/** Used everywhere. */
const global = "gmail.com outlook.com hotmail.com yahoo.com icloud.com";

/**
 * The mail domains with the most users where the language is spoken. Left out are those so short, or so close to a word, that
 * one letter makes another real domain of them: a wrong suggestion is worse than none.
 */
const regional: InEveryLanguage<string> = {
  en: "googlemail.com protonmail.com comcast.net verizon.net hotmail.co.uk yahoo.co.uk btinternet.com",
  pl: "interia.pl gazeta.pl poczta.onet.pl protonmail.com",
  ja: "yahoo.co.jp docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp outlook.jp",
  ko: "naver.com hanmail.net kakao.com",
  ru: "mail.ru yandex.ru rambler.ru inbox.ru yandex.com",
};

export const mailDomains = (language: Language): string[] => `${global} ${regional[language]}`.split(" ");
