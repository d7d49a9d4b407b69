import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import { parsePrice } from "../domain/money.ts";
import type { GenericSettings } from "../wire/store-settings.ts";
import type { Exchange, Observation, Page, Platform, ShopSession } from "./contract.ts";
import { has, readField, readRecords } from "./read-html.ts";
import { asObject, asText, asWebAddress, parseJson } from "./read-json.ts";

/**
 * Any shop that renders its cart as HTML. What to look for stands in the store's settings under `generic`; the defaults
 * fit a plain shop with `data-` attributes on its cart lines.
 */
export const generic: Platform = {
  id: "generic",

  pageOf(url, { generic }) {
    const step = stepOf(url, generic);
    const { pages } = generic;
    const kinds = ["confirmation", "cart", "checkout", "product", "listing"] as const;
    const kind = kinds.find((name) => new RegExp(pages[name]).test(url.pathname));
    if (kind === "confirmation") return { kind, step: "done" };
    return { kind: kind ?? (url.pathname === "/" ? "home" : "other"), step };
  },

  checkout: ({ generic }) =>
    generic.steps.map(({ step, path }) => ({ step, path: step === "done" ? null : path })),

  emailField: () => 'input[type="email"], input[autocomplete="email"]',

  watch({ method, url }, { generic }) {
    const page = new RegExp(generic.pages.confirmation);
    if (method === "GET" && (url.pathname === generic.cart.path || page.test(url.pathname))) {
      return { request: false, response: true };
    }
    // The answer to a change of the cart is the cart page or leads to it; only the address is in the request.
    return method === "POST" && new RegExp(generic.pages.checkout).test(url.pathname)
      ? { request: true, response: false }
      : null;
  },

  async read(exchange, { generic }) {
    if (exchange.method === "POST") return readAddress(exchange, generic);
    if (exchange.status !== 200 || exchange.responseBody === null) return {};
    if (exchange.url.pathname === generic.cart.path) {
      const cart = await readCartPage(exchange.responseBody, generic, exchange.url);
      return cart ? { cart } : {};
    }
    return readConfirmation(exchange, exchange.responseBody, generic);
  },

  remembersAdds: true,

  webhooks: null,

  async readCart(shop, { generic }) {
    const response = await shop.fetch(generic.cart.path);
    if (!response.ok) return null;
    return readCartPage(await response.text(), generic, new URL(generic.cart.path, shop.base));
  },

  async addLines(shop, lines, { generic }) {
    const token = await readFormToken(shop, generic);
    const refused: LineItem[] = [];
    for (const line of lines) {
      const form = addForm(line, generic);
      if (token !== null && generic.add.token) form.set(generic.add.token.field, token);
      const answer = await shop.fetch(generic.add.path, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: form.toString(),
      });
      await answer.body?.cancel();
      // A form answers with a redirect to the cart, or with a page.
      if (answer.status >= 400) refused.push(line);
    }
    return refused;
  },
};

function stepOf(url: URL, settings: GenericSettings): Page["step"] {
  const under = (path: string) =>
    url.pathname === path || url.pathname.startsWith(`${path.replace(/\/$/, "")}/`);
  return settings.steps.findLast(({ path }) => under(path))?.step ?? null;
}

function readAddress({ requestBody, headers }: Exchange, settings: GenericSettings): Observation {
  if (!headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")) return {};
  const email = new URLSearchParams(requestBody ?? "").get(settings.emailParameter);
  return email ? { email } : {};
}

async function readCartPage(
  html: string,
  settings: GenericSettings,
  base: URL,
): Promise<CartSnapshot | null> {
  const { cart } = settings;
  const records = await readRecords(html, {
    record: cart.line,
    fields: {
      productId: cart.productId,
      name: cart.name,
      quantity: cart.quantity,
      price: cart.unitPrice,
      options: cart.options,
      image: cart.image,
      url: cart.url,
    },
  });
  if (records.length === 0) {
    return (await has(html, cart.empty)) ? { currency: cart.currency, lines: [], totalMinor: null } : null;
  }
  const lines = records.flatMap((record) => readLine(record, cart, base));
  // One unreadable line makes the whole unreadable: half a cart must not replace a whole one.
  return lines.length === records.length ? { currency: cart.currency, lines, totalMinor: null } : null;
}

function readLine(
  record: Partial<Record<"productId" | "name" | "quantity" | "price" | "options" | "image" | "url", string>>,
  cart: GenericSettings["cart"],
  base: URL,
): LineItem[] {
  const quantity = Number(record.quantity?.trim());
  const price = record.price?.trim() ?? "";
  const unitMinor = cart.priceAs === "text" ? parsePrice(price, cart.currency) : wholeNumber(price);
  const productId = record.productId?.trim();
  if (!productId || !Number.isInteger(quantity) || quantity < 1 || unitMinor === null) return [];
  const options = Object.entries(asObject(parseJson(record.options ?? null)) ?? {}).flatMap(
    ([name, value]) => {
      const chosen = asText(value);
      return chosen === null ? [] : [{ name, value: chosen }];
    },
  );
  return [
    {
      productId,
      name: record.name?.trim() || productId,
      options,
      quantity,
      unitMinor,
      image: asWebAddress(record.image, base),
      url: asWebAddress(record.url, base),
    },
  ];
}

function wholeNumber(text: string): number | null {
  return /^\d{1,12}$/.test(text) ? Number(text) : null;
}

async function readConfirmation(
  { url }: Exchange,
  html: string,
  settings: GenericSettings,
): Promise<Observation> {
  const number = new RegExp(settings.pages.confirmation).exec(url.pathname)?.[1];
  if (!number) return {};
  const total = settings.order.total === null ? null : await readField(html, settings.order.total);
  const { currency, priceAs } = settings.cart;
  const totalMinor =
    total === null ? null : priceAs === "text" ? parsePrice(total, currency) : wholeNumber(total);
  return { order: { number, totalMinor, currency, email: null } };
}

function addForm(line: LineItem, { add }: GenericSettings): URLSearchParams {
  const values: Record<string, string> = {
    productId: line.productId,
    quantity: String(line.quantity),
    name: line.name,
  };
  const form = new URLSearchParams();
  for (const [name, template] of Object.entries(add.fields)) {
    form.set(
      name,
      template.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole),
    );
  }
  if (add.optionField !== null) {
    for (const option of line.options) {
      form.set(add.optionField.replace("{option}", option.name), option.value);
    }
  }
  return form;
}

async function readFormToken(shop: ShopSession, { add }: GenericSettings): Promise<string | null> {
  if (add.token === null) return null;
  const response = await shop.fetch(add.token.page);
  return readField(await response.text(), `input[name="${add.token.field}"]@value`);
}
