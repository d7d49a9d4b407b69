/**
 * CSS of the widget, for its shadow root. ASCII, because a style element knows no character references.
 *
 * A line that is not told keeps its space: what appears moves nothing, even where it needs two lines. As with the progress
 * bar, the space is reserved here alone: without this sheet there is nothing to see and no height.
 */
export const socialProofStyles = `
:host {
  all: initial !important;
  display: block !important;
  grid-column: 1 / -1 !important;
  color: inherit !important;
  font: inherit !important;
  visibility: inherit !important;
}
div { display: grid; font-size: 14px; line-height: 20px; }
:lang(ko) { word-break: keep-all; }
p, a { display: flex; align-items: center; gap: 8px; }
p { min-block-size: 44px; margin: 0; font-variant-numeric: tabular-nums; }
[hidden] p[hidden] { visibility: hidden; }
.none { display: none; }
.stock { display: grid; }
.stock p { grid-area: 1 / 1; min-block-size: 28px; }
b { font: inherit; }
a {
  min-block-size: 44px;
  border-radius: 4px;
  color: inherit;
  text-decoration: underline color-mix(in srgb, currentColor 40%, transparent);
  text-underline-offset: 4px;
}
a:hover { text-decoration-color: currentColor; }
a:focus-visible { outline: 2px solid; outline-offset: 2px; }
svg { flex: none; }
path { fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
`.replace(/\n\s*/g, "");
