import { moduleScript, styleSheet } from "../browser-assets.ts";
import { tabsStyles } from "../tabs.ts";

/** The front page's style and script at `/assets/front-page.css` and `.js`; null for any other path. */
export function frontPageAsset(path: string): Response | null {
  if (path === "/assets/front-page.css") {
    return styleSheet(tabsStyles, new URL("./front-page.css", import.meta.url));
  }
  if (path === "/assets/front-page.js") return moduleScript(new URL("./turn-clock.ts", import.meta.url));
  return null;
}
