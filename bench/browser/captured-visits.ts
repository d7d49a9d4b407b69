import { readCaptured } from "../../playground/gallery/read-captured.ts";
import type { BenchStore } from "../rig.ts";

/** A captured shop, and what of it is visited. */
export interface CapturedVisit {
  /** "opencart-4.1.0.4". */
  shop: string;
  /** Finds its store, and leads to this machine (RFC 6761 §6.3). */
  hostname: string;
  /** Of the shop itself. */
  origin: string;
  store: BenchStore;
  /** Its cart and its checkout. */
  paths: string[];
}

export const missing =
  "Captured pages are not part of the project, and there are none beside it here (../shared/storefronts): only the demo shop was visited.";

const widgets = {
  exitOffer: { dwellSeconds: 0 },
  trustBadges: {
    badges: [
      { kind: "returns", url: "/returns" },
      { kind: "payment", url: "/payment" },
    ],
  },
};

/** @param ports where each shop stands by itself */
export function capturedVisits(ports: Record<string, number>): CapturedVisit[] {
  const pages = readCaptured() ?? [];
  return Object.entries(ports).map(([shop, port]) => {
    const own = pages.filter((page) => page.shop === shop);
    const hostname = `${shop.replace(/[\d.]+-?/g, "").replace(/-$/, "")}.localhost`;
    const origin = `http://127.0.0.1:${port}`;
    const platform = own[0]?.platform ?? "generic";
    // The last: with something in the cart.
    const paths = [/[/=]cart\b(?!.*checkout$)/, /checkout(?!.*(success|received|cart))/].flatMap((kind) => {
      const found = own.findLast(({ name }) => kind.test(name));
      return found ? [found.name.slice(shop.length + 1)] : [];
    });
    const store = {
      id: `store_${shop.replace(/\W/g, "_")}`,
      platform,
      url: `http://${hostname}`,
      origin,
      widgets,
    };
    return { shop, hostname, origin, store, paths };
  });
}
