import { describe, expect, it } from "vitest";
import { matchesCompound, parseSelector } from "./selector.ts";

/** Whether a selector of one compound means an element. */
function means(selector: string, name: string, attributes: Record<string, string> = {}): boolean {
  const paths = parseSelector(selector);
  if (paths === null) throw new Error(`${selector} does not read`);
  return paths.some(
    ([first]) => first && matchesCompound(first.compound, name, new Map(Object.entries(attributes))),
  );
}

describe("a selector", () => {
  it.each<[string, string, Record<string, string>]>([
    ["main", "main", {}],
    ["MAIN", "main", {}],
    ["*", "anything", {}],
    ["#a", "p", { id: "a" }],
    [".b", "p", { class: "a  b\tc" }],
    ["p#a.b.c[d]", "p", { id: "a", class: "c b", d: "" }],
    ["[data-x]", "p", { "data-x": "" }],
    ["[DATA-X=y]", "p", { "data-x": "y" }],
    [`[a="b c"]`, "p", { a: "b c" }],
    [`[a='b"c']`, "p", { a: 'b"c' }],
    [`[ a = "" ]`, "p", { a: "" }],
    ["[a^=b]", "p", { a: "bcd" }],
    ["[a$=d]", "p", { a: "bcd" }],
    ["[a*=c]", "p", { a: "bcd" }],
    ["[a~=c]", "p", { a: "b c d" }],
    ["h1, .x", "p", { class: "x" }],
    [".md\\:flex", "p", { class: "md:flex" }],
    ["#a\\.b", "p", { id: "a.b" }],
    [" .x ", "p", { class: "x" }],
    ["cw-widget", "cw-widget", {}],
    ["[xml:lang=en]", "p", { "xml:lang": "en" }],
  ])("%s means <%s> with %j", (selector, name, attributes) => {
    expect(means(selector, name, attributes)).toBe(true);
  });

  it.each<[string, string, Record<string, string>]>([
    ["main", "div", {}],
    ["#a", "p", { id: "A" }],
    [".b", "p", { class: "bb b-c" }],
    [".B", "p", { class: "b" }],
    ["p.b", "div", { class: "b" }],
    ["[a]", "p", { b: "" }],
    ["[a=b]", "p", { a: "b " }],
    [`[a^=""]`, "p", { a: "x" }],
    [`[a$=""]`, "p", { a: "x" }],
    [`[a*=""]`, "p", { a: "x" }],
    [`[a~=""]`, "p", { a: "x" }],
    [`[a~="b c"]`, "p", { a: "b c" }],
    ["[a^=c]", "p", { a: "bcd" }],
  ])("%s does not mean <%s> with %j", (selector, name, attributes) => {
    expect(means(selector, name, attributes)).toBe(false);
  });

  it("tells children from descendants", () => {
    const below = (text: string) => parseSelector(text)?.map((path) => path.map((step) => step.below));
    expect(below("a b > c>d")).toEqual([["root", "ancestor", "parent", "parent"]]);
    expect(below("a\n b , c > d,e")).toEqual([["root", "ancestor"], ["root", "parent"], ["root"]]);
  });

  it.each([
    "",
    " ",
    ",",
    "a,",
    ",a",
    "a,,b",
    "a >",
    "> a",
    "a > > b",
    "a + b",
    "a ~ b",
    "a:hover",
    "a::before",
    ":is(a)",
    "a[b",
    "a]b",
    "[]",
    "[a=]",
    "[a==b]",
    "[a|=b]",
    "[a=b c]",
    `[a="b]`,
    `[a="b" i]`,
    "#",
    ".",
    "a..b",
    "##a",
    "a**",
    ".a*",
    "#a p#b div#c span.d|e",
    "\\31 a",
    "łódź",
    "a{}",
    "a/*b*/",
    "x ".repeat(17),
    "x,".repeat(21),
    "a;b",
    "@media",
    "<p>",
  ])("is refused where it says more than is understood: %j", (text) => {
    expect(parseSelector(text)).toBeNull();
  });
});
