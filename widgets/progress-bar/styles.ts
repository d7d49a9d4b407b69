/**
 * CSS of the bar, for its shadow root. ASCII, because a style element knows no character references.
 *
 * - The host takes the page's font and colour and nothing else: `all` with `!important` beats any rule of the page.
 * - Every colour is a share of the page's own text colour, so a dark page gets a light bar unasked.
 * - The 48 px are reserved here and not on the page: without this sheet (refused by a policy, or by a browser that knows
 *   no declarative shadow DOM) `nav` stays hidden and the host has no height at all.
 */
export const progressBarStyles = `
:host {
  all: initial !important;
  display: block !important;
  block-size: 48px !important;
  grid-column: 1 / -1 !important;
  flex: none !important;
  inline-size: 100% !important;
  color: inherit !important;
  font: inherit !important;
  visibility: inherit !important;
  container-type: inline-size !important;
  --accent: currentColor;
  --line: color-mix(in srgb, currentColor 24%, transparent);
}
nav {
  display: flex;
  flex-direction: column;
  justify-content: center;
  box-sizing: border-box;
  block-size: 48px;
  max-inline-size: 800px;
  margin-inline: auto;
  padding-inline: 16px;
  overflow: clip;
  font-size: 14px;
  line-height: 20px;
  white-space: nowrap;
}
.track { display: flex; gap: 4px; margin-block-start: 8px; }
.track i { flex: 1; block-size: 4px; border-radius: 2px; background: var(--line); }
.track .past { background: var(--accent); }
ol { margin: 0; padding: 0; list-style: none; }
li { display: flex; gap: 4px; min-inline-size: 0; }
li:not(.current, .here) { display: none; }
li > :last-child { display: flex; align-items: center; gap: 8px; min-inline-size: 0; color: inherit; }
.name { overflow: hidden; text-overflow: ellipsis; }
a { margin-inline: -4px; padding-inline: 4px; border-radius: 4px; text-decoration: none; }
a:any-link:hover .name { text-decoration: underline; text-underline-offset: 4px; }
a:focus-visible { outline: 2px solid; }
.todo { color: color-mix(in srgb, currentColor 75%, transparent); }
.current .name, .here .name { font-weight: 600; }
.mark {
  display: none;
  place-items: center;
  flex: none;
  box-sizing: border-box;
  inline-size: 24px;
  block-size: 24px;
  border: 1px solid color-mix(in srgb, currentColor 60%, transparent);
  border-radius: 50%;
  font-size: 12px;
  line-height: 1;
  font-variant-numeric: tabular-nums;
}
.current .mark { border: 2px solid var(--accent); }
.done .mark { border: 0; color: var(--accent); }
i { font-style: normal; }
.done i, li:not(.done) :is(svg, .unseen) { display: none; }
svg { fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
.unseen { position: absolute; clip-path: inset(50%); inline-size: 1px; block-size: 1px; overflow: hidden; }
@container (min-width: 640px) {
  .at, .track { display: none; }
  ol { display: flex; }
  li { align-items: center; }
  li:not(.current, .here) { display: flex; }
  li + li { flex: 1; }
  li + li::before {
    content: "";
    flex: 1;
    min-inline-size: 8px;
    block-size: 1px;
    margin-inline: 12px;
    background: var(--line);
  }
  li > :last-child { block-size: 44px; }
  .name { overflow: visible; }
  .current .mark { font-weight: 600; }
  .mark { display: grid; }
}
@media (forced-colors: active) {
  .track i { border: 1px solid CanvasText; block-size: 2px; }
  .track .past { forced-color-adjust: none; background: Highlight; }
  li + li::before { background: CanvasText; }
}
`.replace(/\n\s*/g, "");
