import { invertColour } from "../../worker/testing/invert-colour.ts";

/** How a reader may show a mail. */
export const themes = ["light", "dark", "inverted"] as const;
export type Theme = (typeof themes)[number];

const onDark = "@media (prefers-color-scheme:dark)";

/** A mail's HTML as a reader with this theme shows it, whatever the reader of this page prefers. */
export function inTheme(html: string, theme: Theme): string {
  if (theme === "inverted") return invert(html);
  const dark = html.replace(onDark, theme === "dark" ? "@media all" : "@media not all");
  return dark.replaceAll("light dark", theme === "dark" ? "dark" : "light");
}

/**
 * As Gmail's app on an iPhone and Outlook for Windows do at night: what we say of dark is not read, and the lightness of every
 * colour is turned round, its hue and the pictures left as they are.
 */
function invert(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/style="[^"]*"/g, (style) => style.replace(/#[0-9a-f]{6}\b/g, invertColour));
}
