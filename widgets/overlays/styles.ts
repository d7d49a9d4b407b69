/**
 * CSS that all overlays share, for their shadow roots. `--text`, `--surface`, `--accent`, `--ink`, `--radius` and `--scheme`
 * come from the page (see theme.ts); lines and muted text are mixed from them.
 */
export const overlayStyles = `
:host {
  all: initial !important;
  font-family: inherit !important;
  --line: color-mix(in srgb, var(--text) 12%, transparent);
  --round: min(var(--radius) * 2, 16px);
  --edge: 1px solid color-mix(in srgb, var(--text) 55%, var(--surface));
}
dialog {
  box-sizing: border-box;
  width: 100%;
  max-width: none;
  max-height: 92dvh;
  margin: auto 0 0;
  padding: 0;
  border: 1px solid var(--line);
  border-radius: var(--round) var(--round) 0 0;
  overflow: hidden auto;
  overscroll-behavior: contain;
  background: var(--surface);
  color: var(--text);
  color-scheme: var(--scheme);
  font-size: 16px;
  line-height: 1.5;
  text-align: start;
  overflow-wrap: anywhere;
  box-shadow: 0 8px 32px #0003;
}
dialog > div { padding: 8px 16px max(16px, env(safe-area-inset-bottom)); }
/* Korean breaks between words, Japanese anywhere. */
:host(:lang(ko)) { word-break: keep-all !important; }
dialog::backdrop { background: #0006; }
.head { display: flex; align-items: center; justify-content: space-between; gap: 8px; }
h2 { margin: 0; font-size: 20px; line-height: 1.2; font-weight: 600; outline: 0; }
p { margin: 0; outline: 0; }
.muted { color: color-mix(in srgb, var(--text) 75%, var(--surface)); font-size: 14px; }
.button {
  box-sizing: border-box;
  min-height: 48px;
  margin: 0;
  padding: 11px 16px;
  border: var(--edge);
  border-radius: var(--radius);
  background: none;
  color: inherit;
  font: inherit;
  text-align: center;
  text-decoration: none;
  cursor: pointer;
}
.main { background: var(--accent); border-color: transparent; color: var(--ink); font-weight: 600; }
.close {
  flex: none;
  display: grid;
  place-items: center;
  width: 44px;
  min-height: 44px;
  margin-inline-end: -12px;
  padding: 0;
  border-color: transparent;
}
.close svg { fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; }
input, textarea {
  box-sizing: border-box;
  min-width: 0;
  min-height: 44px;
  margin: 0;
  padding: 8px 12px;
  border: var(--edge);
  border-radius: var(--radius);
  background: none;
  color: inherit;
  font: inherit;
  font-size: 16px;
}
:not([tabindex]):focus-visible { outline: 2px solid; outline-offset: 2px; }
@media (hover: hover) {
  .button:hover { background: color-mix(in srgb, var(--text) 6%, transparent); }
  .main:hover { background: color-mix(in srgb, var(--accent) 88%, var(--ink)); }
}
@media (min-width: 640px) {
  dialog {
    width: 480px;
    margin: auto;
    border-radius: var(--round);
  }
  dialog > div { padding: 12px 24px 24px; }
}
@media (prefers-reduced-motion: no-preference) {
  dialog { animation: rise .18s ease-out; }
  dialog::backdrop { animation: fade .18s; }
  @keyframes rise { from { opacity: 0; transform: translateY(16px); } }
  @keyframes fade { from { opacity: 0; } }
}
@media (forced-colors: active) {
  .main { border: 2px solid; }
}
`;
