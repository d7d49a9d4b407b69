import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { findProduct } from "./catalog.ts";
import type { PageContext } from "./layout.ts";
import { deliveryAndReturnsPage } from "./pages/delivery-and-returns.ts";
import { homePage } from "./pages/home.ts";
import { notFoundPage } from "./pages/message.ts";
import { productPage } from "./pages/product.ts";
import { shopPage } from "./pages/shop.ts";
import { drawPicture } from "./pictures.ts";
import { shopStyles } from "./styles.ts";

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1c5b70"/><path d="M5 20q2.750-3 5.500 0t5.500 0 5.500 0 5.500 0M9 25q1.750-2 3.500 0t3.500 0 3.500 0 3.500 0M16 17V6M16 9c3-4 6-3 6-3s0 4-6 6M16 13c-3-4-6-3-6-3s0 4 6 6" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>';

const mostBytes = 64 * 1024;

export type PageContextOf = (c: Context) => PageContext;

/** The frame of either dialect: bodies of a sensible size, and a page of the shop's own for what is not there. */
export function shopFrame(pageContext: PageContextOf): Hono {
  const app = new Hono();
  app.use(
    bodyLimit({ maxSize: mostBytes, onError: (c) => c.text("That is more than this shop can read.", 413) }),
  );
  app.notFound((c) => c.html(notFoundPage(pageContext(c)), 404));
  return app;
}

/** What both dialects share: the pages that only show, the pictures and the style sheet. */
export function commonRoutes(pageContext: PageContextOf, productPath: string): Hono {
  const app = new Hono();
  app.get("/", (c) => showing(c, pageContext(c)).html(homePage(pageContext(c))));
  app.get("/shop", (c) => c.redirect("/shop/", 301));
  app.get("/shop/", (c) =>
    showing(c, pageContext(c)).html(shopPage(pageContext(c), c.req.query("category"))),
  );
  app.get("/delivery-and-returns/", (c) =>
    showing(c, pageContext(c)).html(deliveryAndReturnsPage(pageContext(c))),
  );
  app.get(productPath, (c) => {
    const product = findProduct(c.req.param("slug") ?? "");
    if (!product) return c.html(notFoundPage(pageContext(c)), 404);
    return showing(c, pageContext(c)).html(productPage(pageContext(c), product, c.req.query("colour")));
  });
  app.get("/img/:file{.+}", (c) => {
    const name = c.req.param("file").replace(/\.svg$/, "");
    const picture = name === "icon" ? icon : drawPicture(name);
    if (!picture) return c.notFound();
    return c.body(picture, 200, {
      "content-type": "image/svg+xml; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
      "content-security-policy": "default-src 'none'",
    });
  });
  app.get("/assets/shop.css", (c) =>
    c.body(shopStyles, 200, {
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=300",
    }),
  );
  return app;
}

/** A page that draws this shopper's own cart count must not be kept for the next shopper. */
function showing(c: Context, context: PageContext): Context {
  const shared = context.cartCount === 0;
  c.header("cache-control", shared ? "public, max-age=60" : "private, no-cache");
  if (context.dialect === "generic") c.header("vary", "cookie");
  return c;
}
