import * as z from "zod";
import { widgetSettings } from "../../widgets/index.ts";
import { consentRules } from "../domain/consent-policy.ts";
import { languages } from "../domain/language.ts";
import { mailProviderIds } from "../domain/mail-provider-id.ts";
import { checkoutSteps } from "../domain/page-kind.ts";
import { isTimezone } from "../domain/quiet-hours.ts";
import { emailSettings } from "./email-settings.ts";
import { incentiveSettings } from "./incentive-settings.ts";
import { noticeSettings } from "./notice-settings.ts";
import { recoverySettings } from "./recovery-settings.ts";
import { retentionSettings } from "./retention-settings.ts";
import { consentModes } from "./storefront-api.ts";

/**
 * Everything a merchant can set for a store, with every default in sight. Stored as JSON in `stores.settings`; what is
 * not set follows the default of the day. `npm run store -- set` and, later, the dashboard write it through the same
 * service, which refuses what this refuses and leaves what was in force.
 */
const path = z.string().max(500).startsWith("/", "a path, beginning with /");
/** A path that goes before others: empty, or "/en". */
const prefix = z
  .string()
  .max(200)
  .regex(/^(\/[\w.-]+)*$/, "empty, or a path without a slash at its end");
const selector = z.string().min(1).max(300);
const pattern = z
  .string()
  .max(300)
  .refine(isPattern, "a regular expression that compiles, to be matched against the path");

/**
 * "selector@attribute", "selector" for the text in it, "@attribute" for one of the line itself. " ~ " and a regular expression
 * behind it take what its first group matches out of that: "#order ~ No\. (\d+)".
 */
const field = z
  .string()
  .min(1)
  .max(300)
  .refine((text) => isPattern(text.split(" ~ ", 2)[1] ?? ""), "a regular expression behind ~ that compiles");

/** Requests by their method and address: the pattern is matched against the path, and against path and query. */
const requests = z
  .array(z.strictObject({ method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]), path: pattern }))
  .max(20);

/** Where in a JSON text something is (RFC 6901): "/cart/items". */
const pointer = z
  .string()
  .max(200)
  .regex(/^(\/([^~/]|~[01])*)*$/, "a JSON pointer, as /cart/items");

/** `minor`: a whole number of pence or cents. `text`: as printed, "£18.50". `decimal`: as an API has it, 18.5. */
const priceAs = z.enum(["minor", "text", "decimal"]);

/** Form fields, or those of a JSON body. What stands in braces is filled in. */
const templates = z.record(z.string().max(100), z.string().max(300));

/** A hidden field of a page that must be sent along (a session's form token). */
const formToken = z.strictObject({
  /** The page that has it. `{productId}` is filled in; `{url}` is the page of the thing itself. */
  page: z.union([path, z.literal("{url}")]),
  /** The name it is sent under. */
  field: z.string().max(100),
  /** Where on the page it is. `null`: in a field of that name. */
  from: field.nullable().default(null),
});

const sender = z.strictObject({
  /** Who the mail is from, as the shopper reads it. */
  name: z.string().min(1).max(100).refine(isOneLine, "one line of text"),
  /** An address at a domain that the mail provider may send for. */
  address: z.email(),
  replyTo: z.email().optional(),
  /** Stands in each mail: anti-spam laws ask for it (CAN-SPAM, CASL). */
  postalAddress: z.string().min(10).max(300),
});

/** How to read a shop that has no platform file of its own. Used by the `generic` platform alone. */
const generic = z.strictObject({
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
    .array(z.strictObject({ step: z.enum(checkoutSteps), path }))
    .max(5)
    .default([
      { step: "cart", path: "/cart" },
      { step: "contact", path: "/checkout/contact" },
      { step: "delivery", path: "/checkout/delivery" },
      { step: "payment", path: "/checkout/payment" },
      { step: "done", path: "/checkout/done" },
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
  /** The cart and the orders are also read in the browser, from `window.dataLayer` (GA4 ecommerce events). */
  dataLayer: z.boolean().default(false),
});

/** What of a WooCommerce shop its merchant can have named otherwise. Used by the `woocommerce` platform alone. */
const woocommerce = z.strictObject({
  /** Settings → Permalinks, and the names of the pages under Settings → Advanced. */
  pages: z
    .strictObject({
      product: pattern.default("/product/[^/]+/?$"),
      listing: pattern.default("/(shop|product-category)(/|$)"),
      cart: pattern.default("/(cart|basket)/?$"),
      checkout: pattern.default("/checkout(/|$)"),
      /** Nothing that is sent there is looked at. */
      account: pattern.default("/my-account(/|$)"),
    })
    .prefault({}),
  /** Where the progress bar leads back to. */
  cart: path.default("/cart/"),
  checkout: path.default("/checkout/"),
  /** Settings → Advanced → Checkout endpoints → Order received. */
  orderReceived: z
    .string()
    .regex(/^[\w-]{1,100}$/, "one part of a path, as order-received")
    .default("order-received"),
  /** A thank-you page of the shop's own, matched against path and query; its first group is the order's number. */
  thankYou: pattern.nullable().default(null),
  /** Where WordPress has its API: "/?rest_route=/" in a shop with plain permalinks. */
  restBase: path.default("/wp-json/"),
});

/** Magento 2 and Adobe Commerce. */
const magento = z.strictObject({
  /** What stands before the shop's own paths: "/en" where store codes are in the addresses, "/index.php" without rewrites. */
  path: prefix.default(""),
  /** The shop's currencies, the usual one first: its cart names none, and shows only signs. */
  currencies: z
    .array(z.string().regex(/^[A-Z]{3}$/, "an ISO 4217 code, as USD"))
    .min(1)
    .max(30)
    .default(["USD"]),
  /** Which addresses are products and listings: both are the merchant's own words here. `null`: none is known. */
  pages: z
    .strictObject({ product: pattern.nullable().default(null), listing: pattern.nullable().default(null) })
    .prefault({}),
  /** Where the page after the purchase prints the order's number. */
  orderNumber: field.default(".checkout-success .order-number, .checkout-success p > span"),
});

/** Medusa 2, whose API shoppers reach on the shop's own hostname. */
const medusa = z.strictObject({
  /** The path under which the API's "/store/…" is: "/api" for "/api/store/carts", empty for "/store/carts". */
  apiPath: prefix.default(""),
  /** The storefront's key, `pk_…`: public, and needed to read a cart back and to rebuild one. */
  publishableKey: z
    .string()
    .regex(/^[\w-]{1,200}$/, "a publishable API key, as pk_…")
    .nullable()
    .default(null),
  /** The cookie in which the storefront keeps the cart's id. */
  cartCookie: z
    .string()
    .regex(/^[\w.-]{1,100}$/, "the name of a cookie")
    .default("_medusa_cart_id"),
  /** The region of a cart that is begun for a shopper who has none. `null`: the first that the shop lists. */
  region: z
    .string()
    .regex(/^\w{1,100}$/, "the id of a region, as reg_…")
    .nullable()
    .default(null),
  /** A product's page, `{handle}` being its name in addresses. */
  productPath: path.default("/products/{handle}"),
});

/** OpenCart 3 and 4. */
const opencart = z.strictObject({
  /** Matched against the path of addresses that hide their `route=` behind words. */
  pages: z
    .strictObject({
      product: pattern.default("(^|/)product/[^/]+/?$"),
      listing: pattern.default("(^|/)(catalog|category)/"),
      cart: pattern.default("(^|/)(shopping-)?cart/?$"),
      checkout: pattern.default("(^|/)checkout/?$"),
      confirmation: pattern.default("(^|/)(checkout[/-])?success/?$"),
    })
    .prefault({}),
  /** The currency of a shop that has one alone: only then do its pages not name it. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "an ISO 4217 code, as GBP")
    .nullable()
    .default(null),
  /** What the cart prints under a product beside its options, in every language of the shop. */
  notOptions: z.array(z.string().max(100)).max(50).default(["Reward Points", "Subscription"]),
  /** The cookie of the shop's session. */
  sessionCookie: z.string().min(1).max(100).default("OCSESSID"),
});

/** PrestaShop 1.7 and later. Matched against the path, without the language before it: the words are the merchant's. */
const prestashop = z.strictObject({
  cart: pattern.default(
    "^/(cart|panier|carrito|warenkorb|carrello|koszyk|carrinho|winkelmandje|winkelwagen|kosik|kosar|cos|korzina)/?$",
  ),
  order: pattern.default(
    "^/(order|commande|pedido|bestellung|ordine|zamowienie|encomenda|bestelling|objednavka|rendeles|comanda|zakaz)/?$",
  ),
});

/** BigCommerce. Used by the `bigcommerce` platform alone. */
const bigcommerce = z.strictObject({
  /** Which addresses are products and listings: both are the merchant's own words here. */
  pages: z
    .strictObject({
      product: pattern.default("^/products?/[^/]+"),
      listing: pattern.default("^/(shop-all|categories|brands|search\\.php)(/|$)"),
    })
    .prefault({}),
  /** What an empty cart is counted in: the shop does not say. One with something in it has its own. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "an ISO 4217 code, as USD")
    .default("USD"),
});

export const storeSettings = z.strictObject({
  /** The language of pages that do not say theirs, and of mails to shoppers whose language is unknown. */
  language: z.enum(languages).default("en"),
  /** Where the shop is at home: quiet hours and dates for shoppers whose own zone is unknown. */
  timezone: z.string().refine(isTimezone, "an IANA time zone, as Europe/London").default("UTC"),
  /** Without it nothing is sent. */
  sender: sender.nullable().default(null),
  mailProvider: z.enum(mailProviderIds).default("resend"),
  consent: z
    .strictObject({
      /** CSS selector of the shop's own address field. `null`: the platform's. */
      field: selector.nullable().default(null),
      /** `opt-in` asks first and is right everywhere; `notice` informs and can be refused, where the law allows it. */
      mode: z.enum(consentModes).default("opt-in"),
      /** What you ask for in a country, on advice of your own: `{ "BR": "opt-in" }`. Others follow domain/consent-policy.ts. */
      regions: z
        .record(z.string().regex(/^[A-Z]{2}$/, "an ISO 3166-1 code, as PL"), z.enum(consentRules))
        .default({}),
    })
    .prefault({}),
  recovery: recoverySettings.prefault({}),
  incentives: incentiveSettings.prefault({}),
  emails: emailSettings.prefault({}),
  notices: noticeSettings.prefault({}),
  retention: retentionSettings.prefault({}),
  widgets: widgetSettings.prefault({}),
  bigcommerce: bigcommerce.prefault({}),
  generic: generic.prefault({}),
  magento: magento.prefault({}),
  medusa: medusa.prefault({}),
  opencart: opencart.prefault({}),
  prestashop: prestashop.prefault({}),
  woocommerce: woocommerce.prefault({}),
});

/** Settings with every default filled in. */
export type StoreSettings = z.output<typeof storeSettings>;
export type GenericSettings = StoreSettings["generic"];
export type OpencartSettings = StoreSettings["opencart"];
export type PrestashopSettings = StoreSettings["prestashop"];

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

function isOneLine(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}
