import fc from "fast-check";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderProgressBar } from "../../widgets/progress-bar/component.tsx";
import { renderOffer } from "../../widgets/resume-bar/component.tsx";
import { renderSaveCart } from "../../widgets/save-cart/component.tsx";
import { renderShipping } from "../../widgets/shipping/component.tsx";
import { renderSocialProof } from "../../widgets/social-proof/component.tsx";
import { renderTrustBadges } from "../../widgets/trust-badges/component.tsx";
import { everyState, openStage, type Stage } from "./show-state.ts";

/**
 * Any text in any field is text: what a cart, a merchant or one of our addresses says adds no element to a page, runs nothing,
 * and breaks no policy.
 */
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage?.close());

const plain = "plain";
const sharp = fc.constantFrom(
  `<img src=x onerror="owned=1">`,
  `"><script>owned=1</script>`,
  "</style></template></cw-shipping><b>",
  "' onfocus=owned=1 autofocus x='",
  "&lt;b&gt;&#60;b&#62;",
  "javascript:owned=1",
  "{0}</p><p>{1}",
  "<!--",
  "]]><svg onload=owned=1>",
  "\u2028\u0000\ud800\u202e",
);
const anyText = fc.oneof(
  sharp,
  fc.tuple(fc.string({ unit: "binary" }), sharp).map((parts) => parts.join("")),
  fc.string({ unit: "grapheme" }),
);

type Text = () => string;

/** Those that stand still, as functions of foreign texts, and of foreign addresses. */
const standing: Record<string, (text: Text, href: Text) => string> = {
  progressBar: (text, href) =>
    renderProgressBar({
      language: "en",
      accent: text(),
      nonce: `n${text()}`,
      steps: [
        { step: "cart", state: "done", href: href() },
        { step: "payment", state: "current", href: null },
      ],
    }),
  shipping: (text) =>
    renderShipping({
      language: "ja",
      accent: text(),
      nonce: `n${text()}`,
      view: { sentence: [text(), text()], goal: { text: text(), percent: 5 }, total: text() },
      longest: { sentence: text(), goal: text(), total: text() },
    }),
  trustBadges: (text, href) =>
    renderTrustBadges({
      language: "en",
      storeLanguage: "ru",
      only: "phone",
      nonce: `n${text()}`,
      badges: [
        { kind: "returns", text: { en: text() }, rating: null, url: href() },
        { kind: "support", text: { ru: text() }, rating: null, url: href() },
      ],
    }),
  socialProof: (text, href) =>
    renderSocialProof({
      language: "pl",
      rating: true,
      stock: true,
      fewFrom: 3,
      reviews: href(),
      nonce: `n${text()}`,
    }),
  resumeBar: (text, href) =>
    renderOffer(
      {
        lines: [{ name: text(), options: text(), quantity: 1, price: text(), image: href() }],
        count: 1,
        total: text(),
        left: text(),
        isOwn: false,
        mayReplace: true,
        token: text(),
      },
      "en",
    ),
  // Where it leads is never foreign.
  saveCart: (text) => renderSaveCart({ language: "ko", href: "/save", nonce: `n${text()}` }),
};

const manyTexts = fc.array(fc.array(anyText, { minLength: 7, maxLength: 7 }), {
  minLength: 40,
  maxLength: 40,
});
const inTurn = (texts: string[]): Text => {
  let next = 0;
  return () => texts[next++ % texts.length] as string;
};

describe("any text is text, in what stands still", () => {
  it.each(Object.entries(standing))("%s", async (_, render) => {
    const page = await stage.browser.newPage();
    const [usual] = await readAll(page, [
      render(
        () => plain,
        () => `/p?${plain}`,
      ),
    ]);
    const property = async (lists: string[][]) => {
      const htmls = lists.map((texts) => {
        const text = inTurn(texts);
        return render(text, () => `/p?${text()}`);
      });
      // Hosts are put into pages of any charset: ASCII alone is right in all of them.
      for (const html of htmls.filter((html) => html.startsWith("<cw-")))
        expect(Buffer.byteLength(html)).toBe(html.length);
      for (const { shape } of await readAll(page, htmls)) expect(shape).toBe(usual?.shape);
      const schemes = (
        await readAll(
          page,
          lists.map((texts) => render(() => plain, inTurn(texts))),
        )
      ).flatMap(({ schemes }) => schemes);
      for (const scheme of schemes) expect(scheme).toMatch(/^https?:$/);
    };
    await fc.assert(fc.asyncProperty(manyTexts, property), { numRuns: 10 });
    await page.close();
  });
});

/** Elements and the names of their attributes as a browser reads them, within shadow roots too, and the schemes of links. */
function readAll(page: Page, htmls: string[]): Promise<{ shape: string; schemes: string[] }[]> {
  return page.evaluate((htmls) => {
    const { parseHTMLUnsafe } = Document as unknown as { parseHTMLUnsafe(html: string): Document };
    const elementsOf = (node: ParentNode): Element[] =>
      [...node.children].flatMap((element) => [
        element,
        ...(element.shadowRoot ? elementsOf(element.shadowRoot) : []),
        ...elementsOf(element),
      ]);
    return htmls.map((html) => {
      const elements = elementsOf(
        parseHTMLUnsafe(`<!doctype html><base href="https://shop.example/"><body>${html}</body>`).body,
      );
      const links = elements.filter((element) => element instanceof HTMLAnchorElement);
      return {
        shape: elements
          .map((element) => `${element.localName} ${element.getAttributeNames().sort()}`)
          .join("\n"),
        schemes: links.map(({ protocol }) => protocol),
      };
    });
  }, htmls);
}

/** What decides, and is no text: a status, where something is. */
const decides =
  /^(status|show|image|url|href|cart|token|qr|at|until|kind|reason|key|id|lang|src|field|mail|gift)$/;

function withTexts(value: unknown, text: Text, key = ""): unknown {
  if (typeof value === "string") return decides.test(key) || value === "" ? value : text();
  if (Array.isArray(value)) return value.map((one) => withTexts(one, text, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withTexts(one, text, name)]));
}

const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; require-trusted-types-for 'script'";
const answered = everyState.filter(({ state }) =>
  Object.values(state.answers?.("en") ?? {}).some((answer) => typeof answer === "object"),
);

describe("any text is text, in what our addresses answer, under a strict policy with Trusted Types", () => {
  it.each(answered)("$widget: $name", async (row) => {
    const answers = row.state.answers?.("en") ?? {};
    const elementsWith = async (text: Text) => {
      const page = await stage.show(row, {
        async before(page) {
          await page.route("**/*", async (route) => {
            if (route.request().resourceType() !== "document") return route.fallback();
            const response = await route.fetch({ maxRedirects: 0 });
            const headers = { ...response.headers(), "content-security-policy": policy };
            await route.fulfill({ response, headers });
          });
          for (const [path, answer] of Object.entries(answers)) {
            if (typeof answer !== "object") continue;
            const json = withTexts(answer, text);
            await page.route(`**${path}*`, (route) => route.fulfill({ json }));
          }
        },
      });
      const found = await page.evaluate(() => ({
        elements: window.own.all().map(({ localName }) => localName),
        isOwned: "owned" in window,
      }));
      await stage.leave(page);
      return found;
    };
    const expected = await elementsWith(() => plain);
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          anyText.filter((text) => text.trim() !== ""),
          { minLength: 12, maxLength: 12 },
        ),
        async (texts) => {
          let next = 0;
          expect(await elementsWith(() => texts[next++ % texts.length] as string)).toEqual(expected);
        },
      ),
      { numRuns: 3, endOnFailure: true },
    );
    expect(stage.complaints()).toEqual([]);
  });
});
