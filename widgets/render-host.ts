import type { Language } from "../worker/domain/language.ts";
import type { Device } from "../worker/wire/storefront-api.ts";

/** What the page it stands in decides of a widget. */
export interface InPage {
  language: Language;
  /** The page's own CSP nonce, where it has one. */
  nonce?: string;
  /** It stands at the start of the page, where no shop's own column is around it. */
  isAtStart?: boolean;
  /** The only kind of device it is for. */
  only?: Device;
}

/**
 * A widget that stands still, as HTML for a page's first bytes: a host element with a declarative shadow root. ASCII from end
 * to end, so that a page in any legacy charset shows it right.
 *
 * @param inner HTML of ours, in which every foreign string has been escaped
 */
export function renderHost(name: string, styles: string, inner: string, { nonce, only }: InPage): string {
  const css = only ? styles + deviceRule(only) : styles;
  const withNonce = nonce ? ` nonce="${escapeAttribute(nonce)}"` : "";
  return toAscii(
    `<${name}><template shadowrootmode="open"><style${withNonce}>${css}</style>${inner}</template></${name}>`,
  );
}

/** A page that a cache may keep is the same for every device: which of them shows it is for the browser to know. */
function deviceRule(only: Device): string {
  return `@media (hover:${only === "phone" ? "hover" : "none"}){:host{display:none!important}}`;
}

/** Where no column of the shop's is around it: as wide as the progress bar, and as far from the window's edge. */
export function startRule({ isAtStart }: InPage): string {
  if (!isAtStart) return "";
  return ":host{box-sizing:border-box!important;inline-size:min(100%,800px)!important;margin-inline:auto!important;padding-inline:16px!important}";
}

/** `:host{--accent:…}` for a colour `#rrggbb`; nothing for anything else. */
export function accentRule(accent: string | null | undefined): string {
  return /^#[0-9a-f]{6}$/i.test(accent ?? "") ? `:host{--accent:${accent}}` : "";
}

/** The address itself when it leads to a web page, else `null`: `javascript:` and its kin never become a link. */
export function safeHref(href: string | null): string | null {
  if (!href || !URL.canParse(href, "https://shop.invalid")) return null;
  const { protocol } = new URL(href, "https://shop.invalid");
  return protocol === "https:" || protocol === "http:" ? href : null;
}

const escapeAttribute = (value: string) =>
  value.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);

const toAscii = (html: string) =>
  html.replace(/[^\0-\x7f]/gu, (character) => `&#${character.codePointAt(0)};`);
