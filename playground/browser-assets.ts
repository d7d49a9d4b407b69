import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const scripts = new Map<string, string>();

const look = new URL("./look.css", import.meta.url);

/**
 * Style sheets as they are on the disk now, one behind the other, after what all the playground's pages share (look.css): a change
 * shows with the next load.
 */
export function styleSheet(...files: URL[]): Response {
  return respond("text/css", [look, ...files].map((file) => readFileSync(file, "utf8")).join("\n"));
}

/** A module for the playground's own pages, bundled when it is first asked for. */
export function moduleScript(entry: URL): Response {
  return respond("text/javascript", bundled(entry, "esm"));
}

/** The same as a script that runs where its tag stands. */
export function classicScript(entry: URL): Response {
  return respond("text/javascript", bundled(entry, "iife"));
}

/** The next time a script is asked for it is bundled anew. */
export function forgetScripts(): void {
  scripts.clear();
}

function bundled(entry: URL, format: "esm" | "iife"): string {
  let script = scripts.get(entry.href);
  if (script === undefined) {
    const { outputFiles } = buildSync({
      entryPoints: [fileURLToPath(entry)],
      bundle: true,
      format,
      target: "es2022",
      jsx: "automatic",
      jsxImportSource: "preact",
      // A charset of its own is what a script lacks that stands in a page of any charset.
      charset: "ascii",
      write: false,
    });
    script = outputFiles[0]?.text ?? "";
    scripts.set(entry.href, script);
  }
  return script;
}

function respond(type: string, body: string): Response {
  return new Response(body, {
    headers: { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "no-cache" },
  });
}
