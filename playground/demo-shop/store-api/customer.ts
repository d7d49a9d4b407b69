import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { createSession, findSession, randomHex } from "../sessions.ts";
import type { Session, Shop } from "../state.ts";
import { digest, sign } from "./signing.ts";

/** The real one ends in the MD5 of the site's address. */
const sessionCookie = "wp_woocommerce_session_7c1f0a52e9d84b36a1d5f20c94e87b3d";
const twoDays = 172_800;

/** Whose cart a request is about. */
export interface Customer {
  id: string;
  session: Session | undefined;
  from: "token" | "cookie" | "nobody";
}

/** A Cart-Token wins over the cookie; whoever has neither is given an id that no session bears yet. */
export async function identify(c: Context, shop: Shop): Promise<Customer> {
  const token = await readCartToken(c.req.header("Cart-Token"));
  if (token) return { id: token, session: findSession(shop.state, token), from: "token" };
  const [id = "", expiry, expiring, signature] = (getCookie(c, sessionCookie) ?? "").split("|");
  const genuine = signature && signature === (await sign(`${id}|${expiry}|${expiring}`)).slice(0, 32);
  if (genuine) return { id, session: findSession(shop.state, id), from: "cookie" };
  return { id: `t_${randomHex(30)}`, session: undefined, from: "nobody" };
}

export function sessionFor(shop: Shop, customer: Customer): Session {
  customer.session ??= createSession(shop.state, customer.id);
  customer.session.seenAt = Date.now();
  return customer.session;
}

/** Sets, renews or deletes the three cookies as the cart now is. A shopper known by token gets no session cookie. */
export async function writeCartCookies(c: Context, customer: Customer): Promise<void> {
  const filled = (customer.session?.lines.length ?? 0) > 0;
  if (!filled) {
    for (const name of ["woocommerce_items_in_cart", "woocommerce_cart_hash"]) {
      if (getCookie(c, name) !== undefined) deleteCookie(c, name, { path: "/" });
    }
    return;
  }
  const hash = await cartHash(customer.session);
  if (getCookie(c, "woocommerce_items_in_cart") !== "1")
    setCookie(c, "woocommerce_items_in_cart", "1", { path: "/" });
  if (getCookie(c, "woocommerce_cart_hash") !== hash)
    setCookie(c, "woocommerce_cart_hash", hash, { path: "/" });
  if (customer.from !== "nobody") return;
  const expiry = nowSeconds() + twoDays;
  const value = `${customer.id}|${expiry}|${expiry - 86_400}`;
  setCookie(c, sessionCookie, `${value}|${(await sign(value)).slice(0, 32)}`, {
    path: "/",
    httpOnly: true,
    maxAge: twoDays,
    expires: new Date(expiry * 1000),
  });
}

export async function cartHash(session: Session | undefined): Promise<string> {
  return session && session.lines.length > 0
    ? (await digest(JSON.stringify([session.lines, session.coupon]))).slice(0, 32)
    : "";
}

/** Lives for 48 hours, and names the cart to whoever bears it. */
export async function cartToken(customerId: string): Promise<string> {
  const now = nowSeconds();
  const head = base64Url({ alg: "HS256", typ: "JWT" });
  const claims = base64Url({ user_id: customerId, exp: now + twoDays, iss: "store-api", iat: now });
  return `${head}.${claims}.${await sign(`${head}.${claims}`)}`;
}

/** The id of the customer that a genuine, living token names. */
export async function readCartToken(token: string | undefined): Promise<string | undefined> {
  const [head, claims, signature] = (token ?? "").split(".");
  if (!head || !claims || signature !== (await sign(`${head}.${claims}`))) return undefined;
  const { user_id, exp } = JSON.parse(atob(claims.replaceAll("-", "+").replaceAll("_", "/")));
  return exp > nowSeconds() ? user_id : undefined;
}

/** Like WordPress: the same for every guest, changed twice a day, good for one change longer. */
export async function currentNonce(ticksAgo = 0): Promise<string> {
  const tick = Math.ceil(nowSeconds() / 43_200) - ticksAgo;
  return (await sign(`nonce ${tick}`)).slice(0, 10);
}

export async function isNonce(text: string): Promise<boolean> {
  return text === (await currentNonce()) || text === (await currentNonce(1));
}

function base64Url(value: object): string {
  return btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
