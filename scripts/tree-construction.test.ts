import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseSelector, type Selector } from "../widgets/place/selector.ts";
import { placePositions } from "../widgets/place/settings.ts";
import { Insertion, insertIntoBytes } from "../worker/storefront/insert-into-page.ts";

/** The inputs that browsers' makers test the construction of trees with, as an npm package carries them. */
const folder = join(import.meta.dirname, "../node_modules/html5-parser-tests/data/tree-construction");
const isThere = existsSync(folder);

function inputs(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".dat"))
    .flatMap((name) =>
      readFileSync(join(folder, name), "latin1")
        .split(/^#data\n/m)
        .slice(1)
        .map((test) => test.split(/\n#errors\n/)[0] ?? ""),
    );
}

const where = isThere ? "" : ", skipped: the package html5-parser-tests is not installed";
const selectors = [
  "p",
  "b",
  "a",
  "div",
  "td",
  "table",
  "select",
  "svg",
  "li",
  "body",
  "body *",
  "[id], [class]",
];

describe(`html5lib's tests of tree construction${where}`, () => {
  it.skipIf(!isThere)("keep every byte of theirs, with pieces at their start and at places in them", () => {
    const all = inputs();
    expect(all.length).toBeGreaterThan(1000);
    for (const input of all) {
      const page = new Uint8Array(Buffer.from(input, "latin1"));
      for (const text of selectors) {
        const selector = parseSelector(text) as Selector;
        const plan = [
          { widgets: [], place: null, write: () => "<!--cw-->" },
          ...placePositions.map((position) => ({
            widgets: [],
            place: { selector, position },
            write: () => "<!--cw-->",
          })),
        ];
        const changed = Buffer.from(insertIntoBytes(page, new Insertion(plan))).toString("latin1");
        // Neither stands in any of them.
        const plain = changed.replaceAll("<!--cw-->", "");
        if (plain !== input) expect(plain, text).toBe(input);
      }
    }
  });
});
