import { tints } from "../pictures/palette.ts";

const swatches = Object.entries(tints)
  .map(([name, tint]) => `.swatch.${name} { --tint: ${tint.main}; }`)
  .join("\n");

/** Without any script, the picture of the colour that is chosen is the one that shows. */
const galleries = Object.keys(tints)
  .map(
    (name) =>
      `.product:has(input[value="${name}"]:checked) .gallery img { display: none; }\n.product:has(input[value="${name}"]:checked) .gallery img[data-colour="${name}"] { display: block; }`,
  )
  .join("\n");

export const catalogStyles = `.hero { display: grid; gap: 24px; align-items: center; margin-bottom: 48px; }
.hero img { width: 100%; aspect-ratio: 4 / 3; object-fit: cover; border-radius: 12px; }
.hero h1 { font-size: clamp(32px, 5vw, 48px); margin-bottom: 16px; }
.hero p { max-width: 44ch; margin-bottom: 24px; color: var(--muted); font-size: 18px; }
@media (min-width: 768px) { .hero { grid-template-columns: 5fr 7fr; gap: 48px; } .hero img { order: 2; } }
.section { margin-top: 48px; }
.section-head { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 4px 24px; margin-bottom: 16px; }
.section-head a { min-height: 32px; }
.departments { display: grid; gap: 16px; }
@media (min-width: 640px) { .departments { grid-template-columns: repeat(3, 1fr); } }
.departments a { display: flex; align-items: center; gap: 16px; padding: 12px; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); text-decoration: none; transition: border-color .15s; }
.departments a:hover { border-color: var(--control); }
.departments img { width: 80px; height: 80px; border-radius: var(--radius); }
.departments strong { display: block; font: 500 20px/1.2 var(--serif); }
.departments span span { font-size: 14px; color: var(--muted); }
.filters { display: flex; flex-wrap: wrap; gap: 8px; margin: 16px 0 24px; }
.filters a { display: inline-flex; align-items: center; min-height: 44px; padding: 8px 16px; border: 1px solid var(--line); border-radius: 22px; text-decoration: none; }
.filters a:hover { border-color: var(--control); }
.filters a[aria-current] { background: var(--text); border-color: var(--text); color: var(--page); }
.grid { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 24px 16px; }
@media (min-width: 768px) { .grid { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 32px 24px; } }
@media (min-width: 1024px) { .grid { grid-template-columns: repeat(4, minmax(0, 1fr)); } }
.card { position: relative; }
.card img { width: 100%; border-radius: var(--radius); margin-bottom: 12px; transition: opacity .15s; }
.card:hover img { opacity: .9; }
.card h3 { font: 600 16px/1.4 var(--sans); }
.card h3 a { text-decoration: none; }
.card h3 a::after { content: ""; position: absolute; inset: 0; border-radius: var(--radius); }
.card h3 a:focus-visible { outline: none; }
.card h3 a:focus-visible::after { outline: 2px solid var(--accent); outline-offset: 4px; }
.card:hover h3 a { text-decoration: underline; }
.card p { font-size: 14px; color: var(--muted); }
.card .price { color: var(--text); font-size: 16px; margin-top: 4px; }
.card .dots { display: flex; gap: 4px; margin-top: 8px; }
.tag { position: absolute; top: 8px; left: 8px; padding: 2px 8px; border-radius: 4px; background: #fffdf9; color: #1d3038; font-size: 12px; font-weight: 600; line-height: 20px; }
.price s { color: var(--muted); font-weight: 400; margin-left: 4px; }
.price .reduced { color: var(--sale); }
.swatch { display: inline-block; width: 14px; height: 14px; border-radius: 50%; background: var(--tint); border: 1px solid color-mix(in srgb, var(--text) 35%, transparent); flex: none; }
${swatches}

.crumbs { margin-bottom: 16px; font-size: 14px; color: var(--muted); }
.crumbs a { display: inline-flex; align-items: center; min-height: 32px; }
.product { display: grid; gap: 24px; }
@media (min-width: 768px) { .product { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 48px; align-items: start; } }
@media (min-width: 1024px) { .product { grid-template-columns: minmax(0, 7fr) minmax(0, 5fr); gap: 64px; } }
.gallery img { width: 100%; border-radius: 12px; }
.gallery img + img { display: none; }
${galleries}
.product-head { display: grid; gap: 8px; }
.product-head .price { font-size: 24px; font-weight: 600; }
.buy { display: grid; gap: 24px; margin-block: 24px; }
fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; margin-bottom: 8px; font-weight: 600; }
.choices { display: flex; flex-wrap: wrap; gap: 8px; }
.choice { position: relative; }
.choice input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.choice span.face { display: inline-flex; align-items: center; gap: 8px; min-height: 44px; padding: 8px 16px; border: 1px solid var(--control); border-radius: var(--radius); background: var(--surface); }
.choice .swatch { width: 20px; height: 20px; }
.choice input:checked + .face { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); font-weight: 600; }
.choice input:focus-visible + .face { outline: 2px solid var(--accent); outline-offset: 2px; }
.buy-row { display: flex; gap: 12px; align-items: end; }
.buy-row .button { flex: 1; }
.quantity label { display: block; font-size: 14px; margin-bottom: 4px; }
.quantity input:not([type=radio]) { width: 80px; min-height: 48px; }
.details { display: grid; gap: 16px; border-top: 1px solid var(--line); padding-top: 24px; }
.details ul { list-style: disc; padding-left: 20px; color: var(--muted); }
.delivery-note { display: flex; gap: 12px; font-size: 14px; color: var(--muted); }
.delivery-note svg { flex: none; margin-top: 1px; }
.prose { max-width: 65ch; display: grid; gap: 16px; }
.prose h2 { margin-top: 16px; }
.prose table { border-collapse: collapse; width: 100%; }
.prose th, .prose td { padding: 12px 16px 12px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
.prose td:last-child, .prose th:last-child { text-align: right; padding-right: 0; font-variant-numeric: tabular-nums; }`;
