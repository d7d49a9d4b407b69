import { type Availability, unknown } from "../domain/availability.ts";
import type { LineItem } from "../domain/cart.ts";
import type { PublicShop } from "./contract.ts";
import { readLists } from "./read-html.ts";
import { asArray, asObject, type Json, parseJson } from "./read-json.ts";

/** A product's page is not longer than this, or is not read. */
const mostText = 1024 * 1024;

/** As shops say that it cannot be bought (schema.org: ItemAvailability). Made to order or in shops alone is not sold out. */
const notToBeHad = /(^|\/)(OutOfStock|SoldOut|Discontinued)$/i;

/**
 * What a product's own page says, which shops write for search engines: that there is no such page, or what its structured
 * data say of the offer. A thing counts as gone only where every offer on its page is: of a product with variants the page
 * does not tell which one it speaks of.
 */
export async function availabilityOnPage(shop: PublicShop, line: LineItem): Promise<Availability> {
  if (line.url === null) return unknown;
  const { origin, pathname, search } = new URL(line.url);
  if (origin !== shop.base.origin) return unknown;
  const answer = await shop.fetch(pathname + search, { headers: { accept: "text/html" } });
  const isPage = answer.headers.get("content-type")?.startsWith("text/html") === true;
  if (answer.status !== 200 || !isPage) {
    await answer.body?.cancel();
    return answer.status === 404 || answer.status === 410 ? { status: "gone", alternatives: [] } : unknown;
  }
  const html = await answer.text();
  const said = html.length > mostText ? [] : await availabilitiesIn(html);
  if (said.length === 0) return unknown;
  return said.every((one) => notToBeHad.test(one))
    ? { status: "gone", alternatives: [] }
    : { status: "there" };
}

/** What is said of each offer: JSON-LD, and the microdata of older themes. */
async function availabilitiesIn(html: string): Promise<string[]> {
  const [scripts = []] = (await readLists(html, 'script[type="application/ld+json"]')) ?? [];
  const told = scripts.flatMap((text) => offersIn(parseJson(text)));
  const links = await Promise.all(
    ["href", "content"].map((name) => readLists(html, `[itemprop="availability"]@${name}`)),
  );
  return [...told, ...links.flatMap((lists) => lists?.flat() ?? [])].filter((text) => text !== "");
}

/** Deep enough for a graph of products with variants whose offers are listed. */
const deepest = 8;

/** An offer that says nothing of it is there as far as anybody knows. */
function offersIn(value: unknown, depth = 0): string[] {
  if (depth > deepest) return [];
  if (Array.isArray(value)) return value.flatMap((one) => offersIn(one, depth + 1));
  const node = asObject(value);
  if (node === null) return [];
  if (isOffer(node)) return [String(node.availability ?? "InStock")];
  return [node["@graph"], node.offers, node.hasVariant, node.mainEntity].flatMap((part) =>
    offersIn(part, depth + 1),
  );
}

/** A range of prices over several offers may list them, say it of all, or neither. */
function isOffer(node: Json): boolean {
  const types = [node["@type"]].flat().map((type) => String(type).split("/").at(-1));
  if (types.includes("Offer")) return true;
  return types.includes("AggregateOffer") && asArray(node.offers).length === 0;
}
