/** One line of a cart, as the storefront showed it. Amounts are minor units of the cart's currency. */
export interface LineItem {
  /** The platform's id of the product, or of the variation where that is what it sells. */
  productId: string;
  name: string;
  /** What was chosen, in the platform's own terms: `{ name: "colour", value: "sea" }`. */
  options: { name: string; value: string }[];
  quantity: number;
  unitMinor: number;
  /** http(s) address of a picture; `null` when the storefront showed none. */
  image: string | null;
  /** http(s) address of the product's page; `null` when unknown. */
  url: string | null;
  /**
   * What the platform needs beside all this to put the line into a cart again, in its own terms: opaque to everyone else.
   * Absent where it needs nothing.
   */
  restore?: Record<string, string>;
}

/** Everything in a cart at one moment. Always the whole of it: the last complete snapshot is the truth. */
export interface CartSnapshot {
  currency: string;
  lines: LineItem[];
  /** What the lines add up to before delivery, as the storefront said; `null` when it did not. */
  totalMinor: number | null;
  /** Codes of the coupons in it; absent where the storefront does not show them. */
  coupons?: string[];
  /** The platform's own id of this cart, by which its webhooks name it; absent where there is none. */
  ref?: string;
}

/** A cart stays within what a person fills: more lines than this are not kept (the storefront keeps its own). */
export const maxLines = 100;

export function countItems(snapshot: CartSnapshot): number {
  return snapshot.lines.reduce((sum, line) => sum + line.quantity, 0);
}

/** The storefront's own total where it said one, else what the lines add up to. */
export function totalOf(snapshot: Pick<CartSnapshot, "lines" | "totalMinor">): number {
  return snapshot.totalMinor ?? sumOf(snapshot.lines);
}

/** What lines come to before any discount. */
export function sumOf(lines: LineItem[]): number {
  return lines.reduce((sum, line) => sum + line.unitMinor * line.quantity, 0);
}

/** A cart as it is without what is gone. The storefront's own total counted that: what is left is added up. */
export function withoutLines<Cart extends Pick<CartSnapshot, "lines" | "totalMinor">>(
  cart: Cart,
  gone: Pick<LineItem, "productId" | "options">[],
): Cart {
  const identities = new Set(gone.map(identityOf));
  const lines = cart.lines.filter((line) => !identities.has(identityOf(line)));
  return lines.length === cart.lines.length ? cart : { ...cart, lines, totalMinor: sumOf(lines) };
}

/**
 * Tells whether two snapshots are the same cart content: equal text for equal content, whatever the order of lines.
 * A change of price counts as a change.
 */
export function fingerprint(snapshot: CartSnapshot): string {
  const lines = snapshot.lines
    .map((line) =>
      JSON.stringify([identityOf(line), line.quantity, line.unitMinor, line.name, line.image, line.restore]),
    )
    .sort();
  return JSON.stringify([snapshot.currency, snapshot.totalMinor, lines, snapshot.coupons, snapshot.ref]);
}

/** What makes two lines the same thing to buy: product and options. Quantity and price do not. */
export function identityOf(line: Pick<LineItem, "productId" | "options">): string {
  const options = line.options.map(({ name, value }) => `${name}=${value}`.toLowerCase()).sort();
  return JSON.stringify([line.productId, ...options]);
}

/**
 * The lines of a snapshot with what is needed to put them in again: what an earlier snapshot had for the same line, and for
 * one line that is new what the request that added it said. Two lines that look the same keep the order they were in.
 */
export function carryRestore(
  lines: LineItem[],
  earlier: LineItem[],
  added: { productId: string; restore: Record<string, string> } | null,
): LineItem[] {
  const known = Map.groupBy(
    earlier.filter(({ restore }) => restore),
    identityOf,
  );
  let isAdded = added === null;
  return lines.map((line) => {
    const restore = line.restore ?? known.get(identityOf(line))?.shift()?.restore;
    if (restore) return { ...line, restore };
    if (isAdded || line.productId !== added?.productId) return line;
    isAdded = true;
    return { ...line, restore: added.restore };
  });
}

/** The chosen options as a person reads them: "Slate, regular". Empty when there are none. */
export function optionsText(line: Pick<LineItem, "options">): string {
  const [first = "", ...rest] = line.options.map(({ value }) => value).join(", ");
  return first.toUpperCase() + rest.join("");
}

/**
 * What must still be added to `present` so that it holds everything in `wanted`: quantities are topped up to the larger
 * of the two, never added up, so that rebuilding a cart twice gives the same cart.
 */
export function missingFrom(present: LineItem[], wanted: LineItem[]): LineItem[] {
  const have = countByIdentity(present);
  return wanted.flatMap((line) => {
    const identity = identityOf(line);
    const there = have.get(identity) ?? 0;
    // Two wanted lines may look the same (a bundle twice): what is there counts for one of them.
    have.set(identity, Math.max(there - line.quantity, 0));
    const quantity = line.quantity - there;
    return quantity > 0 ? [{ ...line, quantity }] : [];
  });
}

/** How many there are of each thing to buy. */
export function countByIdentity(lines: LineItem[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(identityOf(line), (counts.get(identityOf(line)) ?? 0) + line.quantity);
  return counts;
}

/**
 * The same snapshot with every address that names the origin moved to the host shoppers use: an origin that does not know
 * its public name writes its own into pictures and links, and a mail must not carry that.
 */
export function onPublicHost(snapshot: CartSnapshot, origin: URL, shop: URL): CartSnapshot {
  const move = (address: string | null) => {
    if (address === null) return null;
    const url = new URL(address);
    // Joined as text: a host without a port would leave the origin's port where it is.
    return url.host === origin.host ? shop.origin + url.pathname + url.search + url.hash : address;
  };
  const lines = snapshot.lines.map((line) => ({ ...line, image: move(line.image), url: move(line.url) }));
  return { ...snapshot, lines };
}
