import { html, raw } from "hono/html";
import { currency } from "../catalog.ts";
import { type Html, layout, type PageContext } from "../layout.ts";
import { formatMoney } from "../money.ts";
import type { Order } from "../state.ts";
import { sums } from "./cart.ts";

const tick = raw(
  '<svg class="tick" viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="24" cy="24" r="21"/><path d="M15 25l6 6 13-14"/></svg>',
);

export function donePage(context: PageContext, order: Order): Html {
  const woo = context.dialect === "woocommerce";
  const marks = woo
    ? ""
    : ` data-order-number="${order.number}" data-order-total="${order.total}" data-currency="${currency}"`;
  return layout(context, {
    title: woo ? "Order received" : `Order ${order.number}`,
    bodyClass: woo ? "woocommerce-checkout woocommerce-page woocommerce-order-received" : "done-page",
    quiet: true,
    main: html`<main id="main"${raw(marks)}><div class="wrap"><div class="done">
${tick}
<div><h1>Thank you, ${order.contact.name.split(" ")[0]}</h1>
<p class="muted">We have your order and have written to ${order.contact.email}. ${whatNext(order)}</p></div>
${woo ? wooFacts(order) : facts(order)}
<section class="summary" aria-labelledby="summary-title">
<h2 id="summary-title">What you ordered</h2>
<ul class="summary-lines">
${order.lines.map(
  (line) =>
    html`<li><img src="${line.picture}" alt="" width="56" height="56"><span><strong>${line.name}</strong><span class="muted">${[line.options, `Quantity\u00a0${line.quantity}`].filter(Boolean).join(" · ")}</span></span><span class="price">${formatMoney(line.unitPrice * line.quantity)}</span></li>`,
)}
</ul>
${sums(order)}
</section>
<p><a class="button plain" href="/shop/">Back to the shop</a></p>
</div></div></main>`,
  });
}

function whatNext(order: Order): string {
  return order.paymentMethod === "bacs"
    ? "Our bank details are in that email; your parcel leaves once it is paid."
    : "You pay when it reaches your door.";
}

function facts(order: Order): Html {
  return html`<dl class="facts">
<div><dt>Order number</dt><dd>${order.number}</dd></div>
<div><dt>Total</dt><dd class="price">${formatMoney(order.total)}</dd></div>
<div><dt>Delivery to</dt><dd>${order.addressLines.join(", ")}</dd></div>
</dl>`;
}

/** The same facts in the list that WooCommerce's order confirmation block draws. */
function wooFacts(order: Order): Html {
  const item = "wc-block-order-confirmation-summary-list-item";
  const row = (key: string, value: string) =>
    html`<li class="${item}"><span class="${item}__key small">${key}</span><br><span class="${item}__value">${value}</span></li>`;
  return html`<div class="wc-block-order-confirmation-summary"><ul class="wc-block-order-confirmation-summary-list facts">
${row("Order number:", String(order.number))}
${row("Date:", new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "Europe/London" }).format(order.placedAt))}
${row("Total:", formatMoney(order.total))}
${row("Email:", order.contact.email)}
</ul></div>`;
}
