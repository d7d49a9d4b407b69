import { decodeHTML } from "entities";
import type { LineItem } from "../../domain/cart.ts";
import { parsePrice } from "../../domain/money.ts";
import { asWebAddress } from "../read-json.ts";
import { tidy } from "./html-text.ts";
import { type Row, scanCartPage } from "./scan-cart-page.ts";

/** What a page of the shop, or the table of the cart alone, shows of the cart. */
export interface CartPage {
  lines: CartLine[];
  /** The small cart in the head of a whole page is there and has nothing in it. Never told by a part of a page. */
  isEmpty: boolean;
  /** The small cart in the head has something in it. */
  isFilled: boolean;
  /** What the field for a coupon holds: the code in force, or nothing; `null` when there is no such field. */
  coupon: string | null;
  /** A table that says something which is not understood: it is nobody's cart. */
  isBroken: boolean;
}

interface CartLine {
  line: LineItem;
  totalMinor: number;
  /** The shop's own number of the line. */
  key: string;
  /** The shop marks the line with three asterisks: there is less of it than the cart holds. */
  isShort: boolean;
}

/**
 * Reads the cart out of the HTML of OpenCart's own templates and of themes that kept their shape: the lines are the table
 * rows with a field for the quantity (`checkout/cart.twig` of 3.x, `checkout/cart_list.twig` of 4.x).
 * @param notOptions labels that the shop prints under a product beside its options
 */
export async function readCartPage(
  html: string,
  currency: string,
  notOptions: string[],
  base: URL,
): Promise<CartPage | null> {
  const seen = await scanCartPage(html);
  if (seen === null) return null;
  // Gift vouchers are rows too, with a field that cannot be changed and no product: they cannot be bought again from here.
  const rows = seen.rows.filter(({ quantity, links }) => quantity !== null && links.length > 0);
  const lines = rows.flatMap((row) => readRow(row, currency, notOptions, base));
  const isWhole = /<\/(html|body)>/i.test(html);
  return {
    lines,
    isBroken: lines.length !== rows.length,
    isEmpty: isWhole && seen.hasSmallCart && !seen.isSmallCartFilled && !seen.hasTraces && rows.length === 0,
    isFilled: seen.isSmallCartFilled,
    coupon: seen.coupon,
  };
}

/** By what a line names its product: its id, or its path where the shop's addresses hide the id. */
export function productIdOf(address: string | null): string | null {
  if (address === null) return null;
  const url = new URL(address);
  return url.searchParams.get("product_id") ?? (url.pathname === "/" ? null : url.pathname);
}

function readRow(row: Row, currency: string, notOptions: string[], base: URL): CartLine[] {
  const quantity = Number(row.quantity?.text.trim());
  const name = row.links.map(({ text }) => tidy(text)).find((text) => text !== "");
  const prices = row.cells.slice(row.quantity?.cell).flatMap((cell) => {
    const price = parsePrice(decodeHTML(cell), currency);
    return price === null ? [] : [price];
  });
  const totalMinor = prices[1] ?? prices[0];
  if (!name || !Number.isInteger(quantity) || quantity < 1 || totalMinor === undefined) return [];
  const unitMinor = unitOf(prices[1] === undefined ? undefined : prices[0], totalMinor, quantity);
  if (unitMinor === null) return [];
  const url = asWebAddress(row.links[0]?.href, base);
  const line = {
    productId: productIdOf(url) ?? name,
    name,
    options: readOptions(row, notOptions),
    quantity,
    unitMinor,
    image: asWebAddress(row.image, base),
    url,
  };
  return [{ line, totalMinor, key: row.key, isShort: row.cells.some((cell) => cell.includes("***")) }];
}

/** A price per piece that the line's own total contradicts was not the price: a struck-out one stood before it. */
function unitOf(shown: number | undefined, total: number, quantity: number): number | null {
  if (shown !== undefined && Math.abs(shown * quantity - total) <= quantity) return shown;
  return total % quantity === 0 ? total / quantity : null;
}

/** "Size: Long", or " - Size: Long". Where these are a list (4.1), the product's model comes first. */
function readOptions({ notes }: Row, notOptions: string[]): LineItem["options"] {
  return notes.slice(notes[0]?.isListed ? 1 : 0).flatMap(({ text }) => {
    const [, name = "", value = ""] = /^(?:-\s+)?([^:]+):\s*(.+)$/s.exec(tidy(text)) ?? [];
    return name === "" || notOptions.includes(name) ? [] : [{ name, value }];
  });
}
