/** A browser as far as cookies and Fetch Metadata go, with the demo shop before it. */
export class Shopper {
  readonly #cookies = new Map<string, string>();
  readonly #url: string;
  /** Answers that were no page of the shop, nor a redirect. */
  failed = 0;
  requests = 0;

  constructor(url: string) {
    this.#url = url;
  }

  get(path: string): Promise<string> {
    return this.#send(path, { headers: { accept: "text/html", "sec-fetch-dest": "document" } });
  }

  post(path: string, form: Record<string, string>): Promise<string> {
    return this.#send(path, {
      method: "POST",
      headers: { "sec-fetch-site": "same-origin", accept: "text/html", "sec-fetch-dest": "document" },
      body: new URLSearchParams(form),
    });
  }

  json(path: string, body: unknown): Promise<string> {
    return this.#send(path, {
      method: "POST",
      headers: {
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
        "sec-fetch-dest": "empty",
      },
      body: JSON.stringify(body),
    });
  }

  putIn(productId = "107"): Promise<string> {
    return this.post("/cart/add", { product_id: productId, quantity: "1" });
  }

  leaveAddress(email: string): Promise<string> {
    return this.json("/_cw/contact", {
      email,
      decision: "granted",
      surface: "address-notice",
      language: "en",
      page: "/checkout/contact",
    });
  }

  async buy(email: string): Promise<string> {
    await this.post("/checkout/contact", { name: "Ada Lovelace", email });
    await this.post("/checkout/delivery", {
      address1: "1 Quay Street",
      city: "Wells",
      postcode: "NR23 1AA",
      method: "standard",
    });
    return this.post("/checkout/payment", { payment: "cod" });
  }

  async #send(path: string, init: RequestInit): Promise<string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const agent = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537.36";
    const headers = { ...init.headers, "user-agent": agent, ...(cookie && { cookie }) };
    const response = await fetch(new URL(path, this.#url), { ...init, headers, redirect: "manual" });
    this.requests++;
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";", 1)[0] ?? "").split(/=(.*)/s);
      this.#cookies.set(name, value);
    }
    const text = await response.text();
    const location = response.headers.get("location");
    if (location !== null) {
      const { pathname, search } = new URL(location, this.#url);
      return this.get(pathname + search);
    }
    if (response.status >= 400) this.failed++;
    return text;
  }
}
