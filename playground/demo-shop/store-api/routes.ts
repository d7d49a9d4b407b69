import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Shop } from "../state.ts";
import { type Answer, type ApiContext, type Body, problem } from "./answer.ts";
import { calls, clearItems } from "./calls.ts";
import { cartBody } from "./cart-body.ts";
import { draftBody } from "./checkout.ts";
import { cartHash, cartToken, currentNonce, identify, isNonce, writeCartCookies } from "./customer.ts";
import { productsAnswer } from "./products.ts";

const mostInBatch = 25;

/** The part of WooCommerce's Store API (wc/store/v1) that a cart and a checkout need. */
export function storeApi(shop: Shop): Hono {
  const app = new Hono();
  app.all("/*", async (c) => {
    const customer = await identify(c, shop);
    const context: ApiContext = { shop, customer, origin: new URL(c.req.url).origin };
    const path = c.req.path.replace(/^\/wp-json\/wc\/store\/v1\//, "").replace(/\/$/, "");
    const body = c.req.method === "POST" ? await readJson(c) : {};
    if (body === undefined)
      return respond(c, context, problem(400, "rest_invalid_json", "Invalid JSON body passed."));
    if (path === "batch" && c.req.method === "POST")
      return respond(c, context, await runBatch(context, body));
    const headers = { nonce: c.req.header("Nonce"), method: c.req.method };
    return respond(c, context, await run(context, path, body, headers));
  });
  return app;

  async function run(
    context: ApiContext,
    path: string,
    body: Body,
    request: { nonce: string | undefined; method: string },
  ): Promise<Answer> {
    if (request.method === "GET" && path === "cart") {
      return { status: 200, body: cartBody(context.customer.session, context.origin) };
    }
    if (request.method === "GET" && path === "checkout") return { status: 200, body: draftBody(context) };
    if (request.method === "GET" && /^products(\/\d+)?$/.test(path)) {
      return productsAnswer(path, context.origin);
    }
    const isClearing = request.method === "DELETE" && path === "cart/items";
    const known = request.method === "POST" && Object.hasOwn(calls, path) ? calls[path] : undefined;
    const call = isClearing ? clearItems : known;
    if (!call)
      return problem(404, "rest_no_route", "No route was found matching the URL and request method.");
    return (
      (context.customer.from === "token" ? undefined : await refuseNonce(request.nonce)) ??
      call(context, body)
    );
  }

  /** Each request of a batch brings its own nonce, as in WordPress; the Cart-Token is the outer one's. */
  async function runBatch(context: ApiContext, { requests }: Body): Promise<Answer> {
    if (!Array.isArray(requests) || requests.length === 0 || requests.length > mostInBatch) {
      return problem(400, "rest_invalid_param", "Invalid parameter(s): requests");
    }
    const responses = [];
    for (const request of requests) {
      const path = String(request?.path ?? "").split("?")[0] ?? "";
      if (!path.startsWith("/wc/store/v1/")) {
        return problem(400, "woocommerce_rest_invalid_path", "Invalid path provided.");
      }
      const nonce = new Headers(request.headers ?? {}).get("Nonce") ?? undefined;
      const method = String(request.method ?? "POST").toUpperCase();
      const answer = await run(context, path.slice("/wc/store/v1/".length), request.body ?? {}, {
        nonce,
        method,
      });
      responses.push({ ...answer, headers: await apiHeaders(context) });
    }
    return { status: 207, body: { responses } };
  }

  async function respond(c: Context, context: ApiContext, answer: Answer): Promise<Response> {
    for (const [name, value] of Object.entries(await apiHeaders(context))) c.header(name, value);
    c.header("Access-Control-Expose-Headers", "X-WP-Total, X-WP-TotalPages, Link, Cart-Token");
    c.header("Link", `<${context.origin}/wp-json/>; rel="https://api.w.org/"`);
    c.header("X-Robots-Tag", "noindex");
    c.header("X-Content-Type-Options", "nosniff");
    if (c.req.method === "POST") {
      if (answer.status < 400) shop.changed();
      await writeCartCookies(c, context.customer);
    }
    return c.json(answer.body as object, answer.status as ContentfulStatusCode);
  }
}

async function apiHeaders({ customer }: ApiContext): Promise<Record<string, string>> {
  return {
    Nonce: await currentNonce(),
    "Nonce-Timestamp": String(Math.floor(Date.now() / 1000)),
    "User-ID": "0",
    "Cart-Token": await cartToken(customer.id),
    "Cart-Hash": await cartHash(customer.session),
    "Cache-Control": "no-store",
  };
}

async function refuseNonce(nonce: string | undefined): Promise<Answer | undefined> {
  if (!nonce) {
    const message = "Missing the Nonce header. This endpoint requires a valid nonce.";
    return problem(401, "woocommerce_rest_missing_nonce", message);
  }
  return (await isNonce(nonce))
    ? undefined
    : problem(403, "woocommerce_rest_invalid_nonce", "Nonce is invalid.");
}

async function readJson(c: Context): Promise<Body | undefined> {
  const text = await c.req.text();
  if (text === "") return {};
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === "object" && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
