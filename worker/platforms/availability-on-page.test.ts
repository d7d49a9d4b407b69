import { describe, expect, it } from "vitest";
import type { LineItem } from "../domain/cart.ts";
import { availabilityOnPage } from "./availability-on-page.ts";

const line: LineItem = {
  productId: "1",
  name: "Mug",
  options: [],
  quantity: 1,
  unitMinor: 1400,
  image: null,
  url: "https://shop.example/products/mug?colour=sea",
};
const asked: string[] = [];
const ask = (answer: Response, one = line) =>
  availabilityOnPage(
    {
      base: new URL("https://shop.example"),
      fetch: async (path) => {
        asked.push(path);
        return answer;
      },
    },
    one,
  );
const page = (html: string, init: ResponseInit = {}) =>
  new Response(`<!doctype html><title>Mug</title>${html}`, {
    headers: { "content-type": "text/html; charset=utf-8" },
    ...init,
  });
const data = (json: unknown) =>
  page(
    `<script type="application/ld+json">${typeof json === "string" ? json : JSON.stringify(json)}</script>`,
  );
const product = (offers: unknown) => ({ "@context": "https://schema.org", "@type": "Product", offers });
const offer = (availability?: string) => ({ "@type": "Offer", price: "14.00", availability });

const gone = { status: "gone", alternatives: [] };

describe("what a product's page says of it", () => {
  it.each([
    ["no such page", page("", { status: 404, headers: { "content-type": "text/html" } }), gone],
    ["a page that was taken away", page("", { status: 410 }), gone],
    ["sold out", data(product(offer("https://schema.org/OutOfStock"))), gone],
    ["sold out, in a word", data(product([offer("SoldOut")])), gone],
    [
      "no longer made, in a graph",
      data({ "@graph": [product(offer("http://schema.org/Discontinued"))] }),
      gone,
    ],
    ["a range of prices", data(product({ "@type": "AggregateOffer", availability: "OutOfStock" })), gone],
    [
      "every variant sold out",
      data({
        "@type": "ProductGroup",
        hasVariant: [product(offer("OutOfStock")), product(offer("SoldOut"))],
      }),
      gone,
    ],
    [
      "in the markup of older themes",
      page(
        '<div itemprop="offers"><link itemprop="availability" href="https://schema.org/OutOfStock"></div>',
      ),
      gone,
    ],
    ["in stock", data(product(offer("https://schema.org/InStock"))), { status: "there" }],
    ["to be ordered before it is there", data(product(offer("PreOrder"))), { status: "there" }],
    ["one variant in stock", data(product([offer("OutOfStock"), offer("InStock")])), { status: "there" }],
    [
      "one variant of which nothing is said",
      data(product([offer("OutOfStock"), offer()])),
      { status: "there" },
    ],
    [
      "variants in a range",
      data(product({ "@type": "AggregateOffer", availability: "OutOfStock", offers: [offer("InStock")] })),
      { status: "there" },
    ],
  ])("is believed: %s", async (_, answer, availability) => {
    expect(await ask(answer)).toEqual(availability);
    expect(asked.at(-1)).toBe("/products/mug?colour=sea");
  });

  it.each([
    ["nothing", page("<h1>Sold out</h1>")],
    ["half of it", data('{"@type":"Product","offers":{"@type":"Off')],
    ["something else", data({ "@type": "BreadcrumbList" })],
    ["to robots that they are not welcome", page("", { status: 403 })],
    ["that it is busy", page("", { status: 503 })],
    ["where to log in", new Response(null, { status: 302, headers: { location: "/login" } })],
    ["no page", Response.json(product(offer("OutOfStock")))],
    ["too much", page(`${"x".repeat(1_100_000)}<link itemprop="availability" href="OutOfStock">`)],
  ])("is nothing where it says %s", async (_, answer) => {
    expect(await ask(answer)).toEqual({ status: "unknown" });
  });

  it("is not asked of another host, nor of a thing without a page", async () => {
    const before = asked.length;
    for (const url of ["https://evil.example/products/mug", null])
      expect(await ask(page("", { status: 404 }), { ...line, url })).toEqual({ status: "unknown" });
    expect(asked).toHaveLength(before);
  });
});
