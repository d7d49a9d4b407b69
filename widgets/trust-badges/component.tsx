import { renderToString } from "preact-render-to-string";
import type { Language } from "../../worker/domain/language.ts";
import { Icon } from "../icons.tsx";
import { type InPage, renderHost, safeHref, startRule } from "../render-host.ts";
import type { TrustBadgesSettings } from "./settings.ts";
import { trustBadgesStyles } from "./styles.ts";
import { trustBadgesWords } from "./words.ts";

type Badge = TrustBadgesSettings["badges"][number];

export interface TrustBadgesProps extends InPage {
  badges: readonly Badge[];
  /** The store's own language: its words stand in where the page's language has none. */
  storeLanguage: Language;
}

/** What answers doubts, each a link to the page that proves it. Nothing at all without badges. */
export function renderTrustBadges(props: TrustBadgesProps): string {
  if (props.badges.length === 0) return "";
  const styles = trustBadgesStyles + startRule(props);
  return renderHost("cw-trust-badges", styles, renderToString(<TrustBadges {...props} />), props);
}

/** `hidden` holds until our styles, which alone make it presentable, override it. */
function TrustBadges({ badges, language, storeLanguage }: TrustBadgesProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: without bullets, Safari no longer takes it for a list.
    <ul hidden role="list" lang={language} aria-label={trustBadgesWords[language].label}>
      {badges.map((badge) => (
        <li key={badge.kind}>
          <a href={safeHref(badge.url) ?? "/"}>
            <Icon name={badge.kind} />
            <Words {...wordsOf(badge, language, storeLanguage)} />
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Words in another language than the page's say so. */
const Words = ({ text, lang }: { text: string; lang: Language | undefined }) => (
  <span lang={lang}>{text}</span>
);

function wordsOf({ kind, text, rating }: Badge, language: Language, storeLanguage: Language) {
  const own = text[language];
  if (own !== undefined) return { text: own, lang: undefined };
  const { kinds, rating: rated } = trustBadgesWords[language];
  if (kind === "reviews" && rating !== null) {
    const number = (value: number, digits: number) =>
      new Intl.NumberFormat(language, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(value);
    const plural = new Intl.PluralRules(language).select(rating.count);
    return { text: rated(number(rating.stars, 1), number(rating.count, 0), plural), lang: undefined };
  }
  const stores = text[storeLanguage];
  return stores === undefined
    ? { text: kinds[kind], lang: undefined }
    : { text: stores, lang: storeLanguage };
}
