export const checkoutStyles = `.page-title { margin-bottom: 24px; }
.columns { display: grid; gap: 32px; }
@media (min-width: 900px) { .columns { grid-template-columns: minmax(0, 7fr) minmax(0, 5fr); gap: 64px; align-items: start; } }
.cart-line { display: grid; grid-template-columns: 80px minmax(0, 1fr); gap: 0 16px; padding-block: 16px; border-bottom: 1px solid var(--line); }
.cart-lines .cart-line:first-child { border-top: 1px solid var(--line); }
.cart-line > a img { width: 80px; border-radius: var(--radius); }
.line-head { display: flex; justify-content: space-between; gap: 16px; }
.line-name { font-weight: 600; }
.line-name a { text-decoration: none; }
.line-name a:hover { text-decoration: underline; }
.line-controls { display: flex; flex-wrap: wrap; align-items: center; gap: 0 16px; margin-top: 8px; }
.line-controls form, .line-controls .stepper { display: flex; align-items: center; gap: 12px; }
.line-controls input[type=number] { width: 72px; }
.line-controls .stepper { gap: 0; border: 1px solid var(--control); border-radius: var(--radius); background: var(--surface); }
.stepper button { width: 44px; height: 44px; border: 0; background: none; color: inherit; font: 20px/1 var(--sans); cursor: pointer; }
.stepper button[disabled] { color: var(--muted); cursor: not-allowed; }
.stepper output { min-width: 24px; text-align: center; font-variant-numeric: tabular-nums; }
.cart-empty { margin-bottom: 24px; color: var(--muted); }

.summary { padding: 24px; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); display: grid; gap: 16px; }
.summary h2 { font-size: 20px; }
@media (min-width: 900px) { .summary { position: sticky; top: 24px; } }
.summary-lines { display: grid; gap: 12px; }
.summary-lines li { display: grid; grid-template-columns: 56px minmax(0, 1fr) auto; gap: 12px; align-items: center; font-size: 14px; }
.summary-lines img { width: 56px; border-radius: var(--radius); }
.summary-lines strong { display: block; font-size: 16px; font-weight: 600; line-height: 1.4; }
.sum { display: grid; gap: 8px; margin: 0; }
.summary-lines + .sum { border-top: 1px solid var(--line); padding-top: 16px; }
.sum div { display: flex; justify-content: space-between; gap: 16px; }
.sum dt { color: var(--muted); }
.sum dd { margin: 0; }
.sum .total { padding-top: 12px; border-top: 1px solid var(--line); font-size: 20px; font-weight: 600; }
.sum .total dt { color: inherit; }
.coupon { display: grid; gap: 8px; }
.coupon div { display: flex; gap: 8px; }
.coupon .button { padding-inline: 16px; min-height: 44px; }

.form { display: grid; gap: 20px; }
.field { display: grid; gap: 4px; }
.field label { font-weight: 600; font-size: 14px; }
.field .hint { font-size: 14px; color: var(--muted); }
.field .problem { color: var(--error); font-size: 14px; }
.pair { display: grid; gap: 20px; }
@media (min-width: 480px) { .pair { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
input:not([type=radio]) { width: 100%; min-height: 44px; padding: 8px 12px; border: 1px solid var(--control); border-radius: var(--radius); background: var(--surface); color: var(--text); font: 16px/1.5 var(--sans); }
input:not([type=radio]):focus-visible { outline-offset: 0; border-color: var(--accent); border-radius: var(--radius); }
input[aria-invalid=true] { border-color: var(--error); }
.options { display: grid; border: 1px solid var(--control); border-radius: var(--radius); background: var(--surface); overflow: hidden; }
.option { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0 12px; align-items: center; padding: 12px 16px; cursor: pointer; }
.option + .option { border-top: 1px solid var(--line); }
.option:has(input:checked) { background: color-mix(in srgb, var(--accent) 8%, transparent); }
.option:has(input:focus-visible) { outline: 2px solid var(--accent); outline-offset: -2px; }
.option input { width: 20px; height: 20px; margin: 0; accent-color: var(--accent); }
.option input:focus-visible { outline: none; }
.option span span { display: block; font-size: 14px; color: var(--muted); }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 24px; }
.actions .button { flex: 1 0 auto; }
@media (min-width: 640px) { .actions .button { flex: none; } }
.recap { display: grid; border: 1px solid var(--line); border-radius: var(--radius); margin: 0; }
.recap div { display: grid; grid-template-columns: 32px minmax(0, 1fr); gap: 12px; padding: 12px 16px; font-size: 14px; }
.recap div + div { border-top: 1px solid var(--line); }
.recap dt { color: var(--muted); }
.recap dd { margin: 0; display: flex; justify-content: space-between; gap: 16px; }
.step + .step { margin-top: 32px; padding-top: 32px; border-top: 1px solid var(--line); }
.step > h2 { margin-bottom: 16px; }
.done { display: grid; gap: 24px; max-width: 640px; }
.done h1 { margin-bottom: 8px; }
.done .summary { position: static; }
.return { margin-top: 16px; }
.return a { display: inline-flex; align-items: center; min-height: 44px; }
#checkout .notice { margin-top: 16px; }
.done .tick { width: 48px; height: 48px; color: var(--good); }
.done .facts { display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(160px, 1fr)); padding: 16px 0; border-block: 1px solid var(--line); margin: 0; }
.facts dt { font-size: 14px; color: var(--muted); }
.facts dd { margin: 0; font-weight: 600; }
.added { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 4px 16px; }`;
