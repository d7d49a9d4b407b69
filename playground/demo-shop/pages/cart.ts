import { html, raw } from "hono/html";
import { type CartView, mostOfOne } from "../cart.ts";
import { currency, variantLabel } from "../catalog.ts";
import { type Html, layout, type PageContext } from "../layout.ts";
import { formatDelivery, formatMoney } from "../money.ts";

type Line = CartView["lines"][number];

export function cartPage(context: PageContext, cart: CartView): Html {
  return layout(context, {
    title: "Your cart",
    bodyClass: "cart-page",
    main: html`<main id="main"><div class="wrap">
<h1 class="page-title">Your cart</h1>
${cart.lines.length === 0 ? emptyCart : filledCart(context, cart)}
</div></main>`,
  });
}

const emptyCart = html`<p class="cart-empty">Nothing in it yet.</p><a class="button" href="/shop/">See what we sell</a>`;

function filledCart(context: PageContext, cart: CartView): Html {
  return html`<div class="columns">
<ul class="cart-lines" data-cart-total="${cart.total}" data-currency="${currency}">
${cart.lines.map((line) => cartLine(context, line))}
</ul>
<section class="summary" aria-labelledby="summary-title">
<h2 id="summary-title">Summary</h2>
${sums(cart, "Delivery, standard")}
<a class="button wide" href="${context.paths.checkout}">Go to checkout</a>
<p class="small">Standard delivery is free from £50. Pay on delivery or by bank transfer.</p>
</section>
</div>`;
}

function cartLine(context: PageContext, { variant, key, quantity, subtotal }: Line): Html {
  const { product, options } = variant;
  const link = context.paths.product(product.slug) + (options.colour ? `?colour=${options.colour}` : "");
  return html`<li class="cart-line" data-key="${key}" data-product-id="${product.id}" data-sku="${variant.sku}" data-name="${product.name}" data-quantity="${quantity}" data-unit-price="${variant.price}" data-currency="${currency}" data-options="${JSON.stringify(options)}">
<a href="${link}" tabindex="-1" aria-hidden="true"><img src="${variant.picture}" alt="" width="80" height="80"></a>
<div>
<div class="line-head"><div><p class="line-name"><a href="${link}">${product.name}</a></p><p class="small">${variantLabel(variant)}</p></div><p class="price">${formatMoney(subtotal)}</p></div>
<div class="line-controls">
<form method="post" action="/cart/update"><input type="hidden" name="key" value="${key}"><label class="visually-hidden" for="quantity-${key}">Quantity of ${product.name}</label><input id="quantity-${key}" type="number" name="quantity" value="${quantity}" min="0" max="${mostOfOne}" inputmode="numeric" required><button class="text-button" type="submit">Update<span class="visually-hidden"> quantity of ${product.name}</span></button></form>
<form method="post" action="/cart/remove"><input type="hidden" name="key" value="${key}"><button class="text-button" type="submit">Remove<span class="visually-hidden"> ${product.name}</span></button></form>
</div>
</div>
</li>`;
}

/** Goods, delivery and total, as every page that shows money shows them. */
export function sums(
  amounts: { subtotal: number; discount: number; delivery: number; total: number },
  deliveryName = "Delivery",
): Html {
  return html`<dl class="sum">
<div><dt>Goods</dt><dd>${formatMoney(amounts.subtotal)}</dd></div>
${amounts.discount > 0 ? html`<div><dt>Discount</dt><dd>−${formatMoney(amounts.discount)}</dd></div>` : raw("")}
<div><dt>${deliveryName}</dt><dd>${formatDelivery(amounts.delivery)}</dd></div>
<div class="total"><dt>Total</dt><dd>${formatMoney(amounts.total)}</dd></div>
</dl>`;
}
