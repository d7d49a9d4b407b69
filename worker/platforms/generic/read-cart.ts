import type { CartSnapshot, LineItem } from "../../domain/cart.ts";
import type { GenericSettings } from "../../wire/store-settings.ts";
import { type Answer, PageReading, readLists } from "../read-html.ts";
import { asInteger, asText, asWebAddress, parseJson, valueAt } from "../read-json.ts";
import { asCurrency, askField, cut, optionsOf, placeOf, toMinor } from "./fields.ts";

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
  const page = new PageReading();
  const answers = {
    currency: askField(page, cart.currencyField),
    coupons: cart.coupons === null ? null : page.lists(placeOf(cart.coupons)),
    lines: askLines(page, cart),
    total: askField(page, cart.total),
    isEmpty: page.has(cart.empty),
  };
  await page.read(html);
  const currency = asCurrency(answers.currency()) ?? cart.currency;
  const coupons = couponsIn(answers.coupons?.() ?? null, cart);
  const lines = linesIn(answers.lines(), cart, currency, base);
  if (lines === null) return null;
  if (lines.length === 0) return answers.isEmpty() ? { currency, lines, totalMinor: null, ...coupons } : null;
  return { currency, lines, totalMinor: toMinor(answers.total(), cart.priceAs, currency), ...coupons };
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

const namesOfFields = {
  productId: "productId",
  name: "name",
  quantity: "quantity",
  price: "unitPrice",
  options: "options",
  image: "image",
  url: "url",
} as const satisfies Record<string, keyof CartSettings>;

type Field = keyof typeof namesOfFields;

interface LinesOnPage {
  records: Partial<Record<Field, string>>[];
  options: string[][] | null;
  restore: { names: string[][]; values: string[][] } | null;
}

function askLines(page: PageReading, cart: CartSettings): Answer<LinesOnPage> {
  const fields = Object.fromEntries(
    Object.entries(namesOfFields).map(([name, key]) => [name, cart[key] && placeOf(cart[key])]),
  ) as Record<Field, string | null>;
  const records = page.records({ record: cart.line, fields });
  const options = cart.optionList === null ? null : page.lists(placeOf(cart.optionList), cart.line);
  const kept = cart.restore?.fields;
  const names = kept === undefined ? null : page.lists(`${kept}@name`, cart.line);
  const values = kept === undefined ? null : page.lists(`${kept}@value`, cart.line);
  return () => ({
    records: records(),
    options: options?.() ?? null,
    restore: names && values && { names: names() ?? [], values: values() ?? [] },
  });
}

/** `null`: the page could not be read, or one line of it; half a cart must not replace a whole one. */
function linesIn(
  { records, options, restore }: LinesOnPage,
  cart: CartSettings,
  currency: string,
  base: URL,
): LineItem[] | null {
  const kept = cart.restore && restore && restoreIn(restore, cart.restore);
  const lines = records.flatMap((record, index) => {
    const value = (name: Field) => {
      const field = cart[namesOfFields[name]];
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
        ...(options?.[index] ?? []).flatMap((text) => optionIn(text, cart.optionList ?? "")),
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

function restoreIn(
  { names, values }: NonNullable<LinesOnPage["restore"]>,
  { name }: NonNullable<CartSettings["restore"]>,
): (Record<string, string> | null)[] {
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

function couponsIn(lists: string[][] | null, { coupons }: CartSettings): { coupons?: string[] } {
  if (coupons === null) return {};
  return { coupons: (lists?.[0] ?? []).flatMap((text) => cut(text, coupons)?.[0]?.trim() || []) };
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
