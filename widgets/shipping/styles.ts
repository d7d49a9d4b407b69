/**
 * CSS of the widget, for its shadow root. ASCII, because a style element knows no character references.
 *
 * The longest there may be stands unseen beneath what is read, so that what a visitor is told in place of the usual moves
 * nothing; the sentence, which may need fewer lines than are kept for it, comes last on a phone. As with the progress bar, the space is reserved here alone: without this sheet there
 * is nothing to see and no height.
 */
export const shippingStyles = `
:host {
  all: initial !important;
  display: block !important;
  grid-column: 1 / -1 !important;
  color: inherit !important;
  font: inherit !important;
  visibility: inherit !important;
  container-type: inline-size !important;
  --accent: currentColor;
}
section { display: grid; grid-template-columns: 24px 1fr; gap: 8px 12px; padding: 12px 0; font-size: 14px; line-height: 20px; }
:lang(ko) { word-break: keep-all; }
p { margin: 0; text-wrap: pretty; font-variant-numeric: tabular-nums; }
.lines { display: grid; }
.lines p { grid-area: 1 / 1; }
.sentence, .total { order: 1; grid-column: 2; }
.room { visibility: hidden; }
b { font-weight: 600; }
svg { grid-row: span 2; margin-block-start: -2px; }
path { fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.goal { grid-column: 2; }
.track { block-size: 4px; margin-block-start: 4px; border-radius: 2px; overflow: clip; background: color-mix(in srgb, currentColor 24%, transparent); }
i { display: block; block-size: 100%; inline-size: 0; border-radius: 2px; background: var(--accent); }
@container (min-width: 640px) {
  .sentence, .total { order: 0; }
}
@media (prefers-reduced-motion: no-preference) { i { transition: inline-size .2s ease-out; } }
@media (forced-colors: active) { .track { forced-color-adjust: none; background: GrayText; } i { background: Highlight; } }
`.replace(/\n\s*/g, "");
