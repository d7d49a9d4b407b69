import { describe, expect, it } from "vitest";
import { emailSettings } from "./email-settings.ts";

const texts = (words: object) => ({ texts: { en: { reminder: words } } });
const refuses = (settings: object) => emailSettings.safeParse(settings).success === false;

describe("the settings of mails", () => {
  it("are complete when nothing is set, and add nothing to any link", () => {
    expect(emailSettings.parse({})).toMatchObject({
      logo: null,
      utm: null,
      privacyUrl: null,
      reviews: null,
      facts: {},
      texts: {},
    });
  });

  it.each([
    "http://shop.example/x",
    "javascript:alert(1)",
    "https://",
    "//shop.example/x",
    "data:text/html,x",
    "https://127.1/x",
  ])("take no address but https on a named host: %s", (url) => {
    expect(refuses({ privacyUrl: url })).toBe(true);
    expect(refuses({ logo: { url, alt: "Shop" } })).toBe(true);
    expect(refuses({ facts: { en: { returns: { text: "30 days", url } } } })).toBe(true);
    expect(refuses({ reviews: { average: 4, count: 1, source: "x", url } })).toBe(true);
  });

  it("take no logo that Gmail does not show", () => {
    expect(refuses({ logo: { url: "https://shop.example/logo.svg?v=1", alt: "Shop" } })).toBe(true);
    expect(refuses({ logo: { url: "https://shop.example/logo.png", alt: "Shop" } })).toBe(false);
  });

  it.each(["<b>Hello</b>", "a <script>", "Hello {name}", "{product", "a\0b"].map((text) => [text]))(
    "take words without markup, and of names in braces only ours: %j",
    (text) => {
      // A brace that opens nothing stays what it is.
      const expected = text !== "{product";
      for (const field of ["subject", "title", "body"])
        expect(refuses(texts({ [field]: text }))).toBe(expected);
    },
  );

  it("take line breaks in a body alone", () => {
    expect(refuses(texts({ body: "One.\n\nTwo." }))).toBe(false);
    expect(refuses(texts({ body: "One.\r\nBcc: x" }))).toBe(true);
    expect(refuses(texts({ title: "One\nTwo" }))).toBe(true);
    expect(refuses(texts({ subject: "One\nBcc: x" }))).toBe(true);
  });

  it("refuse languages, templates and settings there are none of", () => {
    expect(refuses({ texts: { de: { reminder: { title: "x" } } } })).toBe(true);
    expect(refuses({ texts: { en: { welcome: { title: "x" } } } })).toBe(true);
    expect(refuses({ colour: "#fff" })).toBe(true);
    expect(refuses({ accent: "red" })).toBe(true);
    expect(refuses({ utm: { source: "a&b=c" } })).toBe(true);
  });
});
