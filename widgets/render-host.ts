/**
 * A widget that stands still, as HTML for a page's first bytes: a host element with a declarative shadow root. ASCII from end
 * to end, so that a page in any legacy charset shows it right.
 *
 * @param inner HTML of ours, in which every foreign string has been escaped
 * @param nonce the page's own CSP nonce, where it has one
 */
export function renderHost(name: string, styles: string, inner: string, nonce: string | undefined): string {
  const withNonce = nonce ? ` nonce="${escapeAttribute(nonce)}"` : "";
  return toAscii(
    `<${name}><template shadowrootmode="open"><style${withNonce}>${styles}</style>${inner}</template></${name}>`,
  );
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
