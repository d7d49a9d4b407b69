import { describe, expect, it } from "vitest";
import type { LineItem } from "../domain/cart.ts";
import { directionOf, languages } from "../domain/language.ts";
import { formatMoney } from "../domain/money.ts";
import { type Reminder, renderReminder } from "./reminder.tsx";
import { type MailOccasion, reminderWords } from "./words.ts";

const occasions: MailOccasion[] = ["first", "next", "last"];
const every = languages.flatMap((language) => occasions.map((occasion) => ({ language, occasion })));

const line = (more: Partial<LineItem> = {}): LineItem => ({
  productId: "101",
  name: "Enamel mug",
  options: [{ name: "colour", value: "sea" }],
  quantity: 2,
  unitMinor: 1400,
  image: "https://shop.example/img/mug.png",
  url: "https://shop.example/products/mug",
  ...more,
});

const reminder = (more: Partial<Reminder> = {}): Reminder => ({
  occasion: "first",
  language: "en",
  shop: "Saltmarsh Supply",
  cart: { lines: [line()], currency: "GBP", totalMinor: 2800 },
  resumeUrl: "https://shop.example/_cw/r/t0ken-_",
  unsubscribeUrl: "https://shop.example/_cw/u/v1.a.b.c",
  postalAddress: "1 Quay Street, Wells-next-the-Sea NR23 1AA, UK",
  ...more,
});

const names = [
  "Enamel mug",
  "A",
  "Hand-thrown stoneware bowl with a very long name that no subject line could ever hold in full",
  "琺瑯引きのマグカップ、海の色、大きめのサイズ、ふたつ組、木箱入り、ご贈答用包装、送料込みのお買い得な品",
  "Кружка эмалированная с очень длинным названием, которое никуда не помещается целиком",
  "🛒".repeat(60),
  "e\u0301".repeat(60),
  "{product} {shop} {count}",
  "$& $1 $` \\1",
];

describe("a reminder's subject", () => {
  it.each(every)("is one line under 50 characters, whatever the name: $language, $occasion", (which) => {
    for (const name of names) {
      const { subject } = renderReminder(
        reminder({ ...which, cart: { ...reminder().cart, lines: [line({ name })] } }),
      );
      expect([...subject].length, subject).toBeLessThan(50);
      expect(subject).not.toMatch(/\p{Cc}/u);
      expect(subject).not.toMatch(/\p{Cs}/u);
      expect(subject.length).toBeGreaterThan(5);
    }
  });

  it("names the first thing in the cart as it is, where it fits", () => {
    const { subject } = renderReminder(reminder());
    expect(subject).toBe("Enamel mug is still in your cart");
    const dollars = renderReminder(
      reminder({ cart: { ...reminder().cart, lines: [line({ name: "$& $1 {shop}" })] } }),
    );
    expect(dollars.subject).toBe("$& $1 {shop} is still in your cart");
  });

  it("cannot be left by a name with line breaks", () => {
    const { subject } = renderReminder(
      reminder({ cart: { ...reminder().cart, lines: [line({ name: "Mug\r\nBcc: x\0y" })] } }),
    );
    expect(subject).toBe("Mug Bcc: x y is still in your cart");
  });
});

describe("a reminder", () => {
  it.each(every)("says all of it in plain text too: $language, $occasion", (which) => {
    const given = reminder(which);
    const { text } = renderReminder(given);
    const words = reminderWords[which.language];
    const price = formatMoney({ minor: 2800, currency: "GBP" }, which.language);
    const parts = [
      words.title[which.occasion],
      words.body[which.occasion],
      "Enamel mug",
      "Sea",
      price,
      words.total,
      words.button,
    ];
    for (const part of parts) expect(text).toContain(part);
    for (const part of [given.resumeUrl, given.unsubscribeUrl, given.postalAddress, given.shop])
      expect(text).toContain(part);
    // A link alone on its line, so that no client takes punctuation for a part of it.
    expect(text.split("\n")).toContain(given.resumeUrl);
    expect(text).not.toMatch(/<[a-z]|&[a-z]+;/);
  });

  it.each(every)(
    "says why it came, how to hear no more, and from where it is: $language, $occasion",
    (which) => {
      const { html, text } = renderReminder(reminder(which));
      const words = reminderWords[which.language];
      for (const part of [html, text]) {
        expect(part).toContain(words.why.split("{shop}")[0]);
        expect(part).toContain("Saltmarsh Supply, 1 Quay Street, Wells-next-the-Sea NR23 1AA, UK");
        expect(part).toContain(words.unsubscribe);
      }
      expect(html).toContain('href="https://shop.example/_cw/u/v1.a.b.c"');
      expect(html.split('href="https://shop.example/_cw/r/t0ken-_"')).toHaveLength(3);
    },
  );

  it.each(every)("leaves no word to be filled in: $language, $occasion", (which) => {
    const lines = Array.from({ length: 9 }, (_, index) => line({ productId: String(index) }));
    const { subject, html, text } = renderReminder(
      reminder({ ...which, cart: { ...reminder().cart, lines } }),
    );
    for (const part of [subject, html.replace(/style="[^"]*"/g, ""), text]) {
      expect(part).not.toMatch(/\{\w*\}|undefined|null|NaN|\[object/);
    }
  });

  it.each(every)("can be read by a screen reader, in its language: $language, $occasion", (which) => {
    const { html } = renderReminder(reminder(which));
    expect(html).toMatch(
      new RegExp(`^<!doctype html>\\n<html lang="${which.language}" dir="${directionOf(which.language)}">`),
    );
    expect(html).toContain('<meta charset="utf-8"');
    expect(html).toMatch(/<title>[^<]+<\/title>/);
    for (const table of html.match(/<table[^>]*>/g) ?? []) expect(table).toContain('role="presentation"');
    for (const image of html.match(/<img[^>]*>/g) ?? []) expect(image).toMatch(/ alt="/);
    expect(html.match(/<h1/g)).toHaveLength(1);
  });

  it("brings no script, no form, nothing from elsewhere but the cart's pictures", () => {
    const { html } = renderReminder(reminder());
    expect(html).not.toMatch(/<(script|form|iframe|link|object|style|video)\b/i);
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(
      ([, address]) => new URL(address ?? "").host,
    );
    expect(new Set(addresses)).toEqual(new Set(["shop.example"]));
  });

  it("shows hostile names, shops and addresses as text", () => {
    const hostile = `<script>alert(1)</script><img src=x onerror="x">"'&amp;`;
    const { html } = renderReminder(
      reminder({
        shop: hostile,
        postalAddress: hostile,
        cart: {
          currency: "GBP",
          totalMinor: null,
          lines: [
            line({
              name: hostile,
              options: [{ name: hostile, value: hostile }],
              image: `https://x.example/"onload="x`,
            }),
          ],
        },
      }),
    );
    expect(html).not.toMatch(/<script|<img src=x|onerror="|" ?onload=/);
    // In its title, its picture's text, its name, its options, and wherever the shop is named.
    expect(html.split("&lt;script>").length + html.split("&lt;script&gt;").length).toBeGreaterThan(6);
  });

  it("is one line of text for one thing in the cart, whatever its name", () => {
    const name = "Mug\n\nhttps://evil.example/\n\nx";
    const { text } = renderReminder(reminder({ cart: { ...reminder().cart, lines: [line({ name })] } }));
    expect(text.split("\n").filter((one) => one.includes("evil.example"))).toEqual([
      expect.stringMatching(/^- 2 × Mug https:\/\/evil\.example\/ x \(Sea\): £28\.00$/),
    ]);
  });

  it.each([
    ["a hundred things", { name: "Enamel mug" }],
    [
      "a hundred things with endless names",
      { name: "x".repeat(20_000), options: [{ name: "a", value: "y".repeat(20_000) }] },
    ],
  ])("stays below what Gmail cuts off, with %s", (_, more) => {
    const lines = Array.from({ length: 100 }, (_, index) => line({ productId: String(index), ...more }));
    for (const which of every) {
      const { html, text } = renderReminder(
        reminder({ ...which, cart: { currency: "GBP", totalMinor: null, lines } }),
      );
      expect(new TextEncoder().encode(html).length).toBeLessThan(100_000);
      expect(new TextEncoder().encode(text).length).toBeLessThan(100_000);
      expect(html).toContain(reminderWords[which.language].andMore.replace("{count}", "94"));
    }
  });

  it("shows the total of the whole cart, not of the lines it shows", () => {
    const lines = Array.from({ length: 100 }, (_, index) => line({ productId: String(index) }));
    const { html, text } = renderReminder(reminder({ cart: { currency: "GBP", totalMinor: null, lines } }));
    expect(html).toContain("£2,800.00");
    expect(text).toContain("£2,800.00");
    const said = renderReminder(
      reminder({ cart: { currency: "JPY", totalMinor: 1500, lines: [line({ unitMinor: 750 })] } }),
    );
    expect(said.text).toContain("¥1,500");
  });

  it("is the same to the byte for the same cart", () => {
    expect(renderReminder(reminder())).toEqual(renderReminder(structuredClone(reminder())));
  });

  it("does without pictures and options", () => {
    const { html, text } = renderReminder(
      reminder({ cart: { ...reminder().cart, lines: [line({ image: null, options: [] })] } }),
    );
    expect(html).not.toContain("<img");
    expect(text).toContain("- 2 × Enamel mug: £28.00");
  });
});
