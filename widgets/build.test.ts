import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assetNames, budgets, buildWidgets, staticBudget, weighStatic } from "./build.ts";

let outDir: string;
let assets: Awaited<ReturnType<typeof buildWidgets>>;

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), "widgets-"));
  assets = await buildWidgets({ outDir });
});
afterAll(() => rm(outDir, { recursive: true }));

describe("what a shopper's browser loads", () => {
  it("keeps to its budgets", async () => {
    for (const name of assetNames) expect(assets[name].brotli, name).toBeLessThanOrEqual(budgets[name]);
    expect(await weighStatic()).toBeLessThanOrEqual(staticBudget);
  });

  it("is named by its content, so that it may be cached for ever", async () => {
    expect(assets.loader.file).toMatch(/^loader-[A-Z0-9]{8}\.js$/);
    expect(assets.overlays.file).toMatch(/^overlays-[A-Z0-9]{8}\.js$/);
    const again = await buildWidgets({ outDir });
    expect(again).toEqual(assets);
  });

  it("gives every page a loader that any charset reads alike and that leaves no names behind", async () => {
    const code = await readFile(join(outDir, assets.loader.file), "utf8");
    expect(code).toMatch(/^[\0-\x7f]+$/);
    expect(code).toMatch(/^\(\(\)=>\{/);
  });

  it("knows no evaluation of text and no console", async () => {
    for (const { file } of Object.values(assets)) {
      const code = await readFile(join(outDir, file), "utf8");
      expect(code).not.toMatch(/\beval\(|new Function|console\.|document\.write/);
    }
  });
});
