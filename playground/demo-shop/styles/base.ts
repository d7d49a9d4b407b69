export const baseStyles = `:root {
  color-scheme: light dark;
  --page: #fcfaf6;
  --surface: #ffffff;
  --text: #1d3038;
  --muted: #546870;
  --line: #1d30381f;
  --control: #75878e;
  --accent: #1c5b70;
  --accent-hover: #154656;
  --on-accent: #ffffff;
  --sale: #a2431f;
  --error: #a32a1c;
  --error-surface: #fbeae6;
  --good: #2f6b4f;
  --radius: 8px;
  --sans: "Avenir Next", Avenir, "Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, Roboto, "Open Sans", sans-serif;
  --serif: "Iowan Old Style", Charter, "Palatino Linotype", Palatino, "Book Antiqua", Georgia, serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #11191d;
    --surface: #182328;
    --text: #e8edee;
    --muted: #a4b4b9;
    --line: #e8edee24;
    --control: #84969d;
    --accent: #8fc9d9;
    --accent-hover: #aad8e4;
    --on-accent: #0c1b21;
    --sale: #f0a17f;
    --error: #f6a192;
    --error-surface: #3a201c;
    --good: #8fcfae;
  }
  img { filter: brightness(.9); }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 16px; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column;
  background: var(--page); color: var(--text);
  font: 16px/1.5 var(--sans); overflow-wrap: break-word;
}
main { flex: 1; padding-block: 32px 64px; }
.wrap { width: 100%; max-width: 1152px; margin-inline: auto; padding-inline: 16px; }
@media (min-width: 640px) { .wrap { padding-inline: 32px; } }
h1, h2, h3 { margin: 0; font-family: var(--serif); font-weight: 500; line-height: 1.2; text-wrap: balance; }
h1 { font-size: 32px; letter-spacing: -.01em; }
h2 { font-size: 24px; }
h3 { font-size: 20px; }
p { margin: 0; text-wrap: pretty; }
ul, ol { margin: 0; padding: 0; list-style: none; }
img { display: block; max-width: 100%; height: auto; }
a { color: inherit; text-decoration-color: color-mix(in srgb, currentColor 40%, transparent); text-underline-offset: 3px; }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
[hidden] { display: none !important; }
.small { font-size: 14px; color: var(--muted); }
.muted { color: var(--muted); }
.price, .sum dd, .count { font-variant-numeric: tabular-nums; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 16px; top: -64px; padding: 12px 16px; background: var(--accent); color: var(--on-accent); border-radius: var(--radius); z-index: 2; }
.skip:focus { top: 8px; }

.site-header { border-bottom: 1px solid var(--line); }
.site-header .wrap { display: grid; grid-template-columns: 1fr auto; align-items: center; column-gap: 16px; padding-block: 8px; }
.brand { display: inline-flex; align-items: center; gap: 8px; min-height: 44px; font: 500 clamp(18px, 5.2vw, 20px)/1.2 var(--serif); text-decoration: none; white-space: nowrap; }
.brand .mark { color: var(--accent); flex: none; }
.site-nav { grid-column: 1 / -1; display: flex; gap: 24px; }
.site-nav a { display: inline-flex; align-items: center; min-height: 44px; text-decoration: none; color: var(--muted); }
.site-nav a:hover { color: var(--text); text-decoration: underline; }
.site-header .cart-link { grid-column: 2; grid-row: 1; }
.cart-link { display: inline-flex; align-items: center; gap: 8px; min-height: 44px; text-decoration: none; }
.cart-count { display: inline-grid; place-items: center; min-width: 24px; height: 24px; padding-inline: 6px; border-radius: 12px; background: var(--accent); color: var(--on-accent); font-size: 14px; font-weight: 600; line-height: 1; font-variant-numeric: tabular-nums; }
@media (max-width: 359px) { .cart-link > span:first-of-type { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); } }
@media (min-width: 768px) {
  .site-header .wrap { grid-template-columns: auto 1fr auto; column-gap: 48px; padding-block: 12px; }
  .site-nav { grid-column: 2; grid-row: 1; }
  .site-header .cart-link { grid-column: 3; }
}
.site-footer { border-top: 1px solid var(--line); padding-block: 32px; }
.footer-columns { display: grid; gap: 32px; margin-bottom: 32px; font-size: 14px; }
.footer-columns h2 { font-size: 16px; margin-bottom: 8px; }
.footer-columns p { color: var(--muted); max-width: 40ch; }
.footer-columns li a { display: inline-flex; align-items: center; min-height: 32px; color: var(--muted); }
@media (min-width: 640px) { .footer-columns { grid-template-columns: 2fr 1fr 1fr; } }

.button {
  display: inline-flex; align-items: center; justify-content: center; gap: 8px;
  min-height: 48px; padding: 12px 24px; border: 1px solid transparent; border-radius: var(--radius);
  background: var(--accent); color: var(--on-accent); font: 600 16px/1.2 var(--sans);
  text-decoration: none; cursor: pointer; transition: background-color .15s;
}
.button:hover { background: var(--accent-hover); }
.button[disabled] { background: transparent; border-color: var(--line); color: var(--muted); cursor: not-allowed; }
.button.plain { background: transparent; border-color: var(--control); color: var(--text); }
.button.plain:hover { border-color: var(--text); }
.button.wide { width: 100%; }
.text-button { min-height: 44px; padding: 8px 0; border: 0; background: none; color: var(--muted); font: 14px/1.5 var(--sans); text-decoration: underline; text-underline-offset: 3px; cursor: pointer; }
.text-button:hover { color: var(--text); }
.notice { padding: 12px 16px; border-radius: var(--radius); border: 1px solid var(--line); background: var(--surface); }
.notice.error { border-color: color-mix(in srgb, var(--error) 40%, transparent); background: var(--error-surface); color: var(--error); }
.notice:empty { display: none; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }`;
