import type { BrowserContextOptions } from "playwright-core";
import { describe, expect, it } from "vitest";
import { type Language, languages } from "../../worker/domain/language.ts";
import { layoutShift } from "../look.fixture.ts";
import { desktop, visitShop } from "../visits.fixture.ts";
import { renderSocialProof } from "./component.tsx";
import { type SocialProofSettings, socialProofSettings } from "./settings.ts";

const inStock = { "@type": "Offer", availability: "https://schema.org/InStock" };
const soldOut = { ...inStock, availability: "https://schema.org/OutOfStock" };
const left = (value: unknown) => ({
  ...inStock,
  inventoryLevel: { "@type": "QuantitativeValue", value },
});
const rating = { "@type": "AggregateRating", ratingValue: "4.72", reviewCount: 1203 };
const product = (more: object) => ({ "@type": "Product", name: "Bowl", ...more });

const policy = "default-src 'self'; style-src 'self' 'nonce-abc'; require-trusted-types-for 'script'";
const at = visitShop(() => ({ policy }));

/** A product's page with these structured data. Text stands for a script that cannot be read. */
async function visit(
  data: readonly unknown[],
  settings: Partial<SocialProofSettings> = { fewFrom: 5 },
  options: BrowserContextOptions = desktop,
  language: Language = "en",
): Promise<void> {
  const html = renderSocialProof({ ...socialProofSettings.parse(settings), language, nonce: "abc" });
  const scripts = data.map((one) =>
    (typeof one === "string" ? one : JSON.stringify(one)).replaceAll("<", "\\u003c"),
  );
  at.shop.body = `<main><h1>Bowl</h1>${html}<p id="after">After</p></main>
    ${scripts.map((script) => `<script type="application/ld+json">${script}</script>`).join("")}`;
  at.shop.config = { page: "product", step: null, language, load: [at.src("socialProof")] };
  const hasScript = options.javaScriptEnabled !== false;
  await at.visit(options, { path: "/products/bowl", ...(hasScript && { code: "socialProof" }) });
}

const told = async () =>
  (await at.page.locator("cw-social-proof div").first().innerText())
    .split("\n")
    .filter((line) => line !== "");
const rated = "4.7 out of 5 \u00b7 Reviews: 1203";

describe("what a product's own data say", () => {
  it.each<[string, unknown[], string[]]>([
    ["rated and in stock", [product({ aggregateRating: rating, offers: inStock })], [rated, "In stock"]],
    [
      "in a graph",
      [{ "@graph": [{ "@type": "BreadcrumbList" }, product({ offers: [inStock] })] }],
      ["In stock"],
    ],
    ["in a list with something else in it", ["{", [null, product({ offers: inStock })]], []],
    ["after a script that cannot be read", ["{", product({ offers: inStock })], ["In stock"]],
    [
      "the rating by an app, under the same name",
      [product({ offers: inStock }), product({ aggregateRating: rating })],
      [rated, "In stock"],
    ],
    ["three left", [product({ offers: left(3) })], ["3 left in stock"]],
    ["three left, as text", [product({ offers: [left("3")] })], ["3 left in stock"]],
    ["more than the store wants to count", [product({ offers: left(6) })], ["In stock"]],
    [
      "variants, all there",
      [{ ...product({}), "@type": "ProductGroup", hasVariant: [{ offers: left(3) }, { offers: left(9) }] }],
      ["In stock"],
    ],
    [
      "variants, one of them gone",
      [{ ...product({}), "@type": "ProductGroup", hasVariant: [{ offers: inStock }, { offers: soldOut }] }],
      [],
    ],
    ["sold out", [product({ offers: soldOut })], []],
    ["in stock, with none", [product({ offers: left(0) })], ["In stock"]],
    [
      "two products",
      [
        product({ aggregateRating: rating, offers: inStock }),
        { ...product({ offers: inStock }), name: "Mug" },
      ],
      [],
    ],
    ["a rating of the shop", [{ "@type": "Organization", name: "Shop", aggregateRating: rating }], []],
    ["no reviews yet", [product({ aggregateRating: { ratingValue: 0, reviewCount: 0 } })], []],
    [
      "a rating out of ten",
      [product({ aggregateRating: { ...rating, ratingValue: 8, bestRating: 10 } })],
      [],
    ],
    ["more than the best", [product({ aggregateRating: { ...rating, ratingValue: 47 } })], []],
    [
      "no numbers",
      [
        product({
          aggregateRating: { ratingValue: "<img src=x>", reviewCount: "many" },
          offers: left("few"),
        }),
      ],
      ["In stock"],
    ],
    ["nothing", [], []],
  ])("is told and no more: %s", async (_, data, sentences) => {
    await visit(data);
    expect(await told()).toEqual(sentences);
  });

  it.each<[string, Partial<SocialProofSettings>, string[]]>([
    ["the rating alone", { stock: false }, [rated]],
    ["stock alone, uncounted", { rating: false }, ["In stock"]],
    ["the last ones alone", { rating: false, stock: false, fewFrom: 3 }, ["3 left in stock"]],
    ["the last ones, of which there are too many to tell", { rating: false, stock: false, fewFrom: 2 }, []],
  ])("is told as far as the store wants it: %s", async (_, settings, sentences) => {
    await visit([product({ aggregateRating: rating, offers: left(3) })], settings);
    expect(await told()).toEqual(sentences);
  });

  it.each<[Language, string, string]>([
    ["en", rated, "3 left in stock"],
    ["pl", "4,7 na 5 \u00b7 Opinie: 1203", "W magazynie: 3 szt."],
    ["ja", "5点中4.7点 \u00b7 レビュー1203件", "在庫残り3点"],
    ["ko", "5점 만점에 4.7점 \u00b7 후기 1203개", "재고 3개 남음"],
    ["ru", "4,7 из 5 \u00b7 Отзывы: 1203", "В наличии: 3 шт."],
  ])("is told in %s", async (language, ...sentences) => {
    await visit([product({ aggregateRating: rating, offers: left(3) })], { fewFrom: 5 }, undefined, language);
    expect(await told()).toEqual(sentences);
    expect(languages).toContain(language);
  });
});

describe("the space for it", () => {
  it.each([320, 390, 1280])("is kept from the first bytes on, %i px wide", async (width) => {
    const aggregateRating = { ...rating, reviewCount: 1_203_456 };
    await visit(
      [product({ aggregateRating, offers: left(3) })],
      { fewFrom: 5, reviews: "#reviews" },
      { viewport: { width, height: 700 } },
      "ru",
    );
    expect(await told()).toHaveLength(2);
    expect(await layoutShift(at.page)).toBe(0);
    expect(await at.page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  });

  it("holds nothing to see, to hear or to reach where nothing is told", async () => {
    await visit([], { reviews: "#reviews", fewFrom: 5 }, { javaScriptEnabled: false });
    expect(await told()).toEqual([]);
    expect(await at.page.locator("cw-social-proof a").isVisible()).toBe(false);
    expect(await at.page.locator("#after").isVisible()).toBe(true);
  });

  it("leads to the reviews", async () => {
    await visit([product({ aggregateRating: rating })], { reviews: "#reviews" });
    const link = at.page.getByRole("link", { name: rated });
    expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await link.click();
    expect(new URL(at.page.url()).hash).toBe("#reviews");
  });

  it("is not kept where the store wants nothing told", () => {
    const settings = socialProofSettings.parse({ rating: false, stock: false });
    expect(renderSocialProof({ ...settings, language: "en" })).toBe("");
  });
});
