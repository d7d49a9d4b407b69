import * as z from "zod";
import { checkoutSteps } from "../../domain/page-kind.ts";
import {
  field,
  formToken,
  path,
  pattern,
  pointer,
  priceAs,
  requests,
  selector,
  templates,
} from "./pieces.ts";

/** How to read a shop that has no platform file of its own. Used by the `generic` platform alone. */
export const generic = z.strictObject({
  /** Matched against the path, and against path and query. */
  pages: z
    .strictObject({
      product: pattern.default("^/products?/[^/]+/?$"),
      listing: pattern.default("^/(shop|collections|category)(/|$)"),
      cart: pattern.default("^/(cart|basket)/?$"),
      checkout: pattern.default("^/checkout(/|$)"),
      /** Its first group is the order's number, unless `order.number` says where on the page that is. */
      confirmation: pattern.default("^/checkout/(?:done|success|thank-you|complete)/([^/]+)/?$"),
    })
    .prefault({}),
  /** The stops of the checkout and where each is. */
  steps: z
    .array(
      z.strictObject({
        step: z.enum(checkoutSteps),
        path,
        /** Where several stops share one page: which part of it is this one's, as a CSS selector. */
        section: selector.nullable().default(null),
      }),
    )
    .max(5)
    .default([
      { step: "cart", path: "/cart", section: null },
      { step: "contact", path: "/checkout/contact", section: null },
      { step: "delivery", path: "/checkout/delivery", section: null },
      { step: "payment", path: "/checkout/payment", section: null },
      { step: "done", path: "/checkout/done", section: null },
    ]),
  cart: z
    .strictObject({
      /** The page on which the whole cart can be read. */
      path: path.default("/cart"),
      line: selector.default("[data-product-id][data-quantity]"),
      /** Present when, and only when, the cart is empty: an absent line alone proves nothing. */
      empty: selector.default(".cart-empty"),
      productId: field.default("@data-product-id"),
      name: field.default("@data-name"),
      quantity: field.default("@data-quantity"),
      unitPrice: field.default("@data-unit-price"),
      priceAs: priceAs.default("minor"),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, "an ISO 4217 code, as GBP")
        .default("GBP"),
      /** Where the page has the currency's code, in a shop with several; `currency` where it has none. */
      currencyField: field.nullable().default(null),
      /** What the lines add up to before delivery. `null`: they are added up. */
      total: field.nullable().default(null),
      /** Every place that has the code of a coupon in the cart. */
      coupons: field.nullable().default(null),
      /** JSON object of chosen options on the line, if the shop prints one. */
      options: field.nullable().default("@data-options"),
      /** Or every place in the line that has one option, "Size: Long". A pattern behind ~ has two groups: name, value. */
      optionList: field.nullable().default(null),
      /**
       * Fields of the line that must be sent along when it is put in again: those it has there whose name matches, under
       * the name that the pattern's groups make together.
       */
      restore: z.strictObject({ fields: selector, name: pattern }).nullable().default(null),
      image: field.nullable().default("img@src"),
      url: field.nullable().default("a@href"),
    })
    .prefault({}),
  /** A cart that comes as JSON. `null`: only on its page. */
  api: z
    .strictObject({
      /** Whose answers hold the whole cart. */
      requests: requests.default([]),
      /** Where it can be asked for. `null`: read from its page all the same. */
      read: path.nullable().default(null),
      /** Selector of the script in the cart's page that holds the JSON, in place of the page's own markup. */
      script: selector.nullable().default(null),
      lines: pointer.default("/items"),
      /** From each line. */
      productId: pointer.default("/id"),
      name: pointer.default("/name"),
      quantity: pointer.default("/quantity"),
      unitPrice: pointer.default("/price"),
      /** To an object of names and values, or to a list of objects with `name` and `value`. */
      options: pointer.nullable().default("/options"),
      image: pointer.nullable().default("/image"),
      url: pointer.nullable().default("/url"),
      /** From the whole. */
      currency: pointer.nullable().default("/currency"),
      total: pointer.nullable().default(null),
      /** To a list of codes. */
      coupons: pointer.nullable().default(null),
      priceAs: priceAs.default("decimal"),
    })
    .nullable()
    .default(null),
  /** After which the cart is read again from its page. */
  changes: requests.default([{ method: "POST", path: "^/(cart|basket)(/|$)" }]),
  /** How the address reaches the shop, in what is posted to the checkout. */
  address: z
    .strictObject({
      /** Names of form fields (or keys of a JSON body), the first that is there. */
      parameters: z.array(z.string().max(100)).max(10).default(["email"]),
      /** The first name beside it, likewise; mails to the address greet by it. */
      firstName: z
        .array(z.string().max(100))
        .max(10)
        .default(["first_name", "firstname", "firstName", "given_name", "given-name"]),
      /** The field shoppers type it in, for the notice beside it. */
      field: selector.default('input[type="email"], input[autocomplete="email"]'),
    })
    .prefault({}),
  /** On the confirmation page. */
  order: z
    .strictObject({
      number: field.nullable().default(null),
      total: field.nullable().default("[data-order-total]@data-order-total"),
      currency: field.nullable().default(null),
      email: field.nullable().default(null),
      /** Also from an `Order` in the page's structured data (schema.org). */
      jsonLd: z.boolean().default(false),
    })
    .prefault({}),
  /** What puts one line into the cart. `{productId}`, `{quantity}` and `{name}` are filled in. */
  add: z
    .strictObject({
      method: z.enum(["GET", "POST"]).default("POST"),
      path: path.default("/cart/add"),
      as: z.enum(["form", "json"]).default("form"),
      fields: templates.default({ product_id: "{productId}", quantity: "{quantity}" }),
      /** One field per chosen option, `{option}` being its name. */
      optionField: z.string().max(100).nullable().default("option[{option}]"),
      /** Names of the fields in which the shop's own pages send what was chosen: kept, and sent again as they were. */
      keep: pattern.nullable().default(null),
      token: formToken.nullable().default(null),
    })
    .prefault({}),
  /**
   * What takes one line out of the cart, so that a shopper can replace one cart by another. `{key}` is filled in. `null`:
   * nobody is offered to.
   */
  remove: z
    .strictObject({
      method: z.enum(["GET", "POST"]).default("POST"),
      path: path.default("/cart/remove"),
      fields: templates.default({ key: "{key}" }),
      /** Where each line of the cart's page has its key. */
      key: field.default("@data-key"),
      token: formToken.nullable().default(null),
    })
    .nullable()
    .prefault({}),
  /** What enters a coupon: `{code}` is filled in. `null`: the shop has no way in for one. */
  coupon: z
    .strictObject({
      method: z.enum(["GET", "POST"]).default("POST"),
      path,
      fields: templates.default({}),
      token: formToken.nullable().default(null),
      /** Present on the answer, or on the cart's page, when, and only when, it was taken. */
      accepted: selector,
    })
    .nullable()
    .default(null),
  /** Where the shop answers what delivery costs, as JSON (docs/platforms/generic.md, "Delivery"). `null`: nowhere. */
  estimate: path.nullable().default(null),
  /** The cart and the orders are also read in the browser, from `window.dataLayer` (GA4 ecommerce events). */
  dataLayer: z.boolean().default(false),
});
