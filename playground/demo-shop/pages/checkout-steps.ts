import { html } from "hono/html";
import { type CartView, viewCart } from "../cart.ts";
import { variantLabel } from "../catalog.ts";
import { deliveryRate, deliveryRates } from "../delivery.ts";
import { type Html, layout, type PageContext } from "../layout.ts";
import { formatDelivery, formatMoney } from "../money.ts";
import { paymentMethods } from "../orders.ts";
import type { Session } from "../state.ts";
import { sums } from "./cart.ts";
import { type Problems, problemSummary, radioOptions, textField } from "./fields.ts";

type Values = Record<string, string>;

export function contactPage(
  context: PageContext,
  session: Session,
  values: Values,
  problems: Problems = {},
): Html {
  const value = (name: "name" | "email") => values[name] ?? session.contact?.[name];
  return stepPage(context, session, {
    title: "Your details",
    action: "/checkout/contact",
    button: "Continue to delivery",
    back: { href: context.paths.cart, label: "Back to cart" },
    problems,
    fields: html`${textField({ name: "name", label: "Full name", autocomplete: "name", value: value("name") }, problems)}
${textField({ name: "email", label: "Email", type: "email", autocomplete: "email", hint: "For your receipt and news of your parcel.", value: value("email") }, problems)}`,
  });
}

export function deliveryPage(
  context: PageContext,
  session: Session,
  values: Values,
  problems: Problems = {},
): Html {
  const { subtotal, discount } = viewCart(session);
  const value = (name: "address1" | "address2" | "city" | "postcode") =>
    values[name] ?? session.address?.[name];
  const rates = deliveryRates(subtotal - discount).map((rate) => ({
    value: rate.method,
    name: rate.name,
    line: rate.time,
    price: formatDelivery(rate.price),
  }));
  return stepPage(context, session, {
    title: "Delivery",
    action: "/checkout/delivery",
    button: "Continue to payment",
    back: { href: "/checkout/contact", label: "Back to your details" },
    problems,
    fields: html`${textField({ name: "address1", label: "Address", autocomplete: "address-line1", value: value("address1") }, problems)}
${textField({ name: "address2", label: "Flat, floor or building", autocomplete: "address-line2", optional: true, value: value("address2") }, problems)}
<div class="pair">${textField({ name: "city", label: "Town or city", autocomplete: "address-level2", value: value("city") }, problems)}
${textField({ name: "postcode", label: "Postcode", autocomplete: "postal-code", value: value("postcode") }, problems)}</div>
<p class="small">We deliver to addresses in the United Kingdom.</p>
${radioOptions("method", "How should it travel?", rates, values.method ?? session.deliveryMethod)}`,
  });
}

export function paymentPage(context: PageContext, session: Session, problems: Problems = {}): Html {
  const rate = deliveryRate(session.deliveryMethod, 0);
  const address = session.address;
  return stepPage(context, session, {
    title: "Payment",
    action: "/checkout/payment",
    button: `Place order, ${formatMoney(viewCart(session).total)}`,
    back: { href: "/checkout/delivery", label: "Back to delivery" },
    problems,
    fields: html`<dl class="recap">
<div><dt>For</dt><dd><span>${session.contact?.name}<br>${session.contact?.email}</span><a href="/checkout/contact">Change<span class="visually-hidden"> your details</span></a></dd></div>
<div><dt>To</dt><dd><span>${[address?.address1, address?.address2, address?.city, address?.postcode].filter(Boolean).join(", ")}</span><a href="/checkout/delivery">Change<span class="visually-hidden"> address</span></a></dd></div>
<div><dt>By</dt><dd><span>${rate.name}. ${rate.time}</span><a href="/checkout/delivery">Change<span class="visually-hidden"> delivery</span></a></dd></div>
</dl>
${radioOptions(
  "payment",
  "How would you like to pay?",
  paymentMethods.map(({ method, name, line }) => ({ value: method, name, line })),
  "cod",
)}`,
  });
}

interface Step {
  title: string;
  action: string;
  button: string;
  back: { href: string; label: string };
  problems: Problems;
  fields: Html;
}

function stepPage(context: PageContext, session: Session, step: Step): Html {
  return layout(context, {
    title: step.title,
    bodyClass: "checkout-page",
    quiet: true,
    main: html`<main id="main"><div class="wrap">
<div class="columns">
<div>
<h1 class="page-title">${step.title}</h1>
<form class="form" method="post" action="${step.action}" novalidate>
${problemSummary(step.problems)}
${step.fields}
<div class="actions"><button class="button" type="submit">${step.button}</button><a href="${step.back.href}">${step.back.label}</a></div>
</form>
</div>
${orderSummary(viewCart(session))}
</div>
</div></main>`,
  });
}

function orderSummary(cart: CartView): Html {
  return html`<aside class="summary" aria-labelledby="summary-title">
<h2 id="summary-title">Your order</h2>
<ul class="summary-lines">
${cart.lines.map(({ variant, quantity, subtotal }) => {
  const label = [variantLabel(variant), `Quantity\u00a0${quantity}`].filter(Boolean).join(" · ");
  return html`<li><img src="${variant.picture}" alt="" width="56" height="56"><span><strong>${variant.product.name}</strong><span class="muted">${label}</span></span><span class="price">${formatMoney(subtotal)}</span></li>`;
})}
</ul>
${sums(cart)}
</aside>`;
}
