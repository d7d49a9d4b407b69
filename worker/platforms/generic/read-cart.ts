import type { CartSnapshot, LineItem } from "../../domain/cart.ts";
import type { GenericSettings } from "../../wire/store-settings.ts";
import { has, readLists, readRecords } from "../read-html.ts";
import { asInteger, asText, asWebAddress, parseJson, valueAt } from "../read-json.ts";
import { asCurrency, cut, fieldOf, optionsOf, placeOf, toMinor } from "./fields.ts";

type CartSettings = GenericSettings["cart"];
type ApiSettings = NonNullable<GenericSettings["api"]>;

/** The cart on its page: from a script that holds it as JSON where the settings name one, else from the markup. */
export async function readCartPage(
  html: string,
  settings: GenericSettings,
  base: URL,
): Promise<CartSnapshot | null> {
  if (settings.api?.script) {
    const [scripts = []] = (await readLists(html, settings.api.script)) ?? [];
    const carts = scripts.map((text) => readJsonCart(parseJson(text), settings, base));
    return carts.find((cart) => cart !== null) ?? null;
  }
  const { cart } = settings;
  const currency = asCurrency(await fieldOf(html, cart.currencyField)) ?? cart.currency;
  const coupons = await readCoupons(html, cart);
  const lines = await readLines(html, cart, currency, base);
  if (lines === null) return null;
  if (lines.length === 0) {
    return (await has(html, cart.empty)) ? { currency, lines, totalMinor: null, ...coupons } : null;
  }
  const totalMinor = toMinor(await fieldOf(html, cart.total), cart.priceAs, currency);
  return { currency, lines, totalMinor, ...coupons };
}

/** A cart in a JSON answer, by the pointers of the settings. No list of lines: no cart; an empty one: an empty cart. */
export function readJsonCart(json: unknown, settings: GenericSettings, base: URL): CartSnapshot | null {
  const { api, cart } = settings;
  const items = api && valueAt(json, api.lines);
  if (!api || !Array.isArray(items)) return null;
  const at = (pointer: string | null, from: unknown = json) =>
    pointer === null ? undefined : valueAt(from, pointer);
  const currency = asCurrency(asText(at(api.currency))) ?? cart.currency;
  const lines = items.flatMap((item) => readJsonLine(item, api, currency, base));
  if (lines.length !== items.length) return null;
  const coupons = at(api.coupons);
  return {
    currency,
    lines,
    totalMinor: toMinor(asText(at(api.total)), api.priceAs, currency),
    ...(Array.isArray(coupons) ? { coupons: coupons.flatMap((code) => asText(code) ?? []) } : {}),
  };
}

/** `null`: the page could not be read, or one line of it; half a cart must not replace a whole one. */
async function readLines(
  html: string,
  cart: CartSettings,
  currency: string,
  base: URL,
): Promise<LineItem[] | null> {
  const fields = {
    productId: cart.productId,
    name: cart.name,
    quantity: cart.quantity,
    price: cart.unitPrice,
    options: cart.options,
    image: cart.image,
    url: cart.url,
  };
  const places = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, field && placeOf(field)]),
  ) as typeof fields;
  const records = await readRecords(html, { record: cart.line, fields: places });
  const listed = cart.optionList === null ? null : await readLists(html, placeOf(cart.optionList), cart.line);
  const kept = cart.restore && (await readRestore(html, cart.restore, cart.line));
  const lines = records.flatMap((record, index) => {
    const value = (name: keyof typeof fields) => {
      const field = fields[name];
      const text = record[name];
      return field && text !== undefined ? cut(text, field)?.[0]?.trim() : undefined;
    };
    const productId = value("productId");
    const quantity = Number(value("quantity") || Number.NaN);
    const unitMinor = toMinor(value("price") ?? null, cart.priceAs, currency);
    if (!productId || !Number.isInteger(quantity) || quantity < 1 || unitMinor === null) return [];
    const restore = kept?.[index];
    return {
      productId,
      name: value("name") || productId,
      options: [
        ...optionsOf(parseJson(value("options") ?? null)),
        ...(listed?.[index] ?? []).flatMap((text) => optionIn(text, cart.optionList ?? "")),
      ],
      quantity,
      unitMinor,
      image: asWebAddress(value("image"), base),
      url: asWebAddress(value("url"), base),
      ...(restore ? { restore } : {}),
    };
  });
  return lines.length === records.length ? lines : null;
}

/** "Size: Long", or what the pattern's two groups take. */
function optionIn(text: string, field: string): LineItem["options"] {
  const plain = text.replace(/\s+/g, " ").trim();
  const [name = "", value = ""] = cut(plain, field.includes(" ~ ") ? field : " ~ ^([^:]+):(.+)$") ?? [];
  return name.trim() && value.trim() ? [{ name: name.trim(), value: value.trim() }] : [];
}

async function readRestore(
  html: string,
  { fields, name }: NonNullable<CartSettings["restore"]>,
  record: string,
): Promise<(Record<string, string> | null)[]> {
  const names = (await readLists(html, `${fields}@name`, record)) ?? [];
  const values = (await readLists(html, `${fields}@value`, record)) ?? [];
  const pattern = new RegExp(name);
  return names.map((list, line) => {
    const kept = list.flatMap((full, index) => {
      const match = pattern.exec(full);
      if (match === null) return [];
      return [[match.slice(1).join("") || match[0], values[line]?.[index] ?? ""]];
    });
    return kept.length > 0 ? Object.fromEntries(kept) : null;
  });
}

async function readCoupons(html: string, { coupons }: CartSettings): Promise<{ coupons?: string[] }> {
  if (coupons === null) return {};
  const [found = []] = (await readLists(html, placeOf(coupons))) ?? [];
  return { coupons: found.flatMap((text) => cut(text, coupons)?.[0]?.trim() || []) };
}

function readJsonLine(item: unknown, api: ApiSettings, currency: string, base: URL): LineItem[] {
  const at = (pointer: string | null) => (pointer === null ? undefined : valueAt(item, pointer));
  const productId = asText(at(api.productId));
  const quantity = asInteger(at(api.quantity));
  const unitMinor = toMinor(asText(at(api.unitPrice)), api.priceAs, currency);
  if (productId === null || quantity === null || quantity < 1 || unitMinor === null) return [];
  return [
    {
      productId,
      name: asText(at(api.name)) ?? productId,
      options: optionsOf(at(api.options)),
      quantity,
      unitMinor,
      image: asWebAddress(at(api.image), base),
      url: asWebAddress(at(api.url), base),
    },
  ];
}
