import type { StatePage } from "../../widgets/states.ts";
import { viewCart } from "../demo-shop/cart.ts";
import { chooseVariant, findProduct } from "../demo-shop/catalog.ts";
import { createDemoShop, type DemoShop, type Dialect } from "../demo-shop/index.ts";
import { Visitor } from "../demo-shop/visitor.ts";

/** A demo shop of one's own, with a shopper who has come as far as a page of it. */
export interface DemoVisit {
  shop: DemoShop;
  cookie: string;
  path: string;
  /** Pence. */
  cartValue: number;
}

const wanted = [
  { product: "enamel-mug", colour: "sea", quantity: 1 },
  { product: "stoneware-bowl", colour: "slate", quantity: 1 },
  { product: "linen-tea-towel", colour: "rust", quantity: 1 },
];

/** Three things in the cart, worth 44.50 pounds, and of the checkout as much done as the page needs. */
export async function visitDemoShop(dialect: Dialect, page: StatePage): Promise<DemoVisit> {
  const shop = createDemoShop({ dialect });
  const visitor = new Visitor(shop);
  const path = await (dialect === "woocommerce" ? walkWoo : walkPlain)(visitor, page);
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const [session] = Object.values(shop.state.sessions);
  return { shop, cookie, path, cartValue: viewCart(session).subtotal };
}

async function walkPlain(visitor: Visitor, page: StatePage): Promise<string> {
  for (const { product, colour, quantity } of wanted)
    await visitor.submit("/cart/add", {
      product_id: String(findProduct(product)?.id),
      "option[colour]": colour,
      quantity: String(quantity),
    });
  const isBeyond = (...pages: StatePage[]) => pages.includes(page);
  if (isBeyond("delivery", "payment", "confirmation"))
    await visitor.submit("/checkout/contact", { name: "Ada Lovelace", email: "ada@example.com" });
  if (isBeyond("payment", "confirmation"))
    await visitor.submit("/checkout/delivery", {
      address1: "1 Quay Street",
      city: "Wells-next-the-Sea",
      postcode: "NR23 1AA",
      method: "standard",
    });
  if (page !== "confirmation") return plainPaths[page];
  const placed = await visitor.submit("/checkout/payment", { payment: "cod" });
  return placed.headers.get("location") ?? "/";
}

const plainPaths: Record<Exclude<StatePage, "confirmation">, string> = {
  home: "/",
  listing: "/shop/",
  product: "/products/stoneware-bowl",
  cart: "/cart",
  checkout: "/checkout/contact",
  delivery: "/checkout/delivery",
  payment: "/checkout/payment",
};

/** Its checkout is one page. Nothing is bought here: the plain shop shows what that looks like. */
async function walkWoo(visitor: Visitor, page: StatePage): Promise<string> {
  const lines = wanted.map(({ product, colour, quantity }) => {
    const found = findProduct(product);
    const choice = found && chooseVariant(found, { colour });
    return `${choice?.status === "found" ? choice.variant.id : ""}:${quantity}`;
  });
  await visitor.get(`/checkout-link/?products=${lines.join(",")}`);
  return wooPaths[page] ?? "/checkout/";
}

const wooPaths: Partial<Record<StatePage, string>> = {
  home: "/",
  listing: "/shop/",
  product: "/product/stoneware-bowl/",
  cart: "/cart/",
};
