import type { HeadFacts } from "./head-reader.ts";
import type { PagePlan, Piece, WhyLeftOut } from "./insert-into-page.ts";

/** What a plan's pieces come to in a page with such a head. */
export interface Written {
  /** HTML of all that stands where the body begins. */
  start: string;
  /** HTML of those that have a place, in the plan's order; `null`: there is none. */
  placed: readonly (string | null)[];
  leftOut: readonly { piece: Piece; why: WhyLeftOut }[];
}

const known = new WeakMap<PagePlan, Map<string, Written>>();

/** Shops have few languages and policies; a nonce makes each page's its own, and those are not kept. */
const most = 50;

/** Written once for all pages with the same head: a plan is the same for all of its kind (plan-once.ts). */
export function writePieces(plan: PagePlan, { language, policies }: HeadFacts): Written {
  const policy = policies.join("\n");
  if (policy.includes("'nonce-")) return write(plan, { language, policies });
  let heads = known.get(plan);
  if (!heads) {
    heads = new Map();
    known.set(plan, heads);
  }
  const key = `${language}\n${policy}`;
  let written = heads.get(key);
  if (!written) {
    written = write(plan, { language, policies });
    if (heads.size >= most) heads.clear();
    heads.set(key, written);
  }
  return written;
}

/** Everything is written before anything goes in: a piece that throws leaves a page without any. */
function write(plan: PagePlan, head: HeadFacts): Written {
  let start = "";
  const placed: (string | null)[] = [];
  const leftOut: { piece: Piece; why: WhyLeftOut }[] = [];
  for (const piece of plan) {
    const written = piece.write(head);
    const isText = typeof written === "string";
    if (!isText) leftOut.push({ piece, why: written.leftOut });
    if (piece.place !== null) placed.push(isText && written !== "" ? written : null);
    else if (isText) start += written;
  }
  return { start, placed, leftOut };
}
