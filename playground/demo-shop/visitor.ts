import type { DemoShop } from "./index.ts";

const origin = "https://saltmarsh.test";

/** A browser for tests: keeps cookies, follows nothing. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  private readonly shop: DemoShop;

  constructor(shop: DemoShop) {
    this.shop = shop;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(new Request(new URL(path, origin), { headers }));
  }

  /** Sends a plain HTML form. */
  async submit(path: string, fields: Record<string, string>): Promise<Response> {
    return this.send(
      new Request(new URL(path, origin), { method: "POST", body: new URLSearchParams(fields) }),
    );
  }

  async json(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const init = {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    };
    return this.send(new Request(new URL(path, origin), init));
  }

  private async send(request: Request): Promise<Response> {
    if (this.cookies.size > 0) {
      request.headers.set("cookie", [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    }
    const response = await this.shop.fetch(request);
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const [name = "", value = ""] = pair.split(/=(.*)/);
      if (/max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}
