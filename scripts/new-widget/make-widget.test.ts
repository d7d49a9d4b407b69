import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { makeWidget } from "./make-widget.ts";

const root = join(import.meta.dirname, "../..");
const lists = [
  ...["widgets/index.ts", "widgets/all-states.ts", "worker/storefront/page-plan.ts"],
  "worker/domain/widget-event.ts",
];
const folders: string[] = [];

/** A copy of what a widget is put into. Within the repository, so that it finds the same packages. */
function copy(...parts: string[]): string {
  mkdirSync(join(root, "dist"), { recursive: true });
  const folder = mkdtempSync(join(root, "dist/new-widget-"));
  folders.push(folder);
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const folder = copy(
  ...["widgets", "worker", "playground", "dist/widget-assets.json"],
  ...["tsconfig.base.json", "biome.json", ".gitignore", "worker-configuration.d.ts"],
);
const made = makeWidget(folder, "gift-note");
const written = made.status === "made" ? [...made.added, ...made.changed] : [];

// The test that comes with it runs here, among these.
await import(/* @vite-ignore */ join(folder, "widgets/gift-note/component.test.ts"));

describe("a new widget", () => {
  it("has its line in every list there is", () => {
    expect(made).toMatchObject({ status: "made", changed: lists });
  });

  it("is as well written as it is formatted", async () => {
    await tool("@biomejs/biome/bin/biome", "check", "--write", ...written);
    await tool("@biomejs/biome/bin/biome", "check", ...written);
  });

  it("has no type wrong, in itself and in what it was put into", async () => {
    writeFileSync(join(folder, "tsconfig.widget.json"), JSON.stringify(types));
    await tool("typescript/bin/tsc", "-p", "tsconfig.widget.json", "--pretty", "false");
    // The slowest of the checks, on a machine that may be busy with all the others.
  }, 180_000);

  it("is in the gallery, in every language", async () => {
    const { openFrames }: typeof import("../../playground/gallery/open-frames.ts") = await import(
      /* @vite-ignore */ join(folder, "playground/gallery/open-frames.ts")
    );
    const frames = await openFrames();
    const widget = "giftNote" as "shipping";
    for (const [language, text] of [
      ["en", "This widget is new"],
      ["pl", "To nowy wid&#380;et"],
    ] as const) {
      const page = await fetch(frames.addressOf({ widget, language }));
      const html = await page.text();
      expect(page.headers.get("x-frame-shows"), html).toBe("shown");
      expect(html).toContain(text);
    }
    frames.close();
  });

  it.each([
    ["Gift", "is no name"],
    ["gift_note", "is no name"],
    ["gift--note", "is no name"],
    ["-gift", "is no name"],
    ["1-gift", "is no name"],
    ["../gift", "is no name"],
    ["a".repeat(31), "is no name"],
    ["progress-bar", "widgets/progress-bar is there already"],
    ["runtime", "widgets/runtime is there already"],
  ])("is not made under the name %s", (name, why) => {
    const made = makeWidget(root, name);
    expect(made.status === "refused" && made.why).toContain(why);
  });

  it("is not half made where a list is not as it was", () => {
    const folder = copy(...lists);
    writeFileSync(join(folder, "widgets/all-states.ts"), "export {};\n");
    const before = readFileSync(join(folder, "widgets/index.ts"), "utf8");
    const made = makeWidget(folder, "gift-note");
    expect(made.status === "refused" && made.why).toContain("widgets/all-states.ts no longer has the line");
    expect(readFileSync(join(folder, "widgets/index.ts"), "utf8")).toBe(before);
    expect(makeWidget(copy(...lists), "gift-note").status).toBe("made");
  });
});

/** The worker's own rules, for what a widget touches and all that stands below it. */
const types = {
  extends: "./worker/tsconfig.json",
  compilerOptions: {
    ...{ composite: false, incremental: false, emitDeclarationOnly: false, noEmit: true, rootDir: "." },
    tsBuildInfoFile: null,
    types: ["@cloudflare/workers-types"],
  },
  references: [],
  include: ["worker-configuration.d.ts", "widgets/all-states.ts", ...written],
  exclude: [],
};

/** A tool of node_modules, in the copy. @throws Error with what it printed */
async function tool(script: string, ...args: string[]): Promise<void> {
  const options = { cwd: folder, maxBuffer: 2 ** 26 };
  await promisify(execFile)(process.execPath, [join(root, "node_modules", script), ...args], options).catch(
    ({ stdout, stderr }) => {
      throw new Error(`${stdout}\n${stderr}`);
    },
  );
}
