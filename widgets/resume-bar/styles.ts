/**
 * CSS of the bar, for its shadow root. Set on the host are `--cw-text`, `--cw-ground`, `--cw-fill` and `--cw-ink` (of the main
 * button), without which it takes the system's colours, in the page's scheme, and `--lift` (px above what the shop keeps at the
 * bottom itself). It lies below a shop's own drawers and dialogs, which begin at about 1000.
 */
export const resumeBarStyles = `
:host {
  all: initial !important;
  position: fixed !important;
  inset-inline: 0 !important;
  inset-block-end: var(--lift) !important;
  z-index: 900 !important;
  font-family: inherit !important;
  color-scheme: inherit !important;
  --text: var(--cw-text, CanvasText);
  --ground: var(--cw-ground, Canvas);
  --fill: var(--cw-fill, var(--text));
  --ink: var(--cw-ink, var(--ground));
}
:host(:lang(ko)) { word-break: keep-all !important; }
section {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 12px;
  box-sizing: border-box;
  max-inline-size: 960px;
  max-block-size: 60dvh;
  margin-inline: auto;
  padding: 12px 16px max(12px, env(safe-area-inset-bottom));
  overflow: auto;
  border: 1px solid color-mix(in srgb, var(--text) 12%, var(--ground));
  border-radius: 12px 12px 0 0;
  background: var(--ground);
  color: var(--text);
  font-size: 14px;
  line-height: 20px;
  text-align: start;
  overflow-wrap: anywhere;
  box-shadow: 0 0 32px #0003;
}
.pictures { display: flex; flex: none; }
.pictures:empty { display: none; }
img {
  inline-size: 48px;
  block-size: 48px;
  box-sizing: border-box;
  border: 2px solid var(--ground);
  border-radius: 8px;
  object-fit: cover;
  background: color-mix(in srgb, var(--text) 8%, var(--ground));
}
img + img { margin-inline-start: -16px; }
.what > * { unicode-bidi: plaintext; }
.what { flex: 1 1 140px; min-inline-size: 0; }
output { display: block; font-weight: 600; }
p, ul { margin: 0; padding: 0; color: color-mix(in srgb, var(--text) 75%, var(--ground)); }
ul { padding-inline-start: 20px; }
.actions { display: flex; flex: 1 1 auto; flex-wrap: wrap; gap: 8px; }
button, a {
  flex: 1 0 auto;
  box-sizing: border-box;
  min-block-size: 44px;
  min-inline-size: 64px;
  margin: 0;
  padding: 11px 8px;
  border: 1px solid color-mix(in srgb, var(--text) 55%, var(--ground));
  border-radius: 8px;
  background: none;
  color: inherit;
  font: inherit;
  text-align: center;
  text-decoration: none;
  cursor: pointer;
}
.main { border-color: transparent; background: var(--fill); color: var(--ink); font-weight: 600; }
.plain { border-color: transparent; }
[aria-busy=true] .actions { opacity: .6; }
button:focus-visible, a:focus-visible { outline: 2px solid var(--text); outline-offset: 2px; }
@media (hover: hover) {
  button:hover { background: color-mix(in srgb, var(--text) 6%, transparent); }
  .main:hover { background: var(--fill); text-decoration: underline; text-underline-offset: 3px; }
}
@media (min-width: 800px) {
  :host { inset-inline: 24px !important; inset-block-end: calc(var(--lift) + 24px) !important; pointer-events: none !important; }
  section { flex-wrap: nowrap; inline-size: fit-content; padding: 12px; border-radius: 12px; pointer-events: auto; }
  .what { flex: 0 1 auto; }
  button, a { padding-inline: 16px; }
  .actions { flex: none; }
}
/* After 8 s, but not while somebody is at it. */
.over:not(:hover, :has(:focus-visible)) { animation: go .18s 8s forwards; }
@keyframes go { to { opacity: 0; visibility: hidden; } }
@media (prefers-reduced-motion: no-preference) {
  section:not(.over) { animation: rise .18s ease-out; }
  @keyframes rise { from { opacity: 0; transform: translateY(16px); } }
}
@media (forced-colors: active) {
  .main { border: 2px solid; }
}
`.replace(/\n\s*/g, "");
