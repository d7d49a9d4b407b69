/** CSS of the badges, for their shadow root. ASCII, because a style element knows no character references. */
export const trustBadgesStyles = `
:host {
  all: initial !important;
  display: block !important;
  grid-column: 1 / -1 !important;
  color: inherit !important;
  font: inherit !important;
  visibility: inherit !important;
  container-type: inline-size !important;
}
ul {
  display: grid;
  grid-template-columns: 1fr 1fr;
  gap: 4px 16px;
  margin: 0;
  padding: 12px 0;
  list-style: none;
  font-size: 14px;
  line-height: 20px;
}
:lang(ko) { word-break: keep-all; }
a {
  display: flex;
  align-items: center;
  gap: 8px;
  min-block-size: 44px;
  border-radius: 4px;
  color: color-mix(in srgb, currentColor 75%, transparent);
  text-decoration: none;
  overflow-wrap: anywhere;
}
a:hover, a:focus-visible { color: inherit; }
a:hover span { text-decoration: underline; text-underline-offset: 4px; }
a:focus-visible { outline: 2px solid; outline-offset: 2px; }
svg { flex: none; }
path { fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
li:last-child:nth-child(odd) { grid-column: 1 / -1; }
@container (min-width: 640px) {
  ul { display: flex; justify-content: space-between; }
}
`.replace(/\n\s*/g, "");
