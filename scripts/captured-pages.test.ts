import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseSelector, type Selector } from "../widgets/place/selector.ts";
import { placePositions } from "../widgets/place/settings.ts";
import { Insertion, insertIntoBytes } from "../worker/storefront/insert-into-page.ts";
import { PageScan } from "../worker/storefront/page-scan.ts";

const folder = join(import.meta.dirname, "../../shared/storefronts");
const isThere = existsSync(folder);

/** Pages that real shops sent, as one character per byte. */
function capturedPages(): { name: string; page: string }[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".txt"))
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), "latin1");
      const [, answer = text] = text.split(/^=== RESPONSE.*\n/m);
      const [, headers = "", page = ""] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(answer) ?? [];
      const isPage = /^content-type: text\/html/im.test(headers) && /<html[\s>]/i.test(page);
      return isPage ? [{ name, page }] : [];
    });
}

/** @param size in pieces of how many bytes the page comes */
function bodyOf(page: string, size: number): PageScan["bodyStart"] {
  const scan = new PageScan([]);
  for (let at = 0; at < page.length; at += size) scan.read(page.slice(at, at + size));
  scan.end();
  return scan.bodyStart;
}

const where = isThere
  ? ""
  : ", skipped: there is no ../shared/storefronts beside this repository to read them from";

describe(`pages captured from real shops${where}`, () => {
  it.skipIf(!isThere)("have the place for an insertion directly behind their body's tag", () => {
    const pages = capturedPages();
    expect(pages.length).toBeGreaterThan(20);
    for (const { name, page } of pages) {
      const at = bodyOf(page, page.length);
      const tag = /<body[^>]*>$/i.exec(page.slice(0, at === "none" || at === null ? 0 : at));
      expect(tag, `${name}: ${at}`).not.toBeNull();
    }
  });

  it.skipIf(!isThere)("have it in the same place when they come in pieces of any size", () => {
    for (const { name, page } of capturedPages()) {
      const whole = bodyOf(page, page.length);
      for (const size of [1460, 4096, 65_536]) {
        expect(bodyOf(page, size), `${name} in pieces of ${size}`).toBe(whole);
      }
    }
  });

  it.skipIf(!isThere)("keep every byte with pieces at their start and at places in them", () => {
    const selectors = [
      "h1",
      "form",
      "main",
      "table",
      "a[href]",
      "ul > li",
      "button",
      "input[name]",
      "#content",
      ".cart",
    ];
    let placed = 0;
    for (const { name, page } of capturedPages()) {
      for (const text of selectors) {
        const selector = parseSelector(text) as Selector;
        const plan = [
          { widgets: ["a"], place: null, write: () => "<!--start-->" },
          ...placePositions.map((position) => ({
            widgets: ["b"],
            place: { selector, position },
            write: () => `<!--${position}-->`,
          })),
        ];
        const bytes = insertIntoBytes(new Uint8Array(Buffer.from(page, "latin1")), new Insertion(plan));
        const changed = Buffer.from(bytes).toString("latin1");
        expect(changed.split("<!--start-->").length, name).toBe(2);
        placed += placePositions.filter((position) => changed.includes(`<!--${position}-->`)).length;
        const plain = changed.replace(/<!--(start|before|after|prepend|append)-->/g, "");
        if (plain !== page) expect(plain.length, `${name} with ${text}`).toBe(page.length);
        expect(plain === page, `${name} with ${text}`).toBe(true);
      }
    }
    expect(placed).toBeGreaterThan(200);
  });
});
