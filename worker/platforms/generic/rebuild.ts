import { type CartSnapshot, identityOf, type LineItem } from "../../domain/cart.ts";
import type { GenericSettings } from "../../wire/store-settings.ts";
import type { ShopSession } from "../contract.ts";
import { has, readRecords } from "../read-html.ts";
import { parseJson } from "../read-json.ts";
import { cut, fieldOf, placeOf } from "./fields.ts";
import { readCartPage, readJsonCart } from "./read-cart.ts";

/** The cart of this session: asked for as JSON where the settings say where, else read from its page. */
export async function fetchCart(shop: ShopSession, settings: GenericSettings): Promise<CartSnapshot | null> {
  const { api, cart } = settings;
  const path = api?.read ?? cart.path;
  const response = await shop.fetch(path, api?.read ? { headers: { accept: "application/json" } } : {});
  if (response.status !== 200) return null;
  const text = await response.text();
  const base = new URL(path, shop.base);
  return api?.read ? readJsonCart(parseJson(text), settings, base) : readCartPage(text, settings, base);
}

/**
 * Puts lines in one by one. A shop that refuses a thing may answer with 200, or with a redirect like any other: what counts
 * is the cart before and after, where it could be read.
 */
export async function addLines(
  shop: ShopSession,
  lines: LineItem[],
  settings: GenericSettings,
): Promise<LineItem[]> {
  const before = await fetchCart(shop, settings);
  const failed = new Set<LineItem>();
  const tokens = new Map<string, string | null>();
  for (const line of lines) {
    const request = await addRequest(shop, line, settings, tokens);
    const answer = await shop.fetch(request.path, request.init);
    await answer.body?.cancel();
    if (answer.status >= 400) failed.add(line);
  }
  const after = before && (await fetchCart(shop, settings));
  if (before === null || after === null) return lines.filter((line) => failed.has(line));
  const gained = countsOf(after.lines);
  for (const [identity, count] of countsOf(before.lines)) {
    gained.set(identity, (gained.get(identity) ?? 0) - count);
  }
  return lines.filter((line) => {
    const there = gained.get(identityOf(line)) ?? 0;
    gained.set(identityOf(line), there - line.quantity);
    return failed.has(line) || there < line.quantity;
  });
}

/** Takes line by line out, by the key that the cart's page has on each. */
export async function clearCart(shop: ShopSession, { remove, cart }: GenericSettings): Promise<boolean> {
  if (remove === null) return false;
  const page = await shop.fetch(cart.path);
  if (page.status !== 200) return false;
  const html = await page.text();
  const records = await readRecords(html, { record: cart.line, fields: { key: placeOf(remove.key) } });
  const keys = records.flatMap(({ key }) => cut(key ?? "", remove.key)?.[0] || []);
  if (keys.length < records.length) return false;
  const { token } = remove;
  const secret = token && (await fetchToken(shop, token, token.page === "{url}" ? cart.path : token.page));
  for (const key of keys) {
    const fields = filled(remove.fields, { key });
    if (token && secret) fields.set(token.field, secret);
    const { path, init } = requestFor({ ...remove, as: "form" }, fields, { key });
    const answer = await shop.fetch(path, init);
    await answer.body?.cancel();
    if (answer.status >= 400) return false;
  }
  return true;
}

/** Whether the shop took the code is read from what it shows then; an answer that shows nothing has not taken it. */
export async function enterCoupon(
  shop: ShopSession,
  code: string,
  { coupon, cart }: GenericSettings,
): Promise<boolean> {
  if (coupon === null) return false;
  const values = { code };
  const fields = filled(coupon.fields, values);
  const { token } = coupon;
  if (token) {
    const found = await fetchToken(shop, token, token.page === "{url}" ? "/" : token.page);
    if (found !== null) fields.set(token.field, found);
  }
  const { path, init } = requestFor({ ...coupon, as: "form" }, fields, values);
  const answer = await shop.fetch(path, init);
  const page = answer.status === 200 ? await answer.text() : "";
  if (answer.status >= 400) return false;
  if (await has(page, coupon.accepted)) return true;
  const response = await shop.fetch(cart.path);
  return response.status === 200 && has(await response.text(), coupon.accepted);
}

function countsOf(lines: LineItem[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(identityOf(line), (counts.get(identityOf(line)) ?? 0) + line.quantity);
  return counts;
}

/** @param tokens those of pages that were already asked for one */
async function addRequest(
  shop: ShopSession,
  line: LineItem,
  { add }: GenericSettings,
  tokens: Map<string, string | null>,
): Promise<{ path: string; init: RequestInit }> {
  const values = { productId: line.productId, quantity: String(line.quantity), name: line.name };
  const fields = filled(add.fields, values);
  for (const [name, value] of Object.entries(line.restore ?? {})) fields.set(name, value);
  if (add.optionField !== null && !line.restore) {
    for (const { name, value } of line.options) fields.set(add.optionField.replace("{option}", name), value);
  }
  if (add.token) {
    const page = pageOf(line, add.token.page, values, shop.base);
    if (!tokens.has(page)) tokens.set(page, await fetchToken(shop, add.token, page));
    const token = tokens.get(page);
    if (token) fields.set(add.token.field, token);
  }
  const numbers = Object.keys(add.fields).filter((name) => add.fields[name] === "{quantity}");
  return requestFor(add, fields, values, numbers);
}

/** @param numbers names of what a JSON body has as numbers */
function requestFor(
  { method, path, as }: Pick<GenericSettings["add"], "method" | "path" | "as">,
  fields: URLSearchParams,
  values: Record<string, string>,
  numbers: string[] = [],
): { path: string; init: RequestInit } {
  const place = fill(path, values, encodeURIComponent);
  if (method === "GET") {
    const query = fields.toString();
    return { path: query === "" ? place : `${place}${place.includes("?") ? "&" : "?"}${query}`, init: {} };
  }
  if (as === "form") {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return { path: place, init: { method, headers, body: fields.toString() } };
  }
  const entries = [...fields].map(([name, value]) => [name, numbers.includes(name) ? Number(value) : value]);
  const headers = { "content-type": "application/json" };
  return { path: place, init: { method, headers, body: JSON.stringify(Object.fromEntries(entries)) } };
}

function filled(templates: Record<string, string>, values: Record<string, string>): URLSearchParams {
  return new URLSearchParams(Object.entries(templates).map(([name, text]) => [name, fill(text, values)]));
}

function fill(template: string, values: Record<string, string>, encode = (text: string) => text): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) =>
    Object.hasOwn(values, key) ? encode(values[key] ?? "") : whole,
  );
}

/** The thing's own page, where that is the shop's; never another host's. */
function pageOf(line: LineItem, template: string, values: Record<string, string>, base: URL): string {
  if (template !== "{url}") return fill(template, values, encodeURIComponent);
  const url = line.url === null ? null : new URL(line.url, base);
  return url?.host === base.host ? url.pathname + url.search : "/";
}

async function fetchToken(
  shop: ShopSession,
  { field, from }: NonNullable<GenericSettings["add"]["token"]>,
  page: string,
): Promise<string | null> {
  const response = await shop.fetch(page);
  return fieldOf(await response.text(), from ?? `input[name="${field}"]@value`);
}
