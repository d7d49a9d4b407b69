import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

/** The front page's style and script at `/assets/front-page.css` and `.js`; null for any other path. */
export function frontPageAsset(path: string): Response | null {
  if (path === "/assets/front-page.css") return respond("text/css", styles());
  if (path === "/assets/front-page.js") return respond("text/javascript", script());
  return null;
}

function respond(type: string, body: string): Response {
  return new Response(body, {
    headers: { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "no-cache" },
  });
}

function styles(): string {
  return readFileSync(new URL("./front-page.css", import.meta.url), "utf8");
}

let builtScript: string | undefined;
function script(): string {
  builtScript ??= buildSync({
    entryPoints: [fileURLToPath(new URL("./turn-clock.ts", import.meta.url))],
    bundle: true,
    format: "esm",
    target: "es2023",
    write: false,
  }).outputFiles[0]?.text;
  return builtScript ?? "";
}
