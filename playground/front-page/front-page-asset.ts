import { moduleScript, styleSheet } from "../browser-assets.ts";

/** The front page's style and script at `/assets/front-page.css` and `.js`; null for any other path. */
export function frontPageAsset(path: string): Response | null {
  if (path === "/assets/front-page.css") return styleSheet(new URL("./front-page.css", import.meta.url));
  if (path === "/assets/front-page.js") return moduleScript(new URL("./turn-clock.ts", import.meta.url));
  return null;
}
