/** The look of our own pages: quiet, so that any shop's name can stand at the top of them. */
export const pageStyles = `
:root { color-scheme: light dark; --text: #1d1f20; --muted: #5c6166; --surface: #fff; --ground: #f4f4f2;
  --line: color-mix(in srgb, var(--text) 12%, transparent); --control: #767b80;
  --button: #1d1f20; --on-button: #fff }
@media (prefers-color-scheme: dark) { :root { --text: #f1f1ee; --muted: #a9adb1; --surface: #1d1f20; --ground: #131415;
  --control: #8a8f94; --button: #f1f1ee; --on-button: #131415 } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; background: var(--ground); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; font-variant-numeric: tabular-nums }
header { padding: 24px 16px; text-align: center }
header a { display: inline-flex; align-items: center; min-height: 44px; color: inherit; font-weight: 600;
  text-decoration: none }
header a:hover { text-decoration: underline }
main { max-width: 560px; margin: 0 auto 48px; padding: 24px 16px; background: var(--surface) }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 1.2; text-wrap: balance }
p { margin: 0 0 16px }
ul { list-style: none; margin: 24px 0 0; padding: 0 }
li { display: flex; gap: 16px; padding: 12px 0; border-top: 1px solid var(--line) }
li img, li .no-picture { flex: none; width: 64px; height: 64px; border-radius: 8px; object-fit: cover;
  background: var(--ground) }
li .what { flex: 1; min-width: 0; overflow-wrap: anywhere }
li strong, li .note { display: block }
li strong { font-weight: 600 }
li .price { white-space: nowrap }
.muted { color: var(--muted); font-size: 14px }
.total { display: flex; justify-content: space-between; gap: 16px; padding-top: 12px;
  border-top: 1px solid var(--line); font-weight: 600 }
.total .muted { font-weight: 400 }
.button { display: inline-flex; align-items: center; justify-content: center; width: 100%; min-height: 48px;
  padding: 12px 24px; border: 1px solid transparent; border-radius: 8px; background: var(--button);
  color: var(--on-button); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer }
.button:hover { opacity: .9 }
a:focus-visible, .button:focus-visible { outline: 2px solid var(--text); outline-offset: 2px }
.button.second { margin-top: 12px; border-color: var(--control); background: none; color: inherit }
.button.second:hover { background: color-mix(in srgb, var(--text) 6%, transparent); opacity: 1 }
label { display: block; margin-bottom: 4px; font-size: 14px }
.code { width: 100%; height: 56px; margin-bottom: 16px; padding: 0 16px; border: 1px solid var(--control);
  border-radius: 8px; background: none; color: inherit; font: inherit; font-size: 24px; letter-spacing: .08em;
  text-transform: uppercase }
.code:focus-visible { outline: 2px solid var(--text); outline-offset: 1px }
.field { width: 100%; height: 48px; margin-bottom: 16px; padding: 0 12px; border: 1px solid var(--control); border-radius: 8px;
  background: none; color: inherit; font: inherit }
.field:focus-visible { outline: 2px solid var(--text); outline-offset: 1px }
h2 { margin: 0 0 8px; font-size: 18px; line-height: 1.3 }
form + form { padding-top: 24px; border-top: 1px solid var(--line) }
form .muted { margin: 8px 0 0 }
.qr { max-width: 240px; margin: 0 auto 16px }
.qr svg { display: block; width: 100%; height: auto; border-radius: 8px }
.big-code { font-size: 32px; letter-spacing: .08em; text-align: center }
.alert { padding: 12px 16px; border-inline-start: 4px solid var(--text); background: var(--ground) }
form, ul + .button { margin: 24px 0 16px }
.muted:last-child, p:last-child { margin-bottom: 0 }
@media (min-width: 640px) { main { padding: 32px; border-radius: 8px } }
`;
