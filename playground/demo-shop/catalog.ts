import { products } from "./products.ts";

export type Colour = "sea" | "chalk" | "rust" | "kelp" | "sand" | "slate" | "mustard";
export type Category = "kitchen" | "table" | "home";
export type OptionName = "colour" | "size";

export interface Product {
  id: number;
  sku: string;
  slug: string;
  name: string;
  category: Category;
  /** Pence, VAT included. */
  price: number;
  /** Pence. Set only while the product is reduced. */
  regularPrice?: number;
  summary: string;
  description: string;
  details: string[];
  deliveryNote: string;
  options: { colour?: Colour[]; size?: string[] };
  /** Pence, for the sizes that cost something else than `price`. */
  sizePrices?: Record<string, number>;
  soldOut?: boolean;
  /** How many there are still, where the shop tells. */
  left?: number;
  reviews?: { stars: 1 | 2 | 3 | 4 | 5; text: string; by: string }[];
}

/** One thing a shopper can put in the cart: a product with every option chosen. */
export interface Variant {
  id: number;
  sku: string;
  product: Product;
  options: Partial<Record<OptionName, string>>;
  price: number;
  regularPrice: number;
  /** Root-relative. */
  picture: string;
}

export const currency = "GBP";

export const categories: { slug: Category; name: string; line: string }[] = [
  { slug: "kitchen", name: "Kitchen", line: "Tools that earn their hook" },
  { slug: "table", name: "Table", line: "For passing round" },
  { slug: "home", name: "Home", line: "Warmth for when the wind turns" },
];

export const optionNames: OptionName[] = ["colour", "size"];

const variants: Variant[] = products.flatMap(variantsOf);
const variantsById = new Map(variants.map((variant) => [variant.id, variant]));

export function allProducts(category?: string): Product[] {
  return category ? products.filter((product) => product.category === category) : products;
}

export function findProduct(idOrSlug: number | string): Product | undefined {
  return products.find((product) => product.id === idOrSlug || product.slug === idOrSlug);
}

export function findVariant(id: number): Variant | undefined {
  return variantsById.get(id);
}

/** The variant with exactly these options, or the names of the options that are missing or unknown. */
export function chooseVariant(
  product: Product,
  chosen: Partial<Record<OptionName, string>>,
): { status: "found"; variant: Variant } | { status: "incomplete"; missing: OptionName[] } {
  const missing = optionNames.filter((name) => {
    const offered: string[] | undefined = product.options[name];
    return offered && !offered.includes(chosen[name] ?? "");
  });
  const variant = variants.find(
    (candidate) =>
      candidate.product === product &&
      optionNames.every((name) => !product.options[name] || candidate.options[name] === chosen[name]),
  );
  return missing.length === 0 && variant ? { status: "found", variant } : { status: "incomplete", missing };
}

export function optionLabel(value: string): string {
  return value.charAt(0).toUpperCase() + value.slice(1);
}

/** "Sea, Large", or nothing for a product without options. */
export function variantLabel(variant: Variant): string {
  return Object.values(variant.options).map(optionLabel).join(", ");
}

export function pictureOf(
  product: Product,
  colour: string | undefined = product.options.colour?.[0],
): string {
  // Without ".svg": mails leave out pictures that say they are one, because Gmail would not show them.
  return `/img/${product.slug}${colour ? `-${colour}` : ""}`;
}

function variantsOf(product: Product): Variant[] {
  const colours = product.options.colour ?? [undefined];
  const sizes = product.options.size ?? [undefined];
  const combinations = colours.flatMap((colour) => sizes.map((size) => ({ colour, size })));
  return combinations.map(({ colour, size }, index) => {
    const price = (size && product.sizePrices?.[size]) ?? product.price;
    const onlyOne = combinations.length === 1;
    return {
      id: onlyOne ? product.id : product.id * 10 + index + 1,
      sku: [product.sku, colour, size?.slice(0, 1)].filter(Boolean).join("-").toUpperCase(),
      product,
      options: { ...(colour && { colour }), ...(size && { size }) },
      price: price || product.price,
      regularPrice: product.regularPrice ?? (price || product.price),
      picture: pictureOf(product, colour),
    };
  });
}
