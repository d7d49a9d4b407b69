import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { assetNames } from "../widgets/build.ts";
import { workerBudget } from "./budgets.ts";
import { bundleWorker, type WorkerBundle } from "./bundle-worker.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");

let bundle: WorkerBundle;

beforeAll(async () => {
  bundle = await bundleWorker();
  // Examples in comments of packages are nobody's settings.
  code = bundle.code.replaceAll(/^\s*(\*|\/\/).*$/gm, "");
}, 60_000);

let code: string;
/** A failure shall not print all of it. */
const holds = (marker: string) => code.includes(marker);

describe("what is deployed", () => {
  it("is the worker, and all of it", () => {
    expect(bundle.inputs).toContain("worker/index.ts");
    expect(bundle.inputs).toContain("worker/services/recovery/deliver-message.ts");
    expect(bundle.modules).toEqual(["index.js"]);
  });

  it("is made of no file that belongs to a laptop or to a test", () => {
    const strays = bundle.inputs.filter((path) =>
      /^(playground|e2e|bench|scripts)\/|^worker\/testing\/|\.(test|fixture)\.tsx?$/.test(path),
    );
    expect(strays).toEqual([]);
  });

  it.each([
    ["playground/worker.ts", "PLAYGROUND"],
    ["playground/calls.ts", "read-clock"],
    ["playground/clock.ts", "the queue did not empty"],
    ["playground/live-reload.ts", "__playground"],
    ["playground/rooms.ts", "/api/clock"],
    ["playground/inbox/create-inbox.ts", "/delete-all"],
    ["playground/demo-shop/serve.ts", "Saltmarsh Supply"],
    ["worker/testing/world.ts", "cloudflare:test"],
  ])("has nothing of %s: %j", (file, marker) => {
    expect(read(file)).toContain(marker);
    expect(holds(marker)).toBe(false);
  });

  it.each(["__scheduled", "/cdn-cgi/handler", "/__", "debugger", "sourceMappingURL=data:"])(
    "has no way in that a developer left open: %s",
    (marker) => {
      expect(holds(marker)).toBe(false);
    },
  );

  it("has neither value nor name of .dev.vars: wrangler reads that file for local runs alone", () => {
    const local = Object.entries(parseEnv(read(".dev.vars")));
    expect(local.map(([name]) => name)).toContain("ENCRYPTION_KEYS");
    for (const [name, value = ""] of local) {
      // Bindings and vars that the deployment would set stand in what wrangler says.
      expect(bundle.log).not.toContain(name);
      expect(bundle.log).not.toContain(value);
      // "generic" is a word of ours too; everything else could only come from the file.
      if (value !== "generic") expect(holds(value), name).toBe(false);
    }
  });

  it("brings browsers the widgets, their headers, and nothing else", () => {
    const assets = globSync("dist/assets/**/*.*", { cwd: root }).sort();
    const names = assetNames
      .map((name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
      .sort();
    expect(assets).toEqual(
      names.map((name) => expect.stringMatching(new RegExp(`^dist/assets/_cw/a/${name}-\\w+\\.js$`))),
    );
    expect(read("dist/assets/_headers")).toContain("immutable");
  });

  it("keeps to its budget", () => {
    expect(bundle.gzip).toBeLessThanOrEqual(workerBudget);
  });
});
