/** How a page is asked for and answered, in its address, so that one origin serves all of them. */
export interface PageKind {
  kilobytes: number;
  /**
   * `whole`: with its length, as a cache or a finished template sends it. `chunked`: in pieces, as fast as they are taken.
   * `slow`: the first piece at once and the last one later, as a shop that still asks its database.
   */
  way: "whole" | "chunked" | "slow";
  coding: "identity" | "gzip" | "br";
}

/** Below the checkout, so that a bar and a loader belong into it. Its content is not read: that is the cart page's cost. */
export const pagePath = "/checkout/delivery";
export const cartPath = "/cart";

export function addressOf({ kilobytes, way, coding }: PageKind, path = pagePath): string {
  return `${path}?kb=${kilobytes}&way=${way}&coding=${coding}`;
}

export function readAddress(search: URLSearchParams): PageKind {
  return {
    kilobytes: Number(search.get("kb")),
    way: search.get("way") as PageKind["way"],
    coding: search.get("coding") as PageKind["coding"],
  };
}

/** How long a slow page's last piece is held back, in ms. */
export const heldBack = 100;

/** In the middle of the page; what stands before it has to be read to find it. */
export const middle = "main > section.delivery-options";

/** A page of about so many bytes with an element each 60 of them, as shops' pages have. */
export function makePage(kilobytes: number): string {
  const goods = (from: number, bytes: number) => {
    let html = "";
    for (let at = from; html.length < bytes; at++) {
      html += `<div class="product"><a href="/p/${at}"><img src="/i/${at}.jpg" alt="Article ${at}" loading="lazy"></a>
<h3 class="name">Article number ${at}</h3><p>Made of <b>oak</b> and <i>linen</i>, in four sizes.</p>
<span class="price" data-minor="${at}99">£${at}.99</span><button type="button">Add to cart</button></div>\n`;
    }
    return html;
  };
  const half = (kilobytes * 1024 - 2600) / 2;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Delivery</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css">
<script>${"window.shop=window.shop||[];".repeat(70)}</script></head>
<body class="checkout"><header><nav><a href="/">Home</a> <a href="/cart">Cart</a></nav></header>
<main><h1>Delivery</h1><section class="goods">${goods(1, half)}</section>
<section class="delivery-options"><form method="post"><label><input type="radio" name="method"> By post</label></form></section>
<section class="goods">${goods(5000, half)}</section></main><footer><p>Saltmarsh Supply</p></footer></body></html>`;
}
