import { html, raw } from "hono/html";
import { categories } from "./catalog.ts";
import type { Dialect } from "./state.ts";

export type Html = ReturnType<typeof html>;

/** What a page needs to know about the shop it belongs to. */
export interface PageContext {
  dialect: Dialect;
  paths: { cart: string; checkout: string; product(slug: string): string };
  /** How many things are in the cart; pages of the WooCommerce dialect learn it in the browser. */
  cartCount: number;
}

export interface Page {
  title: string;
  description?: string;
  bodyClass?: string;
  /** Checkout pages leave out what leads away from them. */
  quiet?: boolean;
  main: Html;
}

const mark = raw(
  '<svg class="mark" viewBox="0 0 32 32" width="32" height="32" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M3 22q3.250-3 6.500 0t6.500 0 6.500 0 6.500 0M7 27q2.250-2 4.500 0t4.500 0 4.500 0 4.500 0"/><path d="M16 19V6M16 9c4-5 8-4 8-4s0 5-8 7M16 14c-4-5-8-4-8-4s0 5 8 7"/></svg>',
);
const bag = raw(
  '<svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M5 8h14l1 12H4z"/><path d="M8.500 10.500V7a3.500 3.500 0 0 1 7 0v3.500"/></svg>',
);

export function layout(context: PageContext, page: Page): Html {
  const woo = context.dialect === "woocommerce";
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title === "" ? "" : `${page.title} – `}Saltmarsh Supply</title>
<meta name="description" content="${page.description ?? "Home and kitchen goods made for life by the coast."}">
<meta name="color-scheme" content="light dark">
${woo ? raw('<meta name="generator" content="WooCommerce 11.0.1">\n') : ""}<link rel="icon" href="/img/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/shop.css">
${woo ? raw('<script type="module" src="/assets/shop.js"></script>\n') : ""}</head>
<body${page.bodyClass ? raw(` class="${page.bodyClass}"`) : ""}>
<a class="skip" href="#main">Skip to content</a>
${header(context, page)}
${page.main}
${footer(page)}
</body>
</html>`;
}

function header(context: PageContext, page: Page): Html {
  const count = context.cartCount;
  return html`<header class="site-header">
<div class="wrap">
<a class="brand" href="/">${mark}<span>Saltmarsh Supply</span></a>
${
  page.quiet
    ? ""
    : html`<nav class="site-nav" aria-label="Shop">
<a href="/shop/">All</a>
${categories.map(({ slug, name }) => html`<a href="/shop/?category=${slug}">${name}</a>`)}
</nav>`
}
<a class="cart-link" href="${context.paths.cart}">${bag}<span>Cart</span> <span class="cart-count"${count === 0 ? raw(" hidden") : ""}>${count}</span></a>
</div>
</header>`;
}

function footer(page: Page): Html {
  return html`<footer class="site-footer">
<div class="wrap">
${
  page.quiet
    ? ""
    : html`<div class="footer-columns">
<div><h2>Saltmarsh Supply</h2><p>Home and kitchen goods made for life by the coast. The Old Net Loft, Staithe Lane, Brancaster, Norfolk.</p></div>
<nav aria-label="Help"><h2>Help</h2><ul>
<li><a href="/delivery-and-returns/">Delivery and returns</a></li>
<li><a href="mailto:hello@saltmarsh.example">hello@saltmarsh.example</a></li>
</ul></nav>
<nav aria-label="Departments"><h2>Shop</h2><ul>
${categories.map(({ slug, name }) => html`<li><a href="/shop/?category=${slug}">${name}</a></li>`)}
</ul></nav>
</div>`
}
<p class="small">© 2026 Saltmarsh Supply. Prices in pounds sterling, VAT included.${
    page.quiet ? html` <a href="/delivery-and-returns/">Delivery and returns</a>` : ""
  }</p>
</div>
</footer>`;
}
