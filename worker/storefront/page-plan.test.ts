import { decodeHTMLAttribute } from "entities";
import { describe, expect, it } from "vitest";
import { mayLoad } from "../../widgets/asset-pages.ts";
import { languages } from "../domain/language.ts";
import { generic } from "../platforms/generic.ts";
import { woocommerce } from "../platforms/woocommerce.ts";
import { testSender } from "../testing/world.ts";
import { storeSettings } from "../wire/store-settings.ts";
import type { LoaderConfig } from "../wire/storefront-api.ts";
import type { HeadFacts } from "./head-reader.ts";
import { planPage } from "./page-plan.ts";
import { PageScan } from "./page-scan.ts";
import { assetPaths } from "./widget-assets.ts";

const plain: HeadFacts = { language: null, policies: [] };

interface Asked {
  now?: number;
  settings?: Record<string, unknown>;
  platform?: typeof generic;
  head?: Partial<HeadFacts>;
}

/** What is inserted into the page at this address; `null` when it is not touched at all. */
function inserted(path: string, { settings, platform = generic, head, now = 0 }: Asked = {}): string | null {
  const parsed = storeSettings.parse({ sender: testSender, ...settings });
  const plan = planPage(parsed, platform, new URL(path, "https://shop.example"), now);
  if (plan.length === 0) return null;
  const written = plan.map((piece) => piece.write({ ...plain, ...head }));
  return written.filter((text) => typeof text === "string").join("");
}

const loaderTag = /<script defer src="([^"]*)"(?: nonce="([^"]*)")? data-cw="([^"]*)"><\/script>$/;

function configIn(html: string | null): LoaderConfig | null {
  const [, src, , data] = loaderTag.exec(html ?? "") ?? [];
  if (data === undefined) return null;
  expect(src).toBe(assetPaths.loader);
  return JSON.parse(decodeHTMLAttribute(data));
}

/** The parts by name, in the order they are in. */
function partsOf(html: string | null): string[] {
  const config = configIn(html);
  return [
    ...(html?.startsWith("<cw-progress-bar>") ? ["bar"] : []),
    ...(config?.notice ? ["notice"] : []),
    ...(config?.offer ? ["offer"] : []),
  ];
}

/** What else the loader is told of. */
function alsoIn(html: string | null): string[] {
  const { resume, help, sections } = configIn(html) ?? {};
  return Object.entries({ resume, help, follow: sections }).flatMap(([name, part]) => (part ? name : []));
}

describe("a page", () => {
  it.each([
    ["/", ["resume"]],
    ["/about", []],
    ["/shop/", ["resume"]],
    ["/products/enamel-mug", ["offer", "resume"]],
    ["/cart", ["bar", "offer", "resume"]],
    ["/checkout", ["notice", "offer", "help"]],
    ["/checkout/contact", ["bar", "notice", "offer", "help"]],
    ["/checkout/delivery", ["bar", "notice", "offer", "help"]],
    // Nobody is held up where they pay, nor once they have.
    ["/checkout/payment", ["bar"]],
    ["/checkout/done/1001", ["bar"]],
  ])("gets what belongs to it: %s has %j", (path, parts) => {
    const html = inserted(path);
    expect([...partsOf(html), ...alsoIn(html)]).toEqual(parts);
    if (parts.length === 0) expect(html).toBeNull();
  });

  it.each([
    ["/", ["resume"]],
    ["/product/beanie/", ["offer", "resume"]],
    ["/cart/", ["bar", "offer", "resume"]],
    // One page of several steps: the bar follows them.
    ["/checkout/", ["bar", "notice", "offer", "help", "follow"]],
    ["/checkout/order-received/59/?key=wc_order_x", ["bar"]],
    ["/my-account/", []],
  ])("of WooCommerce does too: %s has %j", (path, parts) => {
    const html = inserted(path, { platform: woocommerce });
    expect([...partsOf(html), ...alsoIn(html)]).toEqual(parts);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ["nothing", {}, ["bar", "notice", "offer"]],
    ["the bar", { widgets: { progressBar: { enabled: false } } }, ["notice", "offer"]],
    ["the notice", { widgets: { addressNotice: { enabled: false } } }, ["bar", "offer"]],
    ["the offer", { widgets: { exitOffer: { enabled: false } } }, ["bar", "notice"]],
    ["the offer on this page", { widgets: { exitOffer: { pages: ["home"] } } }, ["bar", "notice"]],
    ["mails", { recovery: { enabled: false } }, ["bar", "offer"]],
    ["a sender, without which no mail is sent", { sender: null }, ["bar", "offer"]],
    [
      "all but one stop of the checkout",
      { generic: { steps: [{ step: "contact", path: "/checkout/contact" }] } },
      ["notice", "offer"],
    ],
  ])("gets no more than the settings allow, when they leave out %s", (_, settings, parts) => {
    expect(partsOf(inserted("/checkout/contact", { settings }))).toEqual(parts);
  });

  it("gets nothing, and is not touched, where all is off", () => {
    const widgets = {
      progressBar: { enabled: false },
      exitOffer: { enabled: false },
      survey: { enabled: false },
      addressNotice: { enabled: false },
      saveCart: { enabled: false },
      resumeBar: { enabled: false },
      checkoutHelp: { enabled: false },
    };
    for (const path of ["/", "/cart", "/checkout/contact", "/checkout/done/1"]) {
      expect(inserted(path, { settings: { widgets } })).toBeNull();
    }
  });

  it("gets the offer wherever the settings want it, but never where somebody pays or has paid", () => {
    const pages = ["home", "listing", "product", "cart", "checkout", "other"];
    const settings = { widgets: { exitOffer: { pages } } };
    for (const path of ["/", "/shop/", "/products/x", "/cart", "/about", "/checkout"]) {
      expect(partsOf(inserted(path, { settings }))).toContain("offer");
    }
    for (const path of ["/checkout/payment", "/checkout/done/1"]) {
      expect(partsOf(inserted(path, { settings }))).not.toContain("offer");
    }
  });

  it("with everything on loads no code but what it is weighed with", () => {
    const everywhere = ["home", "listing", "product", "cart", "checkout", "other"];
    const widgets = {
      ...standing().widgets,
      exitOffer: { pages: everywhere },
      survey: { pages: everywhere },
      resumeBar: { pages: everywhere.filter((kind) => kind !== "checkout") },
      socialProof: { place: { selector: "h1", position: "after" } },
    };
    const settings = { widgets, generic: { dataLayer: true } };
    const seen = new Set<string>();
    for (const platform of [generic, woocommerce]) {
      for (const path of ["/", "/shop/", "/products/x", "/product/x/", "/cart", "/checkout/", "/about"]) {
        const url = new URL(path, "https://shop.example");
        const { kind } = platform.pageOf(url, storeSettings.parse(settings));
        const html = inserted(path, { settings, platform }) ?? "";
        for (const [name, address] of Object.entries(assetPaths)) {
          if (!html.includes(address)) continue;
          seen.add(name);
          expect(mayLoad(kind, name), `${name} on ${path}`).toBe(true);
        }
      }
    }
    expect([...seen].sort()).toEqual(Object.keys(assetPaths).sort());
  });

  it("gets the same for everybody: nothing of who asks is there to decide by, but the clock", () => {
    expect(inserted("/cart?session=secret&email=ada@example.com#x")).toBe(inserted("/cart"));
    expect(inserted("/cart?session=secret")).not.toContain("secret");
  });
});

const zones = [{ countries: ["GB"], prices: { GBP: { price: 390, freeFrom: 5000 } }, days: [2, 3] }];
const badges = [
  { kind: "returns", url: "/returns", text: { en: "30 days to <b>return</b>" } },
  { kind: "support", url: "https://help.example/" },
];
const standing = (more: object = {}) => ({
  widgets: { shipping: { zones, country: "GB", currency: "GBP" }, trustBadges: { badges }, ...more },
});

describe("delivery and badges", () => {
  it("are on the pages they are meant for, finished, with code for delivery, and to count them", () => {
    const html = inserted("/cart", { settings: standing() }) ?? "";
    expect(html).toContain("<b>&#163;3.90</b>");
    expect(html).toContain('<a href="/returns">');
    expect(configIn(html)?.load).toEqual([assetPaths.shipping, assetPaths.countStanding]);
    expect(inserted("/products/x", { settings: standing() })).not.toContain("cw-trust-badges");
    expect(inserted("/checkout/payment", { settings: standing() })).not.toContain("cw-shipping");
    expect(inserted("/about", { settings: standing() })).toBeNull();
  });

  it("say nothing that the merchant has not set: without zones and badges there are none", () => {
    expect(inserted("/cart")).not.toMatch(/cw-shipping|cw-trust-badges/);
  });

  it("take the merchant's words as text, in the page's language, and plain names where there are none", () => {
    const english = inserted("/cart", { settings: standing() });
    expect(english).toContain("30 days to &lt;b>return&lt;/b>");
    expect(english).toContain("Help and contact");
    const polish = inserted("/cart", { settings: standing(), head: { language: "pl" } });
    expect(polish).toContain('<span lang="en">30 days');
    expect(polish).toContain("Pomoc i kontakt");
  });

  it("are left out of a page whose policy refuses their styles", () => {
    const head = { policies: ["style-src 'self'"] };
    expect(inserted("/cart", { settings: standing(), head })).not.toMatch(/cw-shipping|cw-trust-badges/);
  });

  it.each([
    ["2026-11-26T23:59:59Z", false],
    ["2026-11-27T00:00:00Z", true],
    ["2026-11-29T22:59:59Z", true],
    ["2026-11-29T23:00:00Z", false],
  ])("keep to their schedule, as the offer does: at %s %s", (now, isOn) => {
    const schedule = { from: "2026-11-27T00:00:00Z", until: "2026-11-30T00:00:00+01:00" };
    const settings = standing({ trustBadges: { badges, schedule }, exitOffer: { schedule } });
    const html = inserted("/cart", { settings, now: Date.parse(now) });
    expect(html?.includes("cw-trust-badges")).toBe(isOn);
    expect(configIn(html)?.offer !== undefined).toBe(isOn);
  });

  it("can be for one kind of device, which the browser tells, not the page", () => {
    const settings = standing({
      trustBadges: { badges, devices: ["phone"] },
      exitOffer: { devices: ["phone"] },
    });
    const html = inserted("/cart", { settings });
    expect(html).toContain("@media (hover:hover){:host{display:none!important}}");
    expect(configIn(html)).not.toHaveProperty("offer");
    expect(configIn(html)?.phone).toHaveProperty("offer");
  });
});

describe("the survey", () => {
  const surveyOn = (path: string, survey: object = {}) => {
    const settings = { widgets: { exitOffer: { enabled: false }, survey } };
    return configIn(inserted(path, { settings }));
  };

  it("shares its code with the offer, and is on its own pages, by its own rules", () => {
    expect(surveyOn("/cart", { quietDays: 60, variant: "b" })).toMatchObject({
      overlays: { src: assetPaths.overlays },
      survey: { dwell: 5000, quietFor: 5_184_000, variant: "b", back: true },
    });
    expect(surveyOn("/cart", { enabled: false })?.overlays).toBeUndefined();
    expect(surveyOn("/cart", { pages: ["checkout"] })?.survey).toBeUndefined();
    expect(surveyOn("/cart", { devices: ["phone"] })?.phone).toHaveProperty("survey");
  });

  it("is never on the page where somebody pays, nor after it", () => {
    const pages = ["home", "listing", "product", "cart", "checkout", "other"];
    for (const path of ["/checkout/payment", "/checkout/done/1"]) {
      expect(surveyOn(path, { pages })?.survey).toBeUndefined();
    }
  });

  it("has nothing noticed of who comes back where it is only for who leaves", () => {
    expect(surveyOn("/cart", { moments: ["leaving"] })?.survey).not.toHaveProperty("back");
  });
});

describe("the budget of overlays", () => {
  it("is told to the loader, and none of them allowed means no offer", () => {
    const settings = { widgets: { overlays: { perSession: 2, perWeek: 5 } } };
    expect(configIn(inserted("/cart", { settings }))?.overlays?.budget).toEqual({
      perSession: 2,
      perWeek: 5,
    });
    const none = { widgets: { overlays: { perWeek: 0 } } };
    expect(partsOf(inserted("/cart", { settings: none }))).toEqual(["bar"]);
  });

  it("comes with the sites a visit has to come from, which every page then notes", () => {
    const settings = { widgets: { exitOffer: { audience: { referrers: ["news.example"] } } } };
    const config = configIn(inserted("/cart", { settings }));
    expect(config).toMatchObject({ notesReferrer: true, offer: {} });
    // Which ones is the worker's to know.
    expect(JSON.stringify(config)).not.toContain("news.example");
    expect(configIn(inserted("/about", { settings }))).toEqual({
      page: "other",
      step: null,
      language: "en",
      notesReferrer: true,
    });
  });
});

describe("the bar", () => {
  it("leads back to the stops before, and nowhere once the order is placed", () => {
    const hrefs = (path: string) =>
      [...(inserted(path) ?? "").matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href);
    expect(hrefs("/cart")).toEqual([]);
    expect(hrefs("/checkout/payment")).toEqual(["/cart", "/checkout/contact", "/checkout/delivery"]);
    expect(hrefs("/checkout/done/1001")).toEqual([]);
  });
});

describe("the loader's settings", () => {
  it("say what page it is on and how the merchant wants it", () => {
    const settings = {
      consent: { mode: "notice", field: "#kunde-mail" },
      widgets: { exitOffer: { dwellSeconds: 12, quietDays: 30 } },
    };
    expect(configIn(inserted("/checkout/contact", { settings }))).toMatchObject({
      page: "checkout",
      step: "contact",
      language: "en",
      notice: { mode: "notice", field: "#kunde-mail" },
      overlays: { src: assetPaths.overlays, checkout: "/checkout/contact" },
      offer: { dwell: 12_000, quietFor: 2_592_000 },
    });
    expect(configIn(inserted("/checkout/", { platform: woocommerce }))).toMatchObject({
      notice: { mode: "opt-in", field: "#email, #billing_email" },
      overlays: { checkout: "/checkout/" },
    });
  });

  it.each([
    ["pl-PL", "pl"],
    ["JA", "ja"],
    ["de", "ko"],
    ["", "ko"],
    [null, "ko"],
    ['"><script>', "ko"],
    ["__proto__", "ko"],
  ])("speak the page's language, else the store's: %j gives %s", (language, expected) => {
    const html = inserted("/checkout/contact", { settings: { language: "ko" }, head: { language } });
    expect(configIn(html)?.language).toBe(expected);
    expect(html).toContain(`lang="${expected}"`);
  });
});

describe("an insertion", () => {
  it.each(languages)("is ASCII, whatever charset the page has: %s", (language) => {
    for (const path of ["/cart", "/checkout/contact", "/checkout/done/1", "/products/x"]) {
      const html = inserted(path, { head: { language }, settings: { consent: { field: "#łódź-日本-🛒" } } });
      expect(html).toMatch(/^[\x20-\x7e\n]+$/);
    }
    const config = configIn(
      inserted("/checkout/contact", {
        head: { language },
        settings: { consent: { field: "#łódź-日本-🛒" } },
      }),
    );
    expect(config?.notice?.field).toBe("#łódź-日本-🛒");
  });

  it.each([
    `"><script>alert(1)</script>`,
    `' onload='alert(1)`,
    `</script><img src=x onerror=alert(1)>`,
    `&quot;&#34;><u>`,
    "<!-- <script>",
    "a\u2028b\u2029c\0d\ud800",
    ']]>\\"',
  ])("cannot be left by what a store's settings say: %j", (hostile) => {
    const settings = {
      consent: { field: hostile },
      generic: {
        steps: [
          { step: "cart", path: "/cart" },
          { step: "contact", path: "/checkout/contact" },
          { step: "delivery", path: `/${hostile}` },
          { step: "done", path: "/done" },
        ],
      },
    };
    for (const path of ["/checkout/contact", "/cart"]) {
      const html = inserted(path, { settings }) ?? "";
      expect(html).toMatch(/^[\x20-\x7e\n]+$/);
      expect(html.match(/<script/g)).toHaveLength(1);
      expect(html.match(/<\/script/g)).toHaveLength(1);
      expect(html).not.toMatch(/<(img|u)\b/);
      expect(html.replace(/"[^"]*"/g, "")).not.toMatch(/ on\w+=/);
      const config = configIn(html);
      expect(config).not.toBeNull();
      if (config?.notice) expect(config.notice.field).toBe(hostile);
    }
  });

  it("leads nowhere but to the web, whatever a store's settings say", () => {
    const steps = [
      { step: "cart", path: "//evil.example/cart" },
      { step: "contact", path: "/checkout/contact" },
      { step: "done", path: "/done" },
    ];
    const html = inserted("/checkout/contact", { settings: { generic: { steps } } }) ?? "";
    expect(html).not.toContain("javascript:");
  });

  it("does not keep a scanner from finding the body behind it", () => {
    const html = inserted("/checkout/contact") ?? "";
    const page = `<html><body>${html}<p>`;
    const scan = new PageScan([]);
    scan.read(page);
    expect(scan.bodyStart).toBe(12);
  });
});

describe("a page with a policy", () => {
  it.each<[string, string[], string[]]>([
    ["none", [], ["bar", "notice", "offer"]],
    ["of its own host", ["script-src 'self'; style-src 'self' 'unsafe-inline'"], ["bar", "notice", "offer"]],
    ["without styles of ours", ["default-src 'self'"], ["notice", "offer"]],
    ["without scripts of ours", ["script-src https://cdn.example; style-src 'unsafe-inline'"], ["bar"]],
    ["without anything of ours", ["default-src 'none'"], []],
    ["of several, of which each counts", ["style-src 'self'", "script-src 'none'"], []],
  ])("gets only what it allows: %s", (_, policies, parts) => {
    const html = inserted("/checkout/contact", { head: { policies } });
    expect(partsOf(html)).toEqual(parts);
    if (parts.length === 0) expect(html).toBe("");
  });

  it("gets its own nonce back on what needs one", () => {
    const policies = [
      "script-src 'nonce-scR1pt' 'strict-dynamic'; style-src 'nonce-sty+le=='; connect-src 'self'",
    ];
    const html = inserted("/cart", { head: { policies } }) ?? "";
    expect(loaderTag.exec(html)?.[2]).toBe("scR1pt");
    expect(html).toContain('<style nonce="sty+le==">');
    expect(html.match(/nonce=/g)).toHaveLength(3);
  });
});

describe("the bar of a checkout on one page", () => {
  const steps = [
    { step: "cart", path: "/cart" },
    { step: "contact", path: "/checkout", section: "#contact" },
    { step: "delivery", path: "/checkout", section: "#delivery" },
    { step: "payment", path: "/pay", section: "#pay" },
    { step: "done", path: "/done" },
  ];
  const at = (path: string) => inserted(path, { settings: { generic: { steps } } });

  it("begins with the first of its sections, and follows those that are on the page and no others", () => {
    expect(at("/checkout")).toMatch(/<li class="current" aria-current="step">.{0,60}Step 2 of 5/);
    expect(configIn(at("/checkout"))?.sections).toEqual([null, "#contact", "#delivery", null, null]);
    expect(configIn(at("/cart"))?.sections).toBeUndefined();
  });

  it.each(["/cart", "/checkout", "/pay"])("shows the same steps everywhere: %s", (path) => {
    expect(at(path)?.match(/class="name"/g)).toHaveLength(5);
  });
});

describe("help at the checkout, and the cart from elsewhere", () => {
  it("come with what the settings say, and at the time they say", () => {
    const until = "2026-01-01T00:00:00Z";
    const settings = {
      widgets: {
        resumeBar: { devices: ["phone"], pages: ["product"], schedule: { until } },
        checkoutHelp: { variant: "b", schedule: { until } },
      },
    };
    expect(configIn(inserted("/products/x", { settings }))?.phone).toEqual({
      resume: { src: assetPaths.resumeBar },
    });
    expect(configIn(inserted("/cart", { settings }))?.resume).toBeUndefined();
    const help = configIn(inserted("/checkout/contact", { settings, head: { language: "pl" } }))?.help;
    expect(help).toMatchObject({ variant: "b", meant: "Czy chodziło o {}?" });
    expect(configIn(inserted("/checkout/contact", { settings }))?.load).toContain(assetPaths.checkoutHelp);
    const now = Date.parse(until);
    expect(configIn(inserted("/products/x", { settings, now }))?.phone).toBeUndefined();
    expect(configIn(inserted("/checkout/contact", { settings, now }))?.help).toBeUndefined();
  });
});
