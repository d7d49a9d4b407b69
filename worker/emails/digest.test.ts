import { describe, expect, it } from "vitest";
import { languages } from "../domain/language.ts";
import { storeSettings } from "../wire/store-settings.ts";
import { renderDigest } from "./digest.tsx";
import { digestWords } from "./digest-words.ts";

const { emails } = storeSettings.parse({});
const day = {
  date: "2026-11-22",
  left: {
    carts: 12,
    values: [
      { minor: 34_000, currency: "GBP" },
      { minor: 990, currency: "PLN" },
    ],
  },
  messages: { sent: 5, waiting: 1, "not-sent": 2, failed: 0, unknown: 1 },
  recovered: { orders: 0, values: [] },
  problems: [
    { kind: "provider.paused", count: 1 },
    { kind: "stuck", count: 7 },
  ],
} as const;
const shop = "Salt & <Marsh>";
const content = (language: (typeof languages)[number], change = {}) =>
  renderDigest({
    language,
    shop,
    emails,
    postalAddress: "1 Quay Street",
    day: structuredClone({ ...day, ...change }) as never,
  });

describe.each(languages)("the digest in %s", (language) => {
  it("says every number, the same in its text part, and leaves no name in braces", () => {
    const { html, text, subject } = content(language);
    for (const part of [html, text]) {
      expect(part).toMatch(/: 12 \(/);
      expect(part).toMatch(/340[.,]00/);
      expect(part).toMatch(/: 9(?!\d)/);
      expect(part).toContain(digestWords[language].problems["provider.paused"]);
      expect(part).toContain(`${digestWords[language].problems.stuck}: 7`);
      expect(part).not.toMatch(/\{\w+\}|undefined|NaN/);
    }
    expect(subject).toContain("2026");
    expect(html).toContain(`lang="${language}"`);
    expect(html).toContain("Salt &amp; &lt;Marsh>");
  });

  it("leaves out what there was none of", () => {
    const { text } = content(language, { problems: [] });
    expect(text).not.toContain(digestWords[language].todo);
    expect(text).not.toContain(digestWords[language].outcomes.failed);
  });

  it("is the same, to the byte, each time", () => {
    expect(content(language)).toEqual(content(language));
  });
});
