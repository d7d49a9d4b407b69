import { html, raw } from "hono/html";
import { mostOfOne } from "../cart.ts";
import {
  categories,
  currency,
  type OptionName,
  optionLabel,
  optionNames,
  type Product,
  pictureOf,
} from "../catalog.ts";
import { type Html, layout, type PageContext } from "../layout.ts";
import { formatMoney } from "../money.ts";
import { priceOf } from "./product-card.ts";

const parcel = raw(
  '<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M3 8l9-5 9 5v9l-9 5-9-5zM3 8l9 5 9-5M12 13v9M7.500 5.500l9 5"/></svg>',
);

export function productPage(context: PageContext, product: Product, chosenColour: string | undefined): Html {
  const colours = product.options.colour ?? [];
  const first = colours.find((colour) => colour === chosenColour) ?? colours[0];
  const pictures = first ? [first, ...colours.filter((colour) => colour !== first)] : [undefined];
  return layout(context, {
    title: product.name,
    description: product.summary,
    bodyClass:
      context.dialect === "woocommerce" ? "single-product woocommerce woocommerce-page" : "product-page",
    main: html`<main id="main"><div class="wrap">
<nav class="crumbs" aria-label="You are here"><a href="/shop/">Shop</a> / <a href="/shop/?category=${product.category}">${categories.find(({ slug }) => slug === product.category)?.name}</a></nav>
<article class="product">
<div class="gallery">
${pictures.map(
  (colour, index) =>
    html`<img src="${pictureOf(product, colour)}" alt="${product.name}${colour ? ` in ${colour}` : ""}" width="800" height="800"${raw(colour ? ` data-colour="${colour}"` : "")}${raw(index > 0 ? ' loading="lazy"' : "")}>`,
)}
</div>
<div>
<div class="product-head"><h1>${product.name}</h1><p class="muted">${product.summary}</p>${priceOf(product)}</div>
${buyForm(context, product, first)}
<div class="details">
<p class="delivery-note">${parcel}<span>${product.deliveryNote} <a href="/delivery-and-returns/">Delivery and returns</a></span></p>
<p>${product.description}</p>
<ul>${product.details.map((detail) => html`<li>${detail}</li>`)}</ul>
${reviewsOf(product)}
</div>
</div>
</article>
</div>${structuredData(product)}</main>`,
  });
}

/** As shops tell search engines what is sold, and whether it is there. */
function structuredData({ name, sku, price, soldOut, left, reviews }: Product): Html {
  const offer = {
    "@type": "Offer",
    price: (price / 100).toFixed(2),
    priceCurrency: currency,
    availability: `https://schema.org/${soldOut ? "OutOfStock" : "InStock"}`,
    ...(left && { inventoryLevel: { "@type": "QuantitativeValue", value: left } }),
  };
  const rating = reviews && {
    "@type": "AggregateRating",
    ratingValue: averageOf(reviews).toFixed(2),
    reviewCount: reviews.length,
  };
  const data = {
    "@context": "https://schema.org",
    "@type": "Product",
    name,
    sku,
    offers: offer,
    ...(rating && { aggregateRating: rating }),
  };
  return html`<script type="application/ld+json">${raw(JSON.stringify(data).replaceAll("<", "\\u003c"))}</script>`;
}

function reviewsOf({ reviews }: Product): Html | "" {
  if (!reviews) return "";
  return html`<section id="reviews"><h2>Reviews</h2>
<ul>${reviews.map(({ stars, text, by }) => html`<li>${stars} of 5. ${text} <span class="muted">${by}</span></li>`)}</ul>
</section>`;
}

function averageOf(reviews: readonly { stars: number }[]): number {
  return reviews.reduce((sum, { stars }) => sum + stars, 0) / reviews.length;
}

function buyForm(context: PageContext, product: Product, colour: string | undefined): Html {
  const woo = context.dialect === "woocommerce";
  const opening = woo
    ? html`<form class="buy cart" method="post" data-product-id="${product.id}">`
    : html`<form class="buy" method="post" action="/cart/add"><input type="hidden" name="product_id" value="${product.id}">`;
  return html`${opening}
${optionNames.map((name) => optionChoices(context, product, name, name === "colour" ? colour : product.options.size?.[0]))}
<div class="buy-row">
${
  product.soldOut
    ? html`<button class="button" type="button" disabled>Sold out</button>`
    : html`<div class="quantity"><label for="quantity">Quantity</label><input id="quantity" type="number" name="quantity" value="1" min="1" max="${mostOfOne}" inputmode="numeric" required></div>
<button class="button" type="submit">Add to cart</button>`
}
</div>
${woo ? raw('<p class="notice error" role="alert"></p><p class="notice added" role="status"></p><noscript><p class="notice">Please turn JavaScript on to buy from us.</p></noscript>') : ""}
</form>`;
}

function optionChoices(
  context: PageContext,
  product: Product,
  option: OptionName,
  chosen: string | undefined,
): Html | "" {
  const values = product.options[option];
  if (!values) return "";
  const field = context.dialect === "woocommerce" ? `attribute_pa_${option}` : `option[${option}]`;
  return html`<fieldset><legend>${optionLabel(option)}</legend><div class="choices">
${values.map((value) => {
  const price =
    product.sizePrices && option === "size" ? (product.sizePrices[value] ?? product.price) : undefined;
  return html`<label class="choice"><input type="radio" name="${field}" value="${value}" required${raw(value === chosen ? " checked" : "")}><span class="face">${option === "colour" ? html`<span class="swatch ${value}"></span>` : ""}${optionLabel(value)}${price ? html` <span class="muted">${formatMoney(price)}</span>` : ""}</span></label>`;
})}
</div></fieldset>`;
}
