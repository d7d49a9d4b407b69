import { type Colour, findProduct, type Product } from "./catalog.ts";
import { drawHome } from "./pictures/home.ts";
import { drawKitchen } from "./pictures/kitchen.ts";
import { ink, type Tint, tile, tints } from "./pictures/palette.ts";
import { drawMarsh } from "./pictures/scene.ts";
import { drawTable } from "./pictures/table.ts";

const drawings: Record<string, (tint: Tint) => string> = { ...drawKitchen, ...drawTable, ...drawHome };

/** The SVG for a file name such as `enamel-mug-sea`, or nothing when there is no such picture. */
export function drawPicture(name: string): string | undefined {
  if (name === "marsh") return drawMarsh();
  const found = parseName(name);
  const draw = found && drawings[found.product.slug];
  if (!draw) return undefined;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="800" viewBox="0 0 400 400">',
    `<rect width="400" height="400" fill="${tile}"/>`,
    `<g stroke="${ink}" stroke-width="4.5" stroke-linejoin="round" stroke-linecap="round" fill="none">`,
    draw(tints[found.colour ?? "sea"]),
    "</g></svg>",
  ].join("");
}

function parseName(name: string): { product: Product; colour?: Colour } | undefined {
  const plain = findProduct(name);
  if (plain && !plain.options.colour) return { product: plain };
  const dash = name.lastIndexOf("-");
  const product = findProduct(name.slice(0, dash));
  const colour = product?.options.colour?.find((offered) => offered === name.slice(dash + 1));
  return product && colour ? { product, colour } : undefined;
}
