import { html } from "hono/html";
import { allProducts, categories, findProduct, type Product, pictureOf } from "../catalog.ts";
import { type Html, layout, type PageContext } from "../layout.ts";
import { productGrid } from "./product-card.ts";

const favourites = ["stoneware-bowl", "storm-lantern", "wool-throw", "enamel-mug"];
const departmentPictures = { kitchen: "whistling-kettle", table: "enamel-mug", home: "deckchair-cushion" };

export function homePage(context: PageContext): Html {
  return layout(context, {
    title: "",
    bodyClass: "home",
    main: html`<main id="main"><div class="wrap">
<section class="hero">
<img src="/img/marsh.svg" alt="A heron at the edge of a creek on the marsh, early in the morning" width="1200" height="900">
<div>
<h1>Made for kitchens with sand on the floor</h1>
<p>Plain, well-made things for cooking, eating and keeping warm, chosen and packed in an old net loft on the Norfolk coast.</p>
<a class="button" href="/shop/">Shop everything</a>
</div>
</section>
<section class="departments" aria-label="Departments">
${categories.map(({ slug, name, line }) => html`<a href="/shop/?category=${slug}"><img src="${departmentPicture(departmentPictures[slug])}" alt="" width="80" height="80"><span><strong>${name}</strong><span>${line}</span></span></a>`)}
</section>
<section class="section">
<div class="section-head"><h2>What people come back for</h2><a href="/shop/">See all ${allProducts().length}</a></div>
${productGrid(
  context,
  favourites.map(findProduct).filter((product): product is Product => !!product),
)}
</section>
</div></main>`,
  });
}

function departmentPicture(slug: string): string {
  const product = findProduct(slug);
  return product ? pictureOf(product) : "";
}
