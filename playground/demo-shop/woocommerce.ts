import type { Context, Hono } from "hono";
import { couponPercent } from "./cart.ts";
import { commonRoutes, type PageContextOf, shopFrame } from "./common.ts";
import { findOrder } from "./orders.ts";
import { donePage } from "./pages/done.ts";
import { notFoundPage } from "./pages/message.ts";
import { wooCartPage, wooCheckoutPage } from "./pages/woo.ts";
import { shopScript } from "./script.ts";
import type { Shop } from "./state.ts";
import { refillCart } from "./store-api/calls.ts";
import { billingAddress, shippingAddress } from "./store-api/cart-body.ts";
import {
  type Customer,
  cartToken,
  identify,
  readCartToken,
  sessionFor,
  writeCartCookies,
} from "./store-api/customer.ts";
import { storeApi } from "./store-api/routes.ts";

/** The shop as a WooCommerce site with block cart and checkout: pages that talk to the Store API. */
export function wooShop(shop: Shop): Hono {
  const pageContext: PageContextOf = () => ({
    dialect: "woocommerce",
    paths: { cart: "/cart/", checkout: "/checkout/", product: (slug) => `/product/${slug}/` },
    cartCount: 0,
  });
  const app = shopFrame(pageContext);
  app.route("/wp-json/wc/store/v1", storeApi(shop));
  app.get("/assets/shop.js", (c) =>
    c.body(shopScript, 200, {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=300",
    }),
  );
  app.get("/checkout-link/", (c) => followCheckoutLink(c, shop));
  app.use(async (c, next) => {
    const adopted = c.req.query("session") !== undefined && (await adoptCart(c, shop));
    await next();
    if (adopted) c.header("cache-control", "no-store");
  });
  app.get("/cart/", (c) => {
    unshared(c);
    return c.html(wooCartPage(pageContext(c), c.req.query("wc_error") !== undefined));
  });
  app.get("/checkout/", async (c) => {
    const { session } = await customerOf(c, shop);
    if (!session || session.lines.length === 0) return c.redirect(`${new URL(c.req.url).origin}/cart/`, 302);
    unshared(c);
    return c.html(wooCheckoutPage(pageContext(c), billingAddress(session), shippingAddress(session)));
  });
  app.get("/checkout/order-received/:number/", (c) => {
    const order = findOrder(shop, c.req.param("number"));
    unshared(c);
    const mine = order && order.key === c.req.query("key");
    return mine ? c.html(donePage(pageContext(c), order)) : c.html(notFoundPage(pageContext(c)), 404);
  });
  app.get("/cart", (c) => c.redirect("/cart/", 301));
  app.get("/checkout", (c) => c.redirect("/checkout/", 301));
  app.route("/", commonRoutes(pageContext, "/product/:slug/"));
  return app;
}

/** One identity per request, so that a cart adopted from the address is the cart the page then shows. */
const customers = new WeakMap<Request, Promise<Customer>>();

function customerOf(c: Context, shop: Shop): Promise<Customer> {
  const known = customers.get(c.req.raw) ?? identify(c, shop);
  customers.set(c.req.raw, known);
  return known;
}

/** `/checkout-link/?products=ID:QTY,…&coupon=CODE` empties the cart, fills it anew and goes to the checkout. */
async function followCheckoutLink(c: Context, shop: Shop): Promise<Response> {
  const { origin, searchParams } = new URL(c.req.url);
  const wanted = (searchParams.get("products") ?? "").split(",").map((entry) => {
    const [id, quantity = "1"] = entry.split(":");
    return { id: Number(id), quantity: Number(quantity) };
  });
  const customer = await identify(c, shop);
  const session = sessionFor(shop, customer);
  const failed = refillCart(session, wanted);
  const coupon = searchParams.get("coupon");
  if (coupon && couponPercent(coupon) > 0) session.coupon = coupon.toLowerCase();
  shop.changed();
  await writeCartCookies(c, customer);
  c.header("cache-control", "no-store");
  searchParams.delete("products");
  searchParams.delete("coupon");
  if (failed) return c.redirect(`${origin}/cart/?wc_error=${encodeURIComponent(failed)}`, 302);
  searchParams.set("session", await cartToken(customer.id));
  return c.redirect(`${origin}/checkout/?${searchParams}`, 302);
}

/** `?session=<Cart-Token>` on any page copies the cart it names into this visitor's own session. */
async function adoptCart(c: Context, shop: Shop): Promise<boolean> {
  const source = shop.state.sessions[(await readCartToken(c.req.query("session"))) ?? ""];
  const customer = await customerOf(c, shop);
  if (!source || source.id === customer.id) return false;
  const { lines, coupon, billing, shipping } = structuredClone(source);
  Object.assign(sessionFor(shop, customer), { lines, coupon, billing, shipping });
  shop.changed();
  await writeCartCookies(c, customer);
  return true;
}

function unshared(c: Context): void {
  c.header("cache-control", "no-store");
  c.header("x-frame-options", "SAMEORIGIN");
  c.header("content-security-policy", "frame-ancestors 'self'");
}
