import { createDemoShop, type Dialect } from "../../playground/demo-shop/index.ts";
import type { ShopSession } from "../platforms/contract.ts";

/** A shopper of their own in a demo shop, as a platform reaches it: with cookies, following no redirects. */
export function demoSession(dialect: Dialect): ShopSession {
  const shop = createDemoShop({ dialect });
  const base = new URL("https://shop.localhost");
  const cookies = new Map<string, string>();
  const keep = (line: string) => {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    cookies.set(name, value);
  };
  return {
    base,
    cookie: (name) => cookies.get(name) ?? null,
    setCookie: keep,
    async fetch(path, init) {
      const headers = new Headers(init?.headers);
      headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
      const response = await shop.fetch(new Request(new URL(path, base), { ...init, headers }));
      response.headers.getSetCookie().forEach(keep);
      return response;
    },
  };
}
