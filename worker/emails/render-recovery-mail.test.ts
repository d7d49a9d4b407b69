import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { composeMail } from "../channels/email.ts";
import { hour, minute } from "../domain/clock.ts";
import { languages } from "../domain/language.ts";
import { mailTemplates } from "../domain/sequence.ts";
import { toMime } from "../testing/mime.ts";
import { sampleCarts, sampleIncentive, sampleMail, sampleSettings } from "../testing/sample-mails.ts";
import { emailSettings } from "../wire/email-settings.ts";
import type { RecoveryMail } from "./recovery-mail.ts";
import { renderRecoveryMail, templateOf } from "./render-recovery-mail.tsx";
import { mailWords, plural } from "./words/index.ts";
import { incentiveKinds } from "./words/mail-words.ts";

const every = mailTemplates.flatMap((template) => languages.map((language) => ({ template, language })));
const everyCart = every.flatMap((which) => sampleCarts.map((cart) => ({ ...which, cart })));
const mail = (more: Partial<RecoveryMail> = {}): RecoveryMail => ({
  ...sampleMail({ template: "reminder", language: "en" }),
  ...more,
});
const line = (more: Partial<RecoveryMail["cart"]["lines"][number]> = {}) => ({
  ...(mail().cart.lines[0] as RecoveryMail["cart"]["lines"][number]),
  ...more,
});
const withLines = (...lines: RecoveryMail["cart"]["lines"]) => ({
  cart: { currency: "GBP", totalMinor: null, lines },
});
const linksIn = (html: string) =>
  [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(
    ([, address = ""]) => new URL(address.replaceAll("&amp;", "&")),
  );

describe("every mail", () => {
  it.each(everyCart)("is what it was when it is read back: $template, $language, $cart", async (which) => {
    for (const stage of ["cart", "payment"] as const) {
      const content = renderRecoveryMail({ ...sampleMail(which), stage });
      const sent = composeMail(content, {
        from: { name: "Saltmarsh Supply", address: "hello@shop.example" },
        to: "ada@example.com",
        replyTo: null,
        unsubscribeUrl: "https://shop.example/_cw/u/x",
      });
      const read = await PostalMime.parse(toMime(sent));
      expect(read.headers.map(({ key }) => key)).toEqual([
        "from",
        "to",
        "subject",
        "list-unsubscribe",
        "list-unsubscribe-post",
        "mime-version",
        "content-type",
      ]);
      expect(read.subject).toBe(content.subject);
      expect(read.to).toEqual([{ address: "ada@example.com", name: "" }]);
      expect(read.html?.trim()).toBe(content.html.trim());
      expect(read.text?.trim()).toBe(content.text.trim());
    }
  });

  it.each(everyCart)("has one line of subject, under 50 characters: $template, $language, $cart", (which) => {
    for (const stage of ["cart", "payment"] as const)
      for (const kind of incentiveKinds) {
        const sample = sampleMail(which);
        const incentive = which.template === "incentive" ? sampleIncentive(kind, which.language) : null;
        const { subject } = renderRecoveryMail({ ...sample, stage, incentive });
        expect([...subject].length, subject).toBeLessThan(50);
        expect(subject).not.toMatch(/\p{Cc}|\p{Cs}|^\s|\s$/u);
        const name = which.cart === "hostile" ? "Mug" : (sample.cart.lines[0]?.name ?? "").slice(0, 8);
        expect(subject).toContain(name);
      }
  });

  it.each(everyCart)("stays far below what Gmail cuts off: $template, $language, $cart", (which) => {
    const { html, text } = renderRecoveryMail(sampleMail(which));
    expect(new TextEncoder().encode(html).length).toBeLessThan(60_000);
    expect(new TextEncoder().encode(text).length).toBeLessThan(20_000);
  });

  it.each(everyCart)(
    "leads nowhere but to the shop and where the merchant said: $template, $language, $cart",
    (which) => {
      const { html, text } = renderRecoveryMail(sampleMail(which));
      for (const { protocol, host, username } of linksIn(html)) {
        expect(protocol).toBe("https:");
        expect(["shop.example", "reviews.example"]).toContain(host);
        expect(username).toBe("");
      }
      for (const [address] of text.matchAll(/https?:\/\/\S+/g))
        expect(["shop.example", "reviews.example"]).toContain(new URL(address).host);
      expect(html).not.toMatch(/<(script|form|iframe|link|object|video|svg)\b|\son\w+="/i);
    },
  );

  it.each(every)("leaves no word to be filled in: $template, $language", (which) => {
    for (const stage of ["cart", "payment"] as const)
      for (const kind of incentiveKinds) {
        const incentive =
          which.template === "incentive" ? sampleIncentive(kind, which.language, 30 * minute) : null;
        const content = renderRecoveryMail({ ...sampleMail(which), stage, incentive, deliveryMinor: 300 });
        for (const part of [content.subject, content.html.replace(/<style>.*?<\/style>/s, ""), content.text])
          expect(part).not.toMatch(/\{\w*\}|undefined|null|NaN|\[object/);
      }
  });

  it.each(every)("says all of it in plain text too: $template, $language", (which) => {
    const sample = sampleMail(which);
    const { text } = renderRecoveryMail(sample);
    const words = mailWords[which.language];
    const facts = Object.values(sample.emails.facts[which.language] ?? {}).map((fact) => fact.text);
    const { title, body } = words.templates[which.template].cart;
    for (const part of [
      title,
      body,
      words.button.cart,
      words.total,
      words.notMe,
      words.unsubscribe,
      words.privacy,
    ])
      expect(text).toContain(part);
    for (const part of [...facts, ...sample.cart.lines.map(({ name }) => name), sample.shop.postalAddress])
      expect(text).toContain(part);
    // A link alone on its line, so that no reader takes punctuation for a part of it.
    expect(text.split("\n")).toContain(sample.resumeUrl);
    expect(text).not.toMatch(/<[a-z]|&[a-z]+;/);
  });

  it.each(every)("can be read out, in its language, from either side: $template, $language", (which) => {
    for (const direction of ["ltr", "rtl"] as const) {
      const { html } = renderRecoveryMail({ ...sampleMail(which), direction });
      expect(html).toMatch(
        new RegExp(`^<!doctype html>\\n<html lang="${which.language}" dir="${direction}">`),
      );
      expect(html).toContain(
        `<table role="presentation" cellpadding="0" cellspacing="0" lang="${which.language}" dir="${direction}"`,
      );
      for (const table of html.match(/<table[^>]*>/g) ?? []) expect(table).toContain('role="presentation"');
      for (const image of html.match(/<img[^>]*>/g) ?? []) expect(image).toMatch(/ alt(="|[ />])/);
      expect(html.match(/<h1/g)).toHaveLength(1);
      const [start, end] = direction === "rtl" ? ["right", "left"] : ["left", "right"];
      expect(html).toContain(`text-align:${start};`);
      for (const cell of html.match(/<td[^>]*class="i price"[^>]*>/g) ?? [])
        expect(cell).toContain(`text-align:${end}`);
      expect(html).not.toContain(`padding-${end}:16px`);
    }
  });

  it("is the same to the byte for the same cart at the same time", () => {
    expect(renderRecoveryMail(mail())).toEqual(renderRecoveryMail(structuredClone(mail())));
  });
});

describe("what a mail says", () => {
  it("differs by how far the shopper came", () => {
    const [atCart, atPayment] = (["cart", "payment"] as const).map((stage) =>
      renderRecoveryMail(mail({ stage })),
    );
    expect(atCart?.subject).toBe("Enamel mug is still in your cart");
    expect(atPayment?.subject).toBe("Enamel mug: ready when you are");
    expect(atCart?.text).toContain("Return to your cart:");
    expect(atPayment?.text).toContain("Return to checkout:");
  });

  it("greets by a first name, and by nothing that is none", () => {
    expect(renderRecoveryMail(mail({ name: "Zoë-Anne O’Hara" })).text).toContain("Hello Zoë-Anne O’Hara,");
    for (const name of [null, "", "  ", "ada@example.com", "x\r\ny <b>", "https://evil.example", "Win 1000"])
      expect(renderRecoveryMail(mail({ name })).text).not.toContain("Hello");
  });

  it("is what the merchant wrote, as plain text", () => {
    const emails = emailSettings.parse({
      texts: {
        en: {
          reminder: {
            subject: "{shop}: {product}?",
            title: "{product} & more",
            body: "One,\ntwo.\n\nThree {shop}.",
          },
        },
      },
    });
    const { subject, html, text } = renderRecoveryMail(mail({ emails }));
    expect(subject).toBe("Saltmarsh Supply: Enamel mug?");
    expect(html).toContain("Enamel mug &amp; more</h1>");
    expect(html).toContain("One,<br/>two.</p>");
    expect(text).toContain("One,\ntwo.\n\nThree Saltmarsh Supply.");
    const polish = renderRecoveryMail({ ...mail({ emails }), language: "pl" });
    expect(polish.text).toContain(mailWords.pl.templates.reminder.cart.title);
  });

  it("has a variant's subject before all others", () => {
    const emails = emailSettings.parse({ texts: { en: { reminder: { subject: "Own" } } } });
    expect(renderRecoveryMail(mail({ emails, subject: "Your {product}" })).subject).toBe("Your Enamel mug");
    const long = withLines(line({ name: "A stoneware bowl with a very long name indeed" }));
    expect(renderRecoveryMail(mail({ ...long, subject: "Still thinking about {product}?" })).subject).toBe(
      "Still thinking about A stoneware bowl with a ve…?",
    );
  });

  it("counts in each language's own plurals", () => {
    const minutes = (language: "pl" | "ru", count: number) =>
      plural(mailWords[language].offer.minutes, count, language);
    expect([1, 2, 5, 12, 22, 25].map((count) => minutes("pl", count))).toEqual([
      "1 minuta",
      "2 minuty",
      "5 minut",
      "12 minut",
      "22 minuty",
      "25 minut",
    ]);
    expect([1, 2, 5, 11, 21, 22].map((count) => minutes("ru", count))).toEqual([
      "1 минута",
      "2 минуты",
      "5 минут",
      "11 минут",
      "21 минута",
      "22 минуты",
    ]);
    for (const language of languages)
      for (const rule of new Intl.PluralRules(language).resolvedOptions().pluralCategories)
        for (const forms of [
          mailWords[language].andMore,
          mailWords[language].reviews,
          mailWords[language].offer.minutes,
        ])
          expect(forms, `${language}: ${rule}`).toHaveProperty(rule);
  });
});

describe("an incentive", () => {
  const given = (more: Partial<RecoveryMail> = {}) => mail({ template: "incentive", ...more });

  it("is its code, what it gives, and its end as the recipient's date and time", () => {
    const incentive = sampleIncentive("percent", "en");
    const { subject, html, text } = renderRecoveryMail(given({ incentive }));
    expect(subject).toBe("Enamel mug: 10% off");
    for (const part of [html, text]) {
      expect(part).toContain("10% off your order");
      expect(part).toContain("SALT-7Q4K-M2XD");
      expect(part).toContain("Valid until 28 November 2026 at 11:30 GMT.");
    }
    const inTokyo = renderRecoveryMail(given({ incentive, timezone: "Asia/Tokyo", country: "US" }));
    expect(inTokyo.text).toMatch(/Valid until November 28, 2026 at 08:30\sPM GMT\+9\./);
    expect(renderRecoveryMail(given({ incentive: sampleIncentive("amount", "en") })).subject).toBe(
      "Enamel mug: £5.00 off your order",
    );
  });

  it("with less than an hour left is counted in minutes from when it was sent, and never runs", () => {
    const incentive = sampleIncentive("gift", "en", 42 * minute + 30_000);
    const { html, text } = renderRecoveryMail(given({ incentive }));
    expect(text).toContain(
      "Valid until 25 November 2026 at 10:42 GMT: that was 42 minutes away when we sent this.",
    );
    expect(html).not.toMatch(/<(img[^>]*countdown|script|video)/);
    expect(renderRecoveryMail(given({ incentive: sampleIncentive("gift", "en", hour) })).text).not.toContain(
      "away",
    );
  });

  it("that is none, or over, is not spoken of: other words are sent, and no variant's promise", () => {
    const over = sampleIncentive("percent", "en", 0);
    for (const incentive of [null, over]) {
      const last = given({ incentive, isLast: true, subject: "10% off {product}" });
      expect(renderRecoveryMail(last)).toEqual(
        renderRecoveryMail({ ...last, template: "last-call", subject: null, incentive: null }),
      );
      expect(renderRecoveryMail(last).text).not.toMatch(/10%|SALT/);
    }
  });

  it("that is none gives no mail that says it is the last while another follows", () => {
    expect(templateOf(given({ incentive: null, isLast: false }))).toBe("reminder");
    expect(templateOf(given({ incentive: null, isLast: true }))).toBe("last-call");
    expect(templateOf(given({ incentive: sampleIncentive("gift", "en"), isLast: false }))).toBe("incentive");
  });

  it("never makes a mail say that it is the last where another follows, whatever its template", () => {
    const said = (isLast: boolean) => renderRecoveryMail(mail({ template: "last-call", isLast })).subject;
    expect(said(true)).toBe("A last note about Enamel mug");
    expect(said(false)).toBe("Enamel mug is still in your cart");
  });

  it("is shown by whichever mail it was given out for", () => {
    for (const template of ["reminder", "doubts", "last-call"] as const) {
      const given = { template, incentive: sampleIncentive("percent", "en") };
      const { subject, text } = renderRecoveryMail(mail(given));
      expect(text).toContain("SALT-7Q4K-M2XD");
      expect(subject).toBe(renderRecoveryMail(mail({ template })).subject);
    }
  });
});

describe("the cart in a mail", () => {
  it("has each line's price and the unit's, and the total of all of it", () => {
    const lines = Array.from({ length: 100 }, (_, index) => line({ productId: String(index) }));
    const { html, text } = renderRecoveryMail(mail({ ...withLines(...lines), deliveryMinor: null }));
    expect(text).toContain("- 2 × Enamel mug (Sea): £28.00");
    expect(html).toContain("Quantity: 2 · £14.00 each");
    for (const part of [html, text]) {
      expect(part).toContain("and 94 more");
      expect(part).toContain("£2,800.00");
    }
    expect(text).toContain("Total (before delivery): £2,800.00");
  });

  it("has what delivery costs where that is known, and then its total is all there is to pay", () => {
    const { text } = renderRecoveryMail(mail({ ...withLines(line()), deliveryMinor: 350 }));
    expect(text).toContain("Delivery: £3.50\nTotal: £31.50");
    expect(renderRecoveryMail(mail({ ...withLines(line()), deliveryMinor: 0 })).text).toContain(
      "Delivery: Free\nTotal: £28.00",
    );
  });

  it("tells what is gone, counts it out, and offers pages of the shop instead", () => {
    const kept = line({ productId: "7", name: "Storm lantern", quantity: 1, unitMinor: 4500 });
    const alternatives = [
      {
        name: "Chalk mug",
        url: "https://shop.example/products/chalk",
        price: { minor: 1500, currency: "GBP" },
      },
      {
        name: "Rust mug",
        url: "https://shop.example/products/rust",
        price: { minor: 1700, currency: "EUR" },
      },
      { name: "Rust mug", url: "https://shop.example/products/rust", price: null },
      { name: "Elsewhere", url: "https://evil.example/products/x", price: { minor: 1, currency: "GBP" } },
    ];
    const gone = [{ line: line(), alternatives }];
    const { subject, html, text } = renderRecoveryMail(
      mail({ cart: { currency: "GBP", totalMinor: 7300, lines: [line(), kept] }, deliveryMinor: null, gone }),
    );
    expect(text).toContain(
      "- 1 × Storm lantern (Sea): £45.00\n- 2 × Enamel mug (Sea): Not available any more",
    );
    expect(subject).toBe("Storm lantern is still in your cart");
    for (const part of [html, text])
      expect(part).toContain("Something in your cart is no longer available. The rest is still here.");
    expect(html).not.toContain("We kept everything as you left it");
    expect(text).toContain("Total (before delivery): £45.00");
    expect(text).toContain(
      "You might like instead:\n- Chalk mug: £15.00\n  https://shop.example/products/chalk\n" +
        "- Rust mug\n  https://shop.example/products/rust\n\n",
    );
    expect(html + text).not.toMatch(/Elsewhere|evil/);
  });

  it.each([
    ["https://shop.example/mug.webp", true],
    ["https://cdn.shop.example/mug.png", true],
    ["https://cdn.shopify.com/mug.png", true],
    ["https://shop.example/mug.svg?v=2", false],
    ["https://evil.example/mug.png", false],
    ["https://notshop.example/mug.png", false],
    ["https://shop.example.evil.example/mug.png", false],
    ["https://ada:secret@shop.example/mug.png", false],
    ["http://shop.example/mug.png", false],
    ["not an address", false],
  ])(
    "shows a picture only from where the shop keeps its own, and none that Gmail does not show: %s",
    (image, shown) => {
      const other = line({ productId: "2" });
      const { html } = renderRecoveryMail(mail(withLines(line({ image }), other)));
      expect(html.match(/<img/g)).toHaveLength(shown ? 2 : 1);
      if (!shown) expect(html).toContain('<span aria-hidden="true">E</span>');
    },
  );

  it("has no column for pictures when there are none", () => {
    expect(renderRecoveryMail(mail(withLines(line({ image: null })))).html).not.toMatch(/<img|aria-hidden/);
  });

  it("cannot be left by a name with line breaks, markup or addresses", () => {
    const name = "Mug\r\nBcc: x\0\u202ey https://evil.example/ <b>";
    const { subject, html, text } = renderRecoveryMail(mail(withLines(line({ name }))));
    expect(subject).toBe("Mug Bcc: x y <b> is still in your cart");
    expect(html).toContain("Mug Bcc: x y &lt;b>");
    expect(text.split("\n").filter((one) => one.includes("Mug"))).toEqual([
      "- 2 × Mug Bcc: x y <b> (Sea): £28.00",
    ]);
  });
});

describe("the merchant's own facts", () => {
  it("answer doubts first in the mail that is about them, and behind the button elsewhere", () => {
    const at = (template: "doubts" | "reminder", part: string) =>
      renderRecoveryMail(mail({ template })).text.indexOf(part);
    expect(at("doubts", "Thirty days")).toBeLessThan(at("doubts", "Enamel mug"));
    expect(at("reminder", "Thirty days")).toBeGreaterThan(at("reminder", "Return to your cart"));
  });

  it("are left out in a language they were not written in", () => {
    const { en } = sampleSettings.facts;
    const emails = emailSettings.parse({ ...sampleSettings, facts: { en } });
    const { html } = renderRecoveryMail({ ...mail({ emails }), language: "pl", template: "doubts" });
    expect(html).not.toContain("Thirty days");
  });

  it("have none invented", () => {
    const { text } = renderRecoveryMail(mail({ emails: emailSettings.parse({}), template: "doubts" }));
    expect(text).not.toMatch(/Returns|Payment|out of 5/);
  });
});

describe("campaign parameters", () => {
  const emails = emailSettings.parse({ ...sampleSettings, utm: { campaign: "carts" } });

  it("stand behind the links into the shop, and the token stays whole", () => {
    const { html, text } = renderRecoveryMail(mail({ emails }));
    const into = `${mail().resumeUrl}?utm_source=cartwright&utm_medium=email&utm_campaign=carts&utm_content=reminder`;
    expect(text.split("\n")).toContain(into);
    expect(linksIn(html).map(({ href }) => href)).toContain(into);
    expect(linksIn(html).some(({ href }) => href.startsWith("https://shop.example/returns?utm_"))).toBe(true);
  });

  it("never stand behind unsubscribe, privacy or another site, nor anywhere when they are off", () => {
    const { html, text } = renderRecoveryMail(mail({ emails }));
    for (const url of [
      mail().unsubscribeUrl,
      "https://shop.example/privacy",
      "https://reviews.example/saltmarsh",
    ]) {
      expect(linksIn(html).map(({ href }) => href)).toContain(url);
      expect(text).toContain(url);
    }
    expect(text).not.toMatch(/(_cw\/u|privacy|reviews)\S*utm_/);
    expect(renderRecoveryMail(mail()).html).not.toContain("utm_");
  });
});
