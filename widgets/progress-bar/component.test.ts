import { describe, expect, it } from "vitest";
import { type Language, languages } from "../../worker/domain/language.ts";
import { type CheckoutStep, checkoutSteps } from "../../worker/domain/page-kind.ts";
import { type ProgressBarProps, renderProgressBar } from "./component.tsx";
import { progressBarSettings } from "./settings.ts";
import { progressBarWords } from "./words.ts";

/** A checkout of every step there is, with the shopper at one of them. */
function at(current: CheckoutStep, language: Language = "en"): ProgressBarProps {
  const position = checkoutSteps.indexOf(current);
  return {
    language,
    steps: checkoutSteps.map((step, index) => ({
      step,
      state: index < position ? "done" : index === position ? "current" : "todo",
      href: `/${step}`,
    })),
  };
}

const decode = (html: string) =>
  html.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

describe.each(languages)("the progress bar in %s", (language) => {
  it.each(checkoutSteps)("stands on %s, in words and for who cannot see it", (step) => {
    const html = renderProgressBar(at(step, language));
    const words = progressBarWords[language];
    expect(decode(html)).toContain(words.position(checkoutSteps.indexOf(step) + 1, checkoutSteps.length));
    const [, current] = /<li class="current" aria-current="step">(.*?)<\/li>/s.exec(decode(html)) ?? [];
    expect(current).toContain(`<span class="name">${words.steps[step]}</span>`);
    expect(html.match(/aria-current/g)).toHaveLength(1);
    expect(decode(html)).toContain(`aria-label="${words.label}"`);
  });

  it("is ASCII from end to end, so that no charset of a page can break it", () => {
    for (const step of checkoutSteps) expect(renderProgressBar(at(step, language))).toMatch(/^[\0-\x7f]+$/);
  });

  it("keeps step names short enough to share a line", () => {
    for (const name of Object.values(progressBarWords[language].steps)) expect(name.length).toBeLessThan(13);
  });
});

describe("the progress bar", () => {
  it("links steps that are done and no others", () => {
    const html = renderProgressBar(at("delivery"));
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual(["/cart", "/contact"]);
  });

  it("comes as one host element with a declarative shadow root", () => {
    expect(renderProgressBar(at("cart"))).toMatch(
      /^<cw-progress-bar><template shadowrootmode="open"><style>.*<\/template><\/cw-progress-bar>$/s,
    );
  });

  it("stays hidden until its own styles show it", () => {
    expect(renderProgressBar(at("cart"))).toContain("<nav hidden");
  });

  it("is absent where there is no step to stand on", () => {
    expect(renderProgressBar({ language: "en", steps: [] })).toBe("");
    expect(renderProgressBar({ language: "en", steps: [{ step: "cart", state: "todo", href: null }] })).toBe(
      "",
    );
  });

  it("stands on the last done step when none is current", () => {
    expect(
      renderProgressBar({ language: "en", steps: [{ step: "cart", state: "done", href: null }] }),
    ).toMatch(/<li class="done here">.*<span class="name">Cart</);
  });

  it.each(["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "java\nscript:alert(1)"])(
    "never links to %j",
    (href) => {
      const html = renderProgressBar({ language: "en", steps: [{ step: "cart", state: "done", href }] });
      expect(html).not.toContain("href");
    },
  );

  it("cannot be given markup through an address, a language, a nonce or a colour", () => {
    const hostile = `"><script>alert(1)</script>`;
    const html = renderProgressBar({
      language: hostile as Language,
      nonce: hostile,
      accent: "red}</style><script>alert(1)</script>",
      steps: [{ step: "cart", state: "done", href: `/cart${hostile}` }],
    });
    expect(html).not.toContain("<script");
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html).not.toContain("red}");
  });

  it.each(["__proto__", "constructor", "de"])("speaks English when asked for %s", (language) => {
    expect(renderProgressBar({ ...at("cart"), language: language as Language })).toContain('lang="en"');
  });

  it("carries the nonce of the page's policy", () => {
    expect(renderProgressBar({ ...at("cart"), nonce: "r4nd0m+/=" })).toContain('<style nonce="r4nd0m+/=">');
  });

  it("has settings that are complete when nothing is set", () => {
    expect(progressBarSettings.parse({})).toMatchObject({
      enabled: true,
      accent: null,
      place: null,
      variant: "standard",
    });
    expect(progressBarSettings.safeParse({ accent: "url(//evil)" }).success).toBe(false);
  });
});
