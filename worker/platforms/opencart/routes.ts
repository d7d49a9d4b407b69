import type { OpencartSettings } from "../../wire/store-settings.ts";
import type { Page } from "../contract.ts";

/** What a request does, as far as it matters here. */
type Act = "cart" | "add" | "change" | "address" | "confirm" | "success";

export function pathTo(route: string): string {
  return `/index.php?route=${route}`;
}

/** What the page at this address is, by its route, or by the words that an address of the merchant's choice has for it. */
export function kindOf(url: URL, { pages }: OpencartSettings): Page["kind"] {
  const route = routeOf(url);
  if (route === null) {
    const kinds = ["confirmation", "cart", "checkout", "product", "listing"] as const;
    const kind = kinds.find((name) => new RegExp(pages[name]).test(url.pathname));
    return kind ?? (/^\/(index\.php|[a-z]{2}(-[a-z]{2})?\/?)?$/.test(url.pathname) ? "home" : "other");
  }
  if (route === "common/home") return "home";
  if (route === "product/product") return "product";
  if (/^product\/(category|special|search|manufacturer(\/info)?)$/.test(route)) return "listing";
  if (route === "checkout/cart") return "cart";
  if (route === "checkout/success") return "confirmation";
  // Checkouts of extensions are called quickcheckout, simplecheckout, journal3/checkout and the like.
  return /(^|\/)\w*checkout$/.test(route) ? "checkout" : "other";
}

export function actOf(method: string, url: URL, settings: OpencartSettings): Act | null {
  const route = routeOf(url) ?? "";
  const isPost = method === "POST";
  if (route === "checkout/cart/add") return isPost ? "add" : null;
  // Links take lines out: not only forms do.
  if (/^(checkout|common)\/cart\/(edit|remove)$/.test(route)) return "change";
  if (/(^|\/)coupon\/(coupon|save|remove)$/.test(route)) return isPost ? "change" : null;
  if (/^checkout\/(register|guest)\/save$/.test(route)) return isPost ? "address" : null;
  if (/(^|\/)payment\/\w+\/\w+$/.test(route)) return "confirm";
  if (route === "checkout/cart/list") return "cart";
  const kind = method === "GET" ? kindOf(url, settings) : null;
  if (kind === "confirmation") return "success";
  return kind === "cart" ? kind : null;
}

/** `checkout/cart.add` and `checkout/cart/add` alike; `null` where words stand in its place. */
function routeOf(url: URL): string | null {
  return url.searchParams.get("route")?.replaceAll(".", "/") ?? null;
}
