import { html } from "hono/html";
import { type Product, pictureOf } from "../catalog.ts";
import type { Html, PageContext } from "../layout.ts";
import { formatMoney } from "../money.ts";

export function productGrid(context: PageContext, products: Product[]): Html {
  return html`<ul class="grid">${products.map((product) => productCard(context, product))}</ul>`;
}

export function priceOf(product: Product): Html {
  const from = product.sizePrices ? "From " : "";
  if (!product.regularPrice) return html`<p class="price">${from}${formatMoney(product.price)}</p>`;
  return html`<p class="price"><span class="visually-hidden">Now </span><span class="reduced">${formatMoney(product.price)}</span> <s><span class="visually-hidden">Was </span>${formatMoney(product.regularPrice)}</s></p>`;
}

function productCard(context: PageContext, product: Product): Html {
  const tag = product.soldOut ? "Sold out" : product.regularPrice ? "Reduced" : "";
  const colours = product.options.colour ?? [];
  return html`<li class="card">
<img src="${pictureOf(product)}" alt="" width="400" height="400" loading="lazy">
${tag ? html`<span class="tag">${tag}</span>` : ""}
<h3><a href="${context.paths.product(product.slug)}">${product.name}</a></h3>
<p>${product.summary}</p>
${priceOf(product)}
${
  colours.length > 0
    ? html`<p class="dots"><span class="visually-hidden">In ${colours.join(", ")}</span>${colours.map((colour) => html`<span class="swatch ${colour}"></span>`)}</p>`
    : ""
}
</li>`;
}
