import type { Language } from "../../domain/language.ts";
import { doubts, type EmailSettings } from "../../wire/email-settings.ts";
import type { Store } from "../stores/find-store.ts";

/**
 * A store's mail settings with what its trust badges answer on the shop's pages, so that no merchant says it twice: where the
 * mails' own facts are silent, a badge's words in that language and the page that proves them; and the rating it shows.
 */
export function answerDoubts(
  { name, shopUrl, settings }: Pick<Store, "name" | "shopUrl" | "settings">,
  language: Language,
): EmailSettings {
  const { emails } = settings;
  const { enabled, badges } = settings.widgets.trustBadges;
  if (!enabled || badges.length === 0) return emails;
  const told = emails.facts[language];
  const facts = { ...told };
  for (const { kind, text, url } of badges) {
    const doubt = doubts.find((one) => one === kind);
    const words = text[language];
    if (doubt && words && !told?.[doubt]) facts[doubt] = { text: words, url: new URL(url, shopUrl).href };
  }
  const rated = badges.find(({ kind, rating }) => kind === "reviews" && rating !== null);
  return {
    ...emails,
    facts: { ...emails.facts, [language]: facts },
    reviews: emails.reviews ?? (rated?.rating ? readRating(rated.rating, rated.url) : null),
  };

  function readRating({ stars, count }: { stars: number; count: number }, address: string) {
    const url = new URL(address, shopUrl);
    const source = url.origin === new URL(shopUrl).origin ? name : url.hostname.replace(/^www\./, "");
    return { average: stars, count, source, url: url.href };
  }
}
