import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ownFolders = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" });
const sheets = ownFolders.filter((file) => file.endsWith(".css") && !file.startsWith("demo-shop"));

it("the playground's colours are written in one style sheet, and every page's own draws on them", () => {
  expect(sheets.length).toBeGreaterThan(4);
  for (const sheet of sheets) {
    const css = readFileSync(join(import.meta.dirname, sheet), "utf8");
    expect(/light-dark\(/.test(css), sheet).toBe(sheet === "look.css");
    expect(/var\(--ink\)|var\(--muted\)/.test(css), sheet).toBe(true);
  }
});
