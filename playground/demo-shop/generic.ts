import type { Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { addToCart, type CartChange, mostOfOne, setQuantity, viewCart } from "./cart.ts";
import { chooseVariant, findProduct, optionNames, type Product } from "./catalog.ts";
import { commonRoutes, type PageContextOf, shopFrame } from "./common.ts";
import { estimateDelivery } from "./delivery.ts";
import { checkoutRoutes } from "./generic-checkout.ts";
import { cartPage } from "./pages/cart.ts";
import { type Message, messagePage } from "./pages/message.ts";
import { createSession, findSession, sessionLifetimeSeconds } from "./sessions.ts";
import type { Session, Shop } from "./state.ts";

const cookieName = "saltmarsh_session";

/** The shop in plain HTML forms, without a line of script. */
export function genericShop(shop: Shop): Hono {
  const sessionOf = (c: Context) => findSession(shop.state, getCookie(c, cookieName));
  const pageContext: PageContextOf = (c) => ({
    dialect: "generic",
    paths: { cart: "/cart", checkout: "/checkout", product: (slug) => `/products/${slug}` },
    cartCount: viewCart(sessionOf(c)).count,
  });
  const app = shopFrame(pageContext);

  app.get("/cart", (c) => {
    c.header("cache-control", "no-store");
    return c.html(cartPage(pageContext(c), viewCart(sessionOf(c))));
  });
  app.get("/delivery-estimate", (c) => {
    c.header("cache-control", "no-store");
    const estimate = estimateDelivery(new URL(c.req.url).searchParams);
    return estimate ? c.json(estimate) : c.json({ error: "We do not deliver there." }, 404);
  });
  app.post("/cart/add", async (c) => {
    const form = await c.req.parseBody();
    const product = findProduct(Number(form.product_id));
    if (!product) return refuse(c, 422, unknownProduct);
    const chosen = Object.fromEntries(
      optionNames.map((name) => [name, String(form[`option[${name}]`] ?? "")]),
    );
    const choice = chooseVariant(product, chosen);
    if (choice.status === "incomplete") return refuse(c, 422, incomplete(product, choice.missing));
    const known = sessionOf(c);
    const session = known ?? createSession(shop.state);
    const change = addToCart(session, choice.variant, Number(form.quantity ?? 1));
    if (change.status !== "ok") {
      if (!known) delete shop.state.sessions[session.id];
      return refuseChange(c, change, product);
    }
    return toCart(c, session);
  });
  app.post("/cart/update", async (c) => {
    const form = await c.req.parseBody();
    const quantity = /^\d{1,4}$/.test(String(form.quantity)) ? Number(form.quantity) : Number.NaN;
    return changeLine(c, String(form.key), quantity);
  });
  app.post("/cart/remove", async (c) => changeLine(c, String((await c.req.parseBody()).key), 0));
  app.route("/checkout", checkoutRoutes(shop, sessionOf, pageContext));
  app.route("/", commonRoutes(pageContext, "/products/:slug"));
  return app;

  function changeLine(c: Context, key: string, quantity: number) {
    const session = sessionOf(c);
    if (!session) return c.redirect("/cart", 303);
    const change = setQuantity(session, key, quantity);
    if (change.status !== "ok" && change.status !== "no-such-line") return refuseChange(c, change);
    return toCart(c, session);
  }

  function toCart(c: Context, session: Session) {
    session.seenAt = Date.now();
    shop.changed();
    setCookie(c, cookieName, session.id, {
      path: "/",
      httpOnly: true,
      sameSite: "Strict",
      maxAge: sessionLifetimeSeconds,
    });
    return c.redirect("/cart", 303);
  }

  function refuse(c: Context, status: 409 | 422, message: Message) {
    c.header("cache-control", "no-store");
    return c.html(messagePage(pageContext(c), message), status);
  }

  function refuseChange(c: Context, change: CartChange, product?: Product) {
    const link = product
      ? { href: `/products/${product.slug}`, label: `Back to ${product.name.toLowerCase()}` }
      : { href: "/cart", label: "Back to cart" };
    if (change.status === "sold-out") {
      const text = `The ${product?.name.toLowerCase()} is sold out, so it was not added to your cart.`;
      return refuse(c, 409, { title: "Sold out", text, link });
    }
    const text = `You can order between 1 and ${mostOfOne} of each thing. Your cart is as it was.`;
    return refuse(c, 422, { title: "We could not change that quantity", text, link });
  }
}

const unknownProduct: Message = {
  title: "We do not know that product",
  text: "Nothing was added to your cart. The product may have left the shop.",
  link: { href: "/shop/", label: "See what we sell" },
};

function incomplete(product: Product, missing: string[]): Message {
  return {
    title: `Please choose a ${missing.join(" and a ")}`,
    text: `The ${product.name.toLowerCase()} comes in more than one ${missing.join(" and ")}. Nothing was added to your cart yet.`,
    link: { href: `/products/${product.slug}`, label: `Choose a ${missing.join(" and a ")}` },
  };
}
