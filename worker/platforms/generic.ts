import type { GenericSettings } from "../wire/store-settings.ts";
import type { Exchange, Observation, ObservedOrder, Page, Platform, RequestHead, Watch } from "./contract.ts";
import { estimateDelivery } from "./generic/estimate-delivery.ts";
import { asCurrency, fieldOf, toMinor } from "./generic/fields.ts";
import { readCartPage, readJsonCart } from "./generic/read-cart.ts";
import { addLines, clearCart, enterCoupon, fetchCart } from "./generic/rebuild.ts";
import { addedBy, isAt, isOneOf, match, postedIn } from "./generic/requests.ts";
import { givenBy } from "./given-by.ts";
import { readLists } from "./read-html.ts";
import { asArray, asObject, asText, type Json, parseJson } from "./read-json.ts";

/**
 * Any shop that renders its cart as HTML, or answers it as JSON. What to look for stands in the store's settings under
 * `generic`; the defaults fit a plain shop with `data-` attributes on its cart lines.
 */
export const generic: Platform = {
  id: "generic",

  pageOf(url, { generic }) {
    const step = stepOf(url, generic);
    const kinds = ["confirmation", "cart", "checkout", "product", "listing"] as const;
    const kind = kinds.find((name) => match(generic.pages[name], url) !== null);
    if (kind === "confirmation") return { kind, step: "done" };
    return { kind: kind ?? (url.pathname === "/" ? "home" : "other"), step };
  },

  checkout: ({ generic }) =>
    generic.steps.map(({ step, path, section }) => ({
      step,
      path: step === "done" ? null : path,
      ...(section !== null && { section }),
    })),

  emailField: ({ generic }) => generic.address.field,

  watch(head, { generic }) {
    const { api, cart, changes, pages, add } = generic;
    const { method, url } = head;
    const isRead =
      (api !== null && isOneOf(api.requests, head)) ||
      (method === "GET" && (isAt(url, cart.path) || match(pages.confirmation, url) !== null));
    const isChange = isOneOf(changes, head);
    const isAddress = mayCarryAddress(head, generic);
    if (!isRead && !isChange && !isAddress) return null;
    return { request: isAddress || (isChange && add.keep !== null), response: isRead } satisfies Watch;
  },

  async read(exchange, { generic }) {
    const [told, given] = await Promise.all([
      readCartOf(exchange, generic),
      mayCarryAddress(exchange, generic) ? givenIn(exchange, generic) : {},
    ]);
    return { ...told, ...given };
  },

  remembersAdds: true,

  webhooks: null,

  readCart: (shop, { generic }) => fetchCart(shop, generic),

  addLines: (shop, lines, { generic }) => addLines(shop, lines, generic),

  clearCart: (shop, { generic }) => clearCart(shop, generic),

  canClear: ({ generic }) => generic.remove !== null,

  applyCoupon: (shop, code, { generic }) => enterCoupon(shop, code, generic),

  estimateDelivery: (shop, parcel, lines, { generic }) => estimateDelivery(shop, parcel, lines, generic),

  canEstimate: ({ generic }) => generic.estimate !== null,
};

function stepOf(url: URL, settings: GenericSettings): Page["step"] {
  const under = (path: string) =>
    isAt(url, path) ||
    (!path.includes("?") && url.pathname.startsWith(path.endsWith("/") ? path : `${path}/`));
  const found = settings.steps.findLast(({ path }) => under(path));
  // Of those that share a page, the first.
  return settings.steps.find(({ path }) => path === found?.path)?.step ?? null;
}

function mayCarryAddress({ method, url }: RequestHead, { pages }: GenericSettings): boolean {
  return /^(POST|PUT|PATCH)$/.test(method) && match(pages.checkout, url) !== null;
}

async function givenIn(exchange: Exchange, { address }: GenericSettings) {
  const [email, name] = await Promise.all([
    postedIn(exchange, address.parameters),
    postedIn(exchange, address.firstName),
  ]);
  return givenBy(email, name);
}

async function readCartOf(exchange: Exchange, settings: GenericSettings): Promise<Observation> {
  const { api, cart, changes, pages } = settings;
  const { method, url, status, responseBody } = exchange;
  if (status >= 400) return {};
  const isApi = api !== null && isOneOf(api.requests, exchange);
  const isChange = isOneOf(changes, exchange) || (isApi && method !== "GET");
  const seen = isApi ? readJsonCart(parseJson(responseBody), settings, url) : null;
  if (seen) return { cart: seen, ...(await added(exchange, settings)) };
  if (isChange) return { changed: true, ...(await added(exchange, settings)) };
  if (method !== "GET" || status !== 200 || responseBody === null || isApi) return {};
  if (isAt(url, cart.path)) {
    const snapshot = await readCartPage(responseBody, settings, url);
    return snapshot ? { cart: snapshot } : {};
  }
  return match(pages.confirmation, url) === null ? {} : readConfirmation(url, responseBody, settings);
}

async function added(exchange: Exchange, settings: GenericSettings): Promise<Pick<Observation, "added">> {
  const line = await addedBy(exchange, settings);
  return line ? { added: line } : {};
}

/** The page's own fields first, then what its structured data says, then the address. */
async function readConfirmation(url: URL, html: string, settings: GenericSettings): Promise<Observation> {
  const { order, cart, pages } = settings;
  const data = order.jsonLd ? await readJsonLd(html) : null;
  const fromAddress = order.number === null ? match(pages.confirmation, url)?.[1] : undefined;
  const number = (await fieldOf(html, order.number)) ?? data?.number ?? fromAddress;
  if (!number) return {};
  const currency = asCurrency(await fieldOf(html, order.currency)) ?? data?.currency ?? cart.currency;
  const total = toMinor(await fieldOf(html, order.total), cart.priceAs, currency);
  const email = (await fieldOf(html, order.email)) || data?.email || null;
  const totalMinor = total ?? toMinor(data?.total ?? null, "decimal", currency);
  return { order: { number, totalMinor, currency, email } satisfies ObservedOrder };
}

interface OrderData {
  number: string | null;
  total: string | null;
  currency: string | null;
  email: string | null;
}

/** An `Order` of schema.org, alone, in a list, or in a `@graph` (JSON-LD 1.1 §4.9). */
async function readJsonLd(html: string): Promise<OrderData | null> {
  const [scripts = []] = (await readLists(html, 'script[type="application/ld+json"]')) ?? [];
  const nodes = scripts.flatMap((text) => {
    const json = parseJson(text);
    return [json, ...asArray(json), ...asArray(asObject(json)?.["@graph"])].map(asObject);
  });
  const order = nodes.find((node) => [node?.["@type"]].flat().some((type) => isOrder(type)));
  if (!order) return null;
  const price: Json = asObject(order.totalPaymentDue) ?? order;
  return {
    number: asText(order.orderNumber),
    total: asText(price.price) ?? asText(order.price),
    currency: asCurrency(asText(price.priceCurrency) ?? asText(order.priceCurrency)),
    email: asText(asObject(order.customer)?.email),
  };
}

function isOrder(type: unknown): boolean {
  return type === "Order" || type === "http://schema.org/Order" || type === "https://schema.org/Order";
}
