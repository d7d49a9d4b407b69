import { html, raw } from "hono/html";
import { allProducts, categories } from "../catalog.ts";
import { type Html, layout, type PageContext } from "../layout.ts";
import { productGrid } from "./product-card.ts";

export function shopPage(context: PageContext, category: string | undefined): Html {
  const chosen = categories.find(({ slug }) => slug === category);
  const filters = [{ slug: "", name: "All" }, ...categories];
  return layout(context, {
    title: chosen?.name ?? "Shop",
    bodyClass: "archive",
    main: html`<main id="main"><div class="wrap">
<h1>${chosen?.name ?? "Everything we sell"}</h1>
<nav class="filters" aria-label="Departments">
${filters.map(
  ({ slug, name }) =>
    html`<a href="/shop/${slug ? `?category=${slug}` : ""}"${raw(slug === (chosen?.slug ?? "") ? ' aria-current="page"' : "")}>${name}</a>`,
)}
</nav>
<h2 class="visually-hidden">Products</h2>
${productGrid(context, allProducts(chosen?.slug))}
</div></main>`,
  });
}
