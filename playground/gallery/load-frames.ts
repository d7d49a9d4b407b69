import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { paths } from "../../worker/wire/paths.ts";
import { classicScript } from "../browser-assets.ts";
import type * as frames from "./create-frames.ts";
import { readCaptured } from "./read-captured.ts";

type Frames = ReturnType<typeof frames.createFrames>;

const assets = fileURLToPath(new URL(`../../dist/assets${paths.assets}`, import.meta.url));

/**
 * Frames by the widgets' and the worker's source as it is now. The widgets' code for browsers is what `npm run build` made
 * last.
 */
export async function loadFrames(own: frames.FrameSurroundings["own"] = null): Promise<Frames> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./create-frames.ts", import.meta.url))],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "es2024",
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "silent",
    write: false,
  });
  const code = outputFiles[0]?.text ?? "";
  const address = `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`;
  const { createFrames } = (await import(address)) as typeof frames;
  return createFrames({
    readAsset: (name) => readFile(join(assets, name)).catch(() => null),
    actsScript: () => classicScript(new URL("./do-acts.ts", import.meta.url)),
    captured: readCaptured(),
    own,
  });
}
