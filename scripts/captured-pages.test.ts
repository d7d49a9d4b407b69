import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findBodyStart, newScan, type ScanResult } from "../worker/storefront/find-body-start.ts";

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

const where = isThere
  ? ""
  : ", skipped: there is no ../shared/storefronts beside this repository to read them from";

describe(`pages captured from real shops${where}`, () => {
  it.skipIf(!isThere)("have the place for an insertion directly behind their body's tag", () => {
    const pages = capturedPages();
    expect(pages.length).toBeGreaterThan(20);
    for (const { name, page } of pages) {
      const result = findBodyStart(page, newScan(), true);
      const tag = /<body[^>]*>$/i.exec(page.slice(0, result.found === "body" ? result.at : 0));
      expect(tag, `${name}: ${JSON.stringify(result)}`).not.toBeNull();
    }
  });

  it.skipIf(!isThere)("have it in the same place when they come in pieces of any size", () => {
    for (const { name, page } of capturedPages()) {
      const whole = findBodyStart(page, newScan(), true);
      for (const size of [1460, 4096, 65_536]) {
        const scan = newScan();
        let result: ScanResult = { found: "more" };
        for (let end = size; result.found === "more"; end += size) {
          result = findBodyStart(page.slice(0, end), scan, end >= page.length);
        }
        expect(result, `${name} in pieces of ${size}`).toEqual(whole);
      }
    }
  });
});
