import { catalogue, type FakeLine, type FakeRequest, goodCoupon, openFakeShop } from "./fake-shop.ts";

/** Each combination of options is a variant of its own; a product without any has one too. */
const variants = catalogue.flatMap((product) => {
  const combinations = product.options.reduce<Record<string, string>[]>(
    (all, { name, values }) => all.flatMap((chosen) => values.map((value) => ({ ...chosen, [name]: value }))),
    [{}],
  );
  return combinations.map((chosen, index) => ({ id: `${product.id}00${index + 1}`, product, chosen }));
});

export const variantOf = (productId: string, chosen: Record<string, string> = {}) =>
  variants.find(
    ({ product, chosen: its }) =>
      product.id === productId && Object.entries(its).every(([name, value]) => chosen[name] === value),
  )?.id ?? "";

/** A theme's side of Shopify: the Ajax API, as shopify.dev's "Cart API reference" has it. */
export function openShopify() {
  const token = crypto.randomUUID().replaceAll("-", "");
  const properties = new Map<string, Record<string, string>>();
  const plans = new Map<string, string>();
  let discounts: string[] = [];

  const cartBody = (lines: FakeLine[], total: number) => ({
    token: `${token}?key=0f1e2d`,
    note: null,
    attributes: {},
    original_total_price: total,
    total_price: total,
    total_discount: 0,
    item_count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    items: lines.map(lineBody),
    requires_shipping: lines.length > 0,
    currency: "EUR",
    items_subtotal_price: total,
    cart_level_discount_applications: [],
    discount_codes: discounts.map((code) => ({ code, applicable: code === goodCoupon })),
  });

  const lineBody = (line: FakeLine) => {
    const { product, chosen, quantity, key } = line;
    const id = variantOf(product.id, chosen);
    const options = Object.entries(chosen).map(([name, value]) => ({ name, value }));
    const plan = plans.get(key);
    return {
      id: Number(id),
      variant_id: Number(id),
      key: `${id}:${key}`,
      product_id: Number(product.id),
      quantity,
      title: [product.name, Object.values(chosen).join(" / ")].filter(Boolean).join(" - "),
      product_title: product.name,
      price: product.unitMinor,
      final_price: product.unitMinor,
      url: `/products/${product.id}?variant=${id}`,
      featured_image: { url: `//cdn.shop.example/${product.id}.jpg`, alt: product.name },
      options_with_values: options.length > 0 ? options : [{ name: "Title", value: "Default Title" }],
      properties: properties.get(key) ?? {},
      ...(plan && { selling_plan_allocation: { selling_plan: { id: Number(plan), name: "Every month" } } }),
    };
  };

  const cartError = (status: number, description: string) =>
    Response.json({ status, message: "Cart Error", description }, { status });

  const add = ({ visit, body, headers }: FakeRequest) => {
    if (!headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")) {
      return cartError(400, "Required parameter missing or invalid: items");
    }
    const form = new URLSearchParams(body);
    const variant = variants.find(({ id }) => id === form.get("id"));
    if (!variant) return cartError(404, "Cannot find variant");
    const line = visit.add(variant.product.id, variant.chosen, Number(form.get("quantity")));
    if (typeof line === "string") {
      return cartError(422, `The product '${variant.product.name}' is already sold out.`);
    }
    const given = [...form].flatMap(([name, value]) => {
      const property = /^properties\[(.+)\]$/.exec(name)?.[1];
      return property ? [[property, value]] : [];
    });
    properties.set(line.key, Object.fromEntries(given));
    const plan = form.get("selling_plan");
    if (plan !== null) plans.set(line.key, plan);
    return Response.json(lineBody(line));
  };

  /** What anybody is told of a product, and of others beside it. */
  const told = (path: string) => {
    const handle = /^\/products\/([^/]+)\.js$/.exec(path)?.[1];
    const product = catalogue.find(({ id }) => id === handle);
    if (!product) return new Response("<html>Not found</html>", { status: 404 });
    const its = variants.filter((variant) => variant.product === product);
    const available = product.stock > 0;
    return Response.json({
      id: Number(product.id),
      title: product.name,
      handle,
      available,
      variants: its.map(({ id }) => ({ id: Number(id), available })),
    });
  };

  const recommended = () => {
    const products = catalogue.map(({ id, name, unitMinor, stock }) => ({
      id: Number(id),
      title: name,
      available: stock > 0,
      price: unitMinor,
      url: `/products/${id}?pr_prod_strat=use_description`,
    }));
    return Response.json({ intent: "related", products });
  };

  return openFakeShop((request) => {
    const { method, url, headers, visit } = request;
    const isKnown = headers.get("cookie")?.includes(`cart=${token}`) ?? false;
    // Whoever comes without their cookie is somebody else.
    const lines = isKnown ? visit.lines : [];
    const respond = () => {
      if (url.pathname === "/cart.js")
        return Response.json(cartBody(lines, isKnown ? visit.totalMinor() : 0));
      if (url.pathname === "/recommendations/products.json") return recommended();
      if (method !== "POST") return told(url.pathname);
      if (url.pathname === "/cart/add.js") return add(request);
      if (url.pathname === "/cart/clear.js") {
        lines.length = 0;
        return Response.json({ token, note: null, attributes: {}, total_price: 0, item_count: 0, items: [] });
      }
      if (url.pathname !== "/cart/update.js") return new Response("<html>Not found</html>", { status: 404 });
      const { discount } = JSON.parse(request.body) as { discount?: string };
      if (discount !== undefined) discounts = discount.split(",").filter(Boolean);
      return Response.json(cartBody(lines, visit.totalMinor()));
    };
    const response = respond();
    response.headers.append("set-cookie", `cart=${token}%3Fkey%3D0f1e2d; path=/; SameSite=Lax`);
    return response;
  });
}
