import type { ShopSession } from "../../platforms/contract.ts";

/**
 * The inside of a small shop for the tests of one platform: what is sold, who has what in their cart. The platform's own
 * tongue (addresses, forms, answers) is put before it by `worker/testing/shops/<platform>.ts`.
 */
export interface FakeProduct {
  id: string;
  name: string;
  unitMinor: number;
  /** What must be chosen, and from what. */
  options: { name: string; values: string[] }[];
  stock: number;
}

export const catalogue: FakeProduct[] = [
  { id: "17", name: "Enamel mug & lid", unitMinor: 1850, options: [], stock: 1000 },
  {
    id: "23",
    name: "Linen apron",
    unitMinor: 4200,
    options: [
      { name: "Colour", values: ["Slate", "Sea"] },
      { name: "Size", values: ["Regular", "Long"] },
    ],
    stock: 1000,
  },
  { id: "31", name: "Walnut board", unitMinor: 6400, options: [], stock: 0 },
];

export interface FakeLine {
  /** The shop's own key of the line. */
  key: string;
  product: FakeProduct;
  /** Chosen options by name. */
  chosen: Record<string, string>;
  quantity: number;
}

export class FakeVisit {
  readonly lines: FakeLine[] = [];
  coupons: string[] = [];
  #keys = 0;

  /** @returns the line, or why the shop refuses */
  add(
    productId: string,
    chosen: Record<string, string>,
    quantity: number,
  ): FakeLine | "unknown" | "options" | "stock" {
    const product = catalogue.find(({ id }) => id === productId);
    if (!product) return "unknown";
    if (!product.options.every(({ name, values }) => values.includes(chosen[name] ?? ""))) return "options";
    const same = this.lines.find(
      (line) =>
        line.product === product && product.options.every(({ name }) => line.chosen[name] === chosen[name]),
    );
    if ((same?.quantity ?? 0) + quantity > product.stock) return "stock";
    if (same) {
      same.quantity += quantity;
      return same;
    }
    const kept = Object.fromEntries(product.options.map(({ name }) => [name, chosen[name] as string]));
    const line = { key: String(++this.#keys), product, chosen: kept, quantity };
    this.lines.push(line);
    return line;
  }

  /** 0 takes the line out. */
  setQuantity(key: string, quantity: number): boolean {
    const at = this.lines.findIndex((line) => line.key === key);
    const line = this.lines[at];
    if (!line) return false;
    if (quantity < 1) this.lines.splice(at, 1);
    else line.quantity = quantity;
    return true;
  }

  totalMinor(): number {
    return this.lines.reduce((sum, { product, quantity }) => sum + product.unitMinor * quantity, 0);
  }
}

/** What the front of a fake shop is asked: one request of one visitor. */
export interface FakeRequest {
  method: string;
  url: URL;
  headers: Headers;
  body: string;
  visit: FakeVisit;
}

/** The only coupon the shop knows. */
export const goodCoupon = "TEN-OFF";

/**
 * A new shopper in a shop that speaks through `answer`. Cookies it sets are kept and sent; redirects are not followed. What
 * `handle` is given comes from a browser with cookies of its own.
 */
export function openFakeShop(
  answer: (request: FakeRequest) => Response | Promise<Response>,
): ShopSession & { visit: FakeVisit; handle(request: Request): Promise<Response> } {
  const base = new URL("https://shop.example");
  const visit = new FakeVisit();
  const cookies = new Map<string, string>();
  const keep = (line: string) => {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    cookies.set(name, value);
  };
  const handle = async (request: Request) => {
    const body = new TextDecoder().decode(await request.arrayBuffer());
    const { method, url, headers } = request;
    return answer({ method, url: new URL(url), headers, body, visit });
  };
  return {
    base,
    visit,
    handle,
    cookie: (name) => cookies.get(name) ?? null,
    setCookie: keep,
    async fetch(path, init) {
      const headers = new Headers(init?.headers);
      if (cookies.size > 0) headers.set("cookie", [...cookies].map((pair) => pair.join("=")).join("; "));
      const response = await handle(new Request(new URL(path, base), { ...init, headers }));
      response.headers.getSetCookie().forEach(keep);
      return response;
    },
  };
}

/** The same shop as the origin of a world: what reaches it has been through the edge. */
export function behind(shop: ShopSession): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const { method, headers } = request;
    return shop.fetch(pathname + search, {
      method,
      headers,
      ...(method === "POST" ? { body: await request.text() } : {}),
    });
  };
}
