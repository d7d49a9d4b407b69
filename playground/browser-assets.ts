import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const scripts = new Map<string, string>();

/** A style sheet as it is on the disk now: a change shows with the next load. */
export function styleSheet(file: URL): Response {
  return respond("text/css", readFileSync(file, "utf8"));
}

/** A module for the playground's own pages, bundled when it is first asked for. */
export function moduleScript(entry: URL): Response {
  let script = scripts.get(entry.href);
  if (script === undefined) {
    const { outputFiles } = buildSync({
      entryPoints: [fileURLToPath(entry)],
      bundle: true,
      format: "esm",
      target: "es2022",
      write: false,
    });
    script = outputFiles[0]?.text ?? "";
    scripts.set(entry.href, script);
  }
  return respond("text/javascript", script);
}

function respond(type: string, body: string): Response {
  return new Response(body, {
    headers: { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "no-cache" },
  });
}
