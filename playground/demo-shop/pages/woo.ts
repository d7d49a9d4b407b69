import { html, raw } from "hono/html";
import { type Html, layout, type PageContext } from "../layout.ts";
import { paymentMethods } from "../orders.ts";
import type { WooAddress } from "../state.ts";
import { radioOptions, textField } from "./fields.ts";

const noScript = raw(
  '<noscript><p class="notice">Please turn JavaScript on to see your cart and to order.</p></noscript>',
);

/** A frame that the script fills from the Store API. */
export function wooCartPage(context: PageContext, linkFailed: boolean): Html {
  return layout(context, {
    title: "Cart",
    bodyClass: "woocommerce-cart woocommerce-page",
    main: html`<main id="main"><div class="wrap">
<h1 class="page-title" tabindex="-1">Your cart</h1>
<p class="notice error" role="alert">${linkFailed ? "Some of what that link holds is no longer sold here." : ""}</p>
<p class="visually-hidden" role="status"></p>
${noScript}
<div id="cart" aria-busy="true"><p class="muted">Fetching your cart…</p></div>
</div></main>`,
  });
}

/** One page, three sections; the script opens each when the one before it is filled in. */
export function wooCheckoutPage(context: PageContext, billing: WooAddress, shipping: WooAddress): Html {
  const field = (name: string, label: string, autocomplete: string, optional = false) =>
    textField({ name: `shipping-${name}`, label, autocomplete, optional, value: shipping[name] });
  return layout(context, {
    title: "Checkout",
    bodyClass: "woocommerce-checkout woocommerce-page",
    quiet: true,
    main: html`<main id="main"><div class="wrap">
<h1 class="page-title">Checkout</h1>
${noScript}
<div class="columns">
<form id="checkout" novalidate>
<section class="step" id="contact-fields" aria-labelledby="contact-title">
<h2 id="contact-title" tabindex="-1">Contact</h2>
<div class="form">${textField({ name: "email", label: "Email", type: "email", autocomplete: "email", hint: "For your receipt and news of your parcel.", value: billing.email })}
<div class="actions"><button class="button" type="submit">Continue to delivery</button></div></div>
</section>
<section class="step" id="shipping-fields" aria-labelledby="delivery-title" hidden>
<h2 id="delivery-title" tabindex="-1">Delivery</h2>
<div class="form">
<div class="pair">${field("first_name", "First name", "given-name")}${field("last_name", "Last name", "family-name")}</div>
${field("address_1", "Address", "address-line1")}
${field("address_2", "Flat, floor or building", "address-line2", true)}
<div class="pair">${field("city", "Town or city", "address-level2")}${field("postcode", "Postcode", "postal-code")}</div>
<fieldset><legend>How should it travel?</legend><div class="options" id="shipping-rates"></div></fieldset>
<div class="actions"><button class="button" type="submit">Continue to payment</button></div>
</div>
</section>
<section class="step" id="payment-method" aria-labelledby="payment-title" hidden>
<h2 id="payment-title" tabindex="-1">Payment</h2>
<div class="form">
${radioOptions(
  "payment_method",
  "How would you like to pay?",
  paymentMethods.map(({ method, name, line }) => ({ value: method, name, line })),
  "cod",
)}
<div class="actions"><button class="button" type="submit">Place order</button></div>
</div>
</section>
<p class="notice error" role="alert"></p>
<p class="return"><a href="/cart/">Back to cart</a></p>
</form>
<aside class="summary" id="order-summary" aria-labelledby="summary-title"><h2 id="summary-title">Your order</h2></aside>
</div>
</div></main>`,
  });
}
