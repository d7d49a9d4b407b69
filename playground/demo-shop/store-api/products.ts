import { allProducts, findProduct, findVariant, type Product } from "../catalog.ts";
import { type Answer, problem } from "./answer.ts";
import { money } from "./cart-body.ts";

const mostRelated = 3;

/** What the Store API tells of one product or variation, "products/101", or of some that are there, "products". */
export function productsAnswer(path: string, origin: string): Answer {
  if (path === "products") {
    const there = allProducts().filter(({ soldOut }) => !soldOut);
    return { status: 200, body: there.slice(0, mostRelated).map((one) => productBody(one, one.id, origin)) };
  }
  const id = Number(path.slice("products/".length));
  const product = findProduct(id) ?? findVariant(id)?.product;
  if (!product) return problem(404, "woocommerce_rest_product_invalid_id", "Invalid product ID.");
  return { status: 200, body: productBody(product, id, origin) };
}

function productBody(product: Product, id: number, origin: string) {
  return {
    id,
    name: product.name,
    parent: id === product.id ? 0 : product.id,
    permalink: `${origin}/product/${product.slug}/`,
    prices: { price: String(product.price), ...money },
    is_purchasable: true,
    is_in_stock: !product.soldOut,
  };
}
