import { drain } from "../read-html.ts";
import { attributeOf } from "./html-text.ts";

/** A row of any table, with what the row of a cart's line may have. */
export interface Row {
  cells: string[];
  links: { href: string; text: string }[];
  notes: { text: string; isListed: boolean }[];
  image: string | null;
  key: string;
  quantity: { text: string; cell: number } | null;
}

interface Scanned {
  rows: Row[];
  /** The small cart in a page's head. */
  hasSmallCart: boolean;
  isSmallCartFilled: boolean;
  /** Something that only a cart with something in it has, wherever it stands. */
  hasTraces: boolean;
  coupon: string | null;
}

/** What only a small cart with something in it has. */
const filled = ["#cart tr", '#cart [name="key"]', '#cart [onclick*="cart.remove"]'];

/** What a theme that shows its cart without a table may have of one: with any of these, no cart is taken for an empty one. */
const traces = [
  "#cart img",
  '#cart a[href*="product_id="]',
  '[name="key"]',
  '[name^="quantity["]',
  '[onclick*="cart.remove"]',
  '[href*="cart.remove"]',
];

/** Collects rows and signs in one pass; `null` for a page that defeats the parser. */
export async function scanCartPage(html: string): Promise<Scanned | null> {
  const seen: Scanned = {
    rows: [],
    hasSmallCart: false,
    isSmallCartFilled: false,
    hasTraces: false,
    coupon: null,
  };
  const rewriter = new HTMLRewriter().on('input[name="coupon"]', {
    element(input) {
      seen.coupon = attributeOf(input, "value") ?? "";
    },
  });
  const note = (selectors: string[], sign: "hasSmallCart" | "isSmallCartFilled" | "hasTraces") => {
    for (const selector of selectors) {
      rewriter.on(selector, {
        element() {
          seen[sign] = true;
        },
      });
    }
  };
  note(["#cart"], "hasSmallCart");
  note(filled, "isSmallCartFilled");
  note(traces, "hasTraces");
  collectRows(rewriter, seen.rows);
  return (await drain(rewriter, html)) ? seen : null;
}

function collectRows(rewriter: HTMLRewriter, rows: Row[]): void {
  const last = () => rows[rows.length - 1];
  rewriter
    .on("tr", {
      element() {
        rows.push({ cells: [], links: [], notes: [], image: null, key: "", quantity: null });
      },
    })
    .on("tr td", {
      element: () => void last()?.cells.push(""),
      text(chunk) {
        const row = last();
        if (row && row.cells.length > 0) row.cells[row.cells.length - 1] += chunk.text;
      },
    })
    .on("tr a[href]", {
      element: (link) => void last()?.links.push({ href: attributeOf(link, "href") ?? "", text: "" }),
      text(chunk) {
        const link = last()?.links.at(-1);
        if (link) link.text += chunk.text;
      },
    })
    .on("tr img", {
      element(image) {
        const row = last();
        if (row) row.image ??= attributeOf(image, "data-src") ?? attributeOf(image, "src");
      },
    })
    .on("tr input", { element: (input) => readField(input, last()) });
  collectNotes(rewriter, last);
}

/** Small print under a name; behind a list's mark in 4.1. */
function collectNotes(rewriter: HTMLRewriter, last: () => Row | undefined): void {
  rewriter
    .on("tr small", {
      element: () => void last()?.notes.push({ text: "", isListed: false }),
      text(chunk) {
        const note = last()?.notes.at(-1);
        if (note) note.text += chunk.text;
      },
    })
    .on("tr li small", {
      element() {
        const note = last()?.notes.at(-1);
        if (note) note.isListed = true;
      },
    });
}

/** 3.x has the key in the name of the field, `quantity[12]`; 4.x beside it. */
function readField(input: Element, row: Row | undefined): void {
  const name = input.getAttribute("name") ?? "";
  const key = /^quantity\[(.+)\]$/.exec(name)?.[1];
  if (!row) return;
  if (name === "key" || key) row.key = key ?? attributeOf(input, "value") ?? "";
  if (name === "quantity" || key)
    row.quantity = { text: attributeOf(input, "value") ?? "", cell: row.cells.length };
}
