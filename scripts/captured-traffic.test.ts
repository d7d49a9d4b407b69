import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlatformId } from "../worker/domain/platform-id.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "../shared/storefronts");
const isThere = existsSync(folder);

interface Purchase {
  /** A whole purchase in a browser, one file an exchange. */
  folder: string;
  platform: PlatformId;
  /** What an exchange tells, by the beginning of its file's name. All others tell nothing. */
  told: Record<string, object>;
}

const line = (productId: string, name: string, unitMinor: number) => ({
  productId,
  name,
  quantity: 1,
  unitMinor,
});
const macBook = line("43", "MacBook", 60200);
const iPhone = line("40", "iPhone", 12320);
const both = { currency: "USD", lines: [iPhone, macBook], totalMinor: 72520 };
// The session's SHA-256, and the hour of the purchase.
const order = { number: null };

const album = { name: "Album", quantity: 1, unitMinor: 1500 };
const beanie = { name: "Beanie", quantity: 1, unitMinor: 1800 };
const nothing = { cart: { currency: "USD", lines: [] } };
const justAlbum = { cart: { currency: "USD", lines: [album], totalMinor: 1500 } };
const withBeanie = { cart: { currency: "USD", lines: [album, beanie], totalMinor: 3300, coupons: [] } };
const withAddress = { ...withBeanie, email: "ada@example.com" };

const penHolder = line("PEN-002-WHT", "Desk Pen Holder - White", 1200);
const cup = line("CUP-001-BLK", "Ceramic Coffee Cup - Black", 1500);
const cupAndHolder = { currency: "USD", lines: [cup, penHolder] };
const withCoupon = { cart: { ...cupAndHolder, coupons: ["SAVE10"] } };
const uuid = "e9870167-eace-4a34-a604-36650ae5ac53";

const purchases: Purchase[] = [
  {
    folder: "opencart-4.1.0.4",
    platform: "opencart",
    told: {
      "003": { cart: { currency: "USD", lines: [] } },
      "005": { changed: true },
      "008": { changed: true },
      "010": { cart: { ...both, coupons: [] } },
      "012": { changed: true },
      "013": { cart: { ...both, coupons: ["1111"] } },
      "019": { email: "ada@example.com" },
      "zz-held": { order },
      "029": { order, cart: { lines: [] } },
    },
  },
  {
    folder: "woocommerce-11.0.1-classic",
    platform: "woocommerce",
    told: {
      "007": { changed: true },
      "009": { changed: true },
      "010": { changed: true },
      "012": {
        changed: true,
        added: { productId: "33", restore: { attribute_pa_color: "blue", attribute_pa_size: "large" } },
      },
      "013": { changed: true },
      "015": { changed: true },
      "016": { changed: true },
      "017": { changed: true },
      "020": { email: "ada@example.com" },
      "zz-held": { order: { number: "62" } },
      "021": { order: { number: "62" } },
    },
  },
  {
    folder: "woocommerce-11.0.1-blocks",
    platform: "woocommerce",
    told: {
      "003": nothing,
      "005": nothing,
      "008": nothing,
      "009": justAlbum,
      "011": justAlbum,
      "012": { changed: true },
      "013": withBeanie,
      "016": withAddress,
      "017": withAddress,
      "018": withAddress,
      "019": {
        ...withAddress,
        cart: { ...withBeanie.cart, totalMinor: 2970, coupons: ["save10"] },
      },
      "zz-held": { order: { number: "59" }, email: "ada@example.com" },
      "021": { order: { number: "59" } },
    },
  },
  {
    folder: "evershop-2.2.1",
    platform: "evershop",
    told: {
      "006": { changed: true },
      "007": { cart: { currency: "USD", lines: [penHolder], totalMinor: 1200, coupons: [] } },
      "010": { changed: true },
      "011": { cart: { ...cupAndHolder, coupons: [] } },
      "013": { changed: true },
      "014": withCoupon,
      "021": withCoupon,
      "022": withCoupon,
      "023": { order: { number: uuid, totalMinor: 2930, currency: "USD" }, email: "ada@example.com" },
      "024": { order: { number: uuid } },
    },
  },
];

/** The platforms in the runtime they are made for: Node has no HTMLRewriter. */
const reader = `
  import { platforms } from "./worker/platforms/index.ts";
  import { fillProductForm, readProductForm } from "./worker/platforms/opencart/read-product-form.ts";
  import { storeSettings } from "./worker/wire/store-settings.ts";
  const settings = storeSettings.parse({});
  export default {
    async fetch(request) {
      const { platform, exchange, page, options, delivery } = await request.json();
      if (delivery) {
        const { parcel, lines, answers } = delivery;
        const shop = {
          base: new URL("https://shop.example"),
          cookie: () => "theirs",
          setCookie() {},
          async fetch(path) {
            const { status, headers, body } = answers.shift();
            return new Response(body, { status, headers });
          },
        };
        return Response.json(await platforms[platform].estimateDelivery(shop, parcel, lines, settings));
      }
      if (page) {
        const form = await readProductForm(page);
        return Response.json({ productId: form?.productId, filled: form && fillProductForm(form, options) });
      }
      const head = { ...exchange, url: new URL(exchange.url), headers: new Headers(exchange.headers) };
      const watch = platforms[platform].watch(head, settings);
      if (watch === null) return Response.json({});
      return Response.json(await platforms[platform].read({
        ...head,
        requestBody: watch.request ? exchange.requestBody : null,
        responseHeaders: new Headers(exchange.responseHeaders),
        responseBody: watch.response ? exchange.responseBody : null,
      }, settings));
    },
  };`;

let miniflare: Miniflare | undefined;

beforeAll(async () => {
  if (!isThere) return;
  const { outputFiles } = await build({
    stdin: { contents: reader, resolveDir: root, loader: "ts" },
    bundle: true,
    format: "esm",
    write: false,
    conditions: ["workerd", "worker"],
  });
  miniflare = new Miniflare(
    convertV4MiniflareOptions({
      modules: [{ type: "ESModule", path: "reader.js", contents: outputFiles[0]?.text ?? "" }],
      compatibilityDate: "2026-10-01",
      cf: false,
      log: new Log(LogLevel.NONE),
    } as Parameters<typeof convertV4MiniflareOptions>[0]),
  );
  await miniflare.ready;
}, 60_000);

afterAll(() => miniflare?.dispose());

async function ask(question: object): Promise<unknown> {
  const body = JSON.stringify(question);
  return (await miniflare?.dispatchFetch("http://reader.example/", { method: "POST", body }))?.json();
}

/** One file: what was sent, a line of its own, and what came back. */
function readExchange(path: string) {
  const [sent = "", received = ""] = readFileSync(path, "utf8").split(/^=== RESPONSE(?= )/m);
  const [, method, url] = /^(\w+) (\S+)/.exec(sent) ?? [];
  const headers = [...sent.matchAll(/^> ([\w-]+): (.*)$/gm)].map(([, name, value]) => [name, value]);
  const [, status, head = "", responseBody = ""] =
    /^ (\d+).*\n([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(received) ?? [];
  return {
    method,
    url,
    headers,
    requestBody: sent.split(/\n\n/).slice(1).join("\n\n").trim(),
    status: Number(status),
    responseHeaders: [...head.matchAll(/^([\w-]+): (.*)$/gm)].map(([, name, value]) => [name, value?.trim()]),
    responseBody,
  };
}

const where = isThere
  ? ""
  : ", skipped: there is no ../shared/storefronts beside this repository to read it from";

describe.each(purchases)(`traffic captured from a real shop, $folder${where}`, (purchase) => {
  const files = isThere ? readdirSync(join(folder, purchase.folder, "browser")).sort() : [];

  it.skipIf(!isThere)("is a whole purchase", () => {
    for (const name of Object.keys(purchase.told)) {
      expect(files.filter((file) => file.startsWith(name))).toHaveLength(1);
    }
  });

  it.each(files)("tells what it tells, and nothing else: %s", async (file) => {
    const exchange = readExchange(join(folder, purchase.folder, "browser", file));
    const seen = await ask({ platform: purchase.platform, exchange });
    const told = Object.entries(purchase.told).find(([name]) => file.startsWith(name))?.[1];
    if (told) expect(seen).toMatchObject(told);
    else expect(seen).toEqual({});
  });
});

describe(`an order captured from OpenCart${where}`, () => {
  it.skipIf(!isThere)("says by which numbers its options are ordered", async () => {
    const page = readFileSync(join(folder, "opencart-4.1.0.4/curl/04-product-with-options.txt"), "utf8");
    const options = [
      { name: "Radio", value: "Medium" },
      { name: "Checkbox", value: "Checkbox 1" },
      { name: "Checkbox", value: "Checkbox 3" },
      { name: "Text", value: "For Ada" },
      { name: "Select", value: "Blue" },
    ];
    expect(await ask({ page, options })).toEqual({
      productId: "42",
      filled: {
        "option[218]": "6",
        "option[223][0]": "8",
        "option[223][1]": "10",
        "option[208]": "For Ada",
        "option[217]": "3",
      },
    });
  });
});

describe(`what delivery costs, as captured from a real shop${where}`, () => {
  const captured = (...path: string[]) => {
    const { status, responseHeaders: headers, responseBody: body } = readExchange(join(folder, ...path));
    return { status, headers, body };
  };
  const estimate = (platform: PlatformId, lines: object[], answers: object[]) => {
    const parcel = { country: "US", region: "US-CA", currency: "USD", value: 3300 };
    const bought = lines.map((one) => ({ ...one, options: [], image: null, url: null }));
    return ask({ platform, delivery: { parcel, lines: bought, answers } });
  };

  it.skipIf(!isThere)(
    "is the cheapest of WooCommerce's ways, whichever it has chosen, with what the whole comes to",
    async () => {
      const blocks = "woocommerce-11.0.1-blocks/browser";
      const begun = captured(blocks, "003-fetch-GET-_wp-json_wc_store_v1_cart.txt");
      const batch = captured(blocks, "017-fetch-POST-_wp-json_wc_store_v1_batch__locale_site.txt");
      const [told] = JSON.parse(batch.body).responses;
      // Where to, two things, where to with the state: each part of a batch is answered with the whole cart.
      const body = JSON.stringify({ responses: [told, told, told, told] });
      const lines = [
        { ...album, productId: "25" },
        { ...beanie, productId: "17" },
      ];
      expect(await estimate("woocommerce", lines, [begun, { ...batch, body }])).toEqual({
        currency: "USD",
        price: 0,
        days: null,
        goods: 3300,
        total: 3300,
        tax: 0,
      });
    },
  );

  it.skipIf(!isThere)("is what EverShop's checkout offers before it has an address", async () => {
    const browser = "evershop-2.2.1/browser";
    const added = captured(browser, "006-fetch-POST-_api_cart_mine_items.txt");
    const told = captured(browser, "021-fetch-POST-_api_graphql.txt");
    expect(await estimate("evershop", [cup, penHolder], [added, added, told])).toEqual({
      currency: "USD",
      price: 500,
      days: null,
      goods: 2430,
      total: null,
      tax: null,
    });
  });
});
