import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { directionOf, type Language, matchLanguage } from "../../../domain/language.ts";
import type { Store } from "../../../services/stores/find-store.ts";
import { pageStyles } from "./styles.ts";

export interface Shell {
  language: Language;
  shop: string;
  shopUrl: string;
}

/** @param asked what the shopper asks for, as `Accept-Language` or a language's code */
export function shellFor(store: Store, asked: string | null | undefined): Shell {
  return { language: matchLanguage(asked, store.settings.language), shop: store.name, shopUrl: "/" };
}

/** A small page of ours on the shop's host: no script, nothing from elsewhere but the cart's pictures. */
export function Page({
  language,
  shop,
  shopUrl,
  title,
  children,
}: Shell & { title: string; children: ComponentChildren }) {
  return (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · ${shop}`}</title>
        {/* Our own text, no data in it; the nonce is filled in when the page is answered. */}
        <style nonce={noncePlace} dangerouslySetInnerHTML={{ __html: pageStyles }} />
      </head>
      <body>
        <header>
          <a href={shopUrl}>{shop}</a>
        </header>
        <main>
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}

const noncePlace = "__nonce__";

/**
 * `strict-origin` keeps the token in the address out of every Referer, and still lets the page's form say which site it
 * comes from. `no-referrer` would not: browsers then send `Origin: null`.
 */
export function answerPage(page: VNode, status: 200 | 404): Response {
  const nonce = crypto.randomUUID();
  const html = `<!doctype html>\n${renderToString(page)}`.replace(
    `nonce="${noncePlace}"`,
    `nonce="${nonce}"`,
  );
  return new Response(html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "private, no-store",
      "referrer-policy": "strict-origin",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex, nofollow",
      "content-security-policy":
        `default-src 'none'; style-src 'nonce-${nonce}'; img-src http: https:; ` +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    },
  });
}
