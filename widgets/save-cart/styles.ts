/** CSS of the link, for its shadow root. ASCII, because a style element knows no character references. */
export const saveCartStyles = `
:host {
  all: initial !important;
  display: block !important;
  grid-column: 1 / -1 !important;
  color: inherit !important;
  font: inherit !important;
  visibility: inherit !important;
}
a {
  display: flex;
  align-items: center;
  justify-content: center;
  gap: 8px;
  min-block-size: 44px;
  padding: 4px 16px;
  color: color-mix(in srgb, currentColor 75%, transparent);
  font-size: 14px;
  line-height: 20px;
  text-align: center;
  text-decoration: none;
}
:lang(ko) { word-break: keep-all; }
a:hover, a:focus-visible { color: inherit; }
a:hover span { text-decoration: underline; text-underline-offset: 4px; }
a:focus-visible { outline: 2px solid; outline-offset: -4px; border-radius: 8px; }
svg { flex: none; }
path { fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
`.replace(/\n\s*/g, "");
