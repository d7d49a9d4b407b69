/**
 * CSS of the offer, for its shadow root. `--text`, `--surface`, `--accent`, `--ink`, `--radius` and `--scheme` come
 * from the page (see theme.ts); lines and muted text are mixed from them.
 */
export const offerStyles = `
:host {
  all: initial !important;
  font-family: inherit !important;
  --line: color-mix(in srgb, var(--text) 12%, transparent);
}
dialog {
  box-sizing: border-box;
  width: 100%;
  max-width: none;
  max-height: 92dvh;
  margin: auto 0 0;
  padding: 8px 16px max(16px, env(safe-area-inset-bottom));
  border: 1px solid transparent;
  border-radius: min(var(--radius) * 2, 16px) min(var(--radius) * 2, 16px) 0 0;
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
/* Korean breaks between words, Japanese anywhere. */
:host(:lang(ko)) { word-break: keep-all !important; }
dialog::backdrop { background: #0006; }
header { display: flex; align-items: center; justify-content: space-between; gap: 8px; }
h2 { margin: 0; font-size: 20px; line-height: 1.2; font-weight: 600; outline: 0; }
ul { margin: 8px 0 0; padding: 0; list-style: none; }
li { display: flex; gap: 12px; padding-block: 8px; line-height: 1.4; }
.picture {
  flex: none;
  box-sizing: border-box;
  width: 56px;
  height: 56px;
  border-radius: min(var(--radius), 8px);
  overflow: hidden;
  background: color-mix(in srgb, var(--text) 8%, transparent);
}
img { width: 100%; height: 100%; object-fit: cover; }
.what { flex: 1; min-width: 0; }
.name { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.muted { color: color-mix(in srgb, var(--text) 75%, var(--surface)); font-size: 14px; }
.price { flex: none; white-space: nowrap; font-variant-numeric: tabular-nums; }
p { margin: 0; }
.more { padding-block: 4px 8px; }
.total {
  display: flex;
  justify-content: space-between;
  margin-block-start: 8px;
  padding-block: 12px;
  border-block-start: 1px solid var(--line);
  font-weight: 600;
}
button, .main {
  box-sizing: border-box;
  min-height: 48px;
  margin: 0;
  padding: 11px 16px;
  border: 1px solid color-mix(in srgb, var(--text) 55%, var(--surface));
  border-radius: var(--radius);
  background: none;
  color: inherit;
  font: inherit;
  text-align: center;
  text-decoration: none;
  cursor: pointer;
}
.main { background: var(--accent); border-color: transparent; color: var(--ink); font-weight: 600; }
.actions { display: grid; gap: 8px; margin-block-start: 8px; }
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
form, .saved { margin-block-start: 16px; padding-block-start: 12px; border-block-start: 1px solid var(--line); font-size: 14px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; margin-block: 4px 8px; }
input {
  box-sizing: border-box;
  flex: 99 1 180px;
  min-width: 0;
  min-height: 44px;
  margin: 0;
  padding: 8px 12px;
  border: 1px solid color-mix(in srgb, var(--text) 55%, var(--surface));
  border-radius: var(--radius);
  background: none;
  color: inherit;
  font: inherit;
  font-size: 16px;
}
form button { flex: 1 0 auto; min-height: 44px; padding-block: 8px; }
[aria-invalid=true] { border-width: 2px; border-color: currentColor; padding: 7px 11px; }
[role=alert] { font-weight: 600; margin-block-end: 4px; }
.saved { outline: 0; }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 2px solid; outline-offset: 2px; }
@media (hover: hover) {
  button:hover { background: color-mix(in srgb, var(--text) 6%, transparent); }
  .main:hover { background: color-mix(in srgb, var(--accent) 88%, var(--ink)); }
}
@media (min-width: 640px) {
  dialog {
    width: 480px;
    margin: auto;
    padding: 12px 24px 24px;
    border-radius: min(var(--radius) * 2, 16px);
  }
  .actions { grid-template-columns: auto auto; }
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
