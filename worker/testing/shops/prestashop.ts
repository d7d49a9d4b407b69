import {
  catalogue,
  type FakeLine,
  type FakeProduct,
  type FakeRequest,
  goodCoupon,
  openFakeShop,
} from "./fake-shop.ts";

const origin = "https://shop.example";
const staticToken = "5d41402abc4b2a76b9719d911017c592";
const json = { "content-type": "application/json;charset=utf-8" };

/**
 * PrestaShop as a storefront speaks it: one controller for the cart that answers the cart as JSON, a page that carries it in a
 * script, nothing taken from a browser without its cookie, errors with status 200, combinations by number.
 */
export function openPrestashop() {
  return openFakeShop((request) => {
    const { method, url } = request;
    const answer =
      url.searchParams.get("controller") === "cart"
        ? method === "POST"
          ? changeCart(request)
          : cartPage(request)
        : new Response("<html><body>Not here</body></html>", { status: 404 });
    answer.headers.append("set-cookie", "PrestaShop-4f1c=def50200c0ffee; path=/; HttpOnly; SameSite=Lax");
    return answer;
  });
}

function changeCart(request: FakeRequest): Response {
  const { headers, visit } = request;
  const form = new URLSearchParams(request.body);
  if (form.get("ajax") !== "1" || form.get("action") !== "update") return cartPage(request);
  const errors: string[] = [];
  // No cookie, no change, and no error either: so that robots fill no carts.
  if (headers.get("cookie")?.includes("PrestaShop-")) {
    if (form.has("delete")) remove(request, form);
    const problem = form.has("add")
      ? add(request, form)
      : form.has("addDiscount")
        ? addVoucher(request, form)
        : null;
    if (problem) errors.push(problem);
  }
  const body =
    errors.length > 0
      ? { hasError: true, errors, quantity: null }
      : {
          success: true,
          id_product: Number(form.get("id_product")),
          quantity: 1,
          cart: presentCart(request),
          errors: "",
        };
  return new Response(JSON.stringify(body), { headers: json, status: visit ? 200 : 500 });
}

function add({ visit }: FakeRequest, form: URLSearchParams): string | null {
  const product = catalogue.find(({ id }) => id === form.get("id_product"));
  if (!product) return "This product is no longer available.";
  const combination = Number(form.get("id_product_attribute"));
  const chosen = combinationsOf(product)[combination - 1] ?? (product.options.length === 0 ? {} : null);
  if (chosen === null) return "This combination does not exist.";
  const added = visit.add(product.id, chosen, Number(form.get("qty")));
  return added === "stock"
    ? "There are not enough products in stock."
    : typeof added === "string"
      ? "No."
      : null;
}

function remove({ visit }: FakeRequest, form: URLSearchParams): void {
  const gone = visit.lines.find(
    (line) =>
      presentLine(line).id_product === form.get("id_product") &&
      presentLine(line).id_product_attribute === form.get("id_product_attribute"),
  );
  if (gone) visit.setQuantity(gone.key, 0);
}

function addVoucher({ visit }: FakeRequest, form: URLSearchParams): string | null {
  if (form.get("discount_name") !== goodCoupon) return "This voucher does not exist.";
  visit.coupons = [goodCoupon];
  return null;
}

/** Every choice of every option, in order: the shop numbers them from 1. */
function combinationsOf({ options }: FakeProduct): Record<string, string>[] {
  return options.reduce<Record<string, string>[]>(
    (known, { name, values }) =>
      known.flatMap((chosen) => values.map((value) => ({ ...chosen, [name]: value }))),
    options.length === 0 ? [] : [{}],
  );
}

function presentCart({ visit }: FakeRequest) {
  const total = visit.totalMinor() / 100;
  const voucher = { id_cart_rule: "4", name: "Ten off", code: goodCoupon, reduction_formatted: "-€10.00" };
  return {
    products: visit.lines.map(presentLine),
    totals: { total: { type: "total", label: "Total", amount: total, value: `€${total}` } },
    subtotals: {
      products: { type: "products", label: "Subtotal", amount: total, value: `€${total}` },
      discounts: null,
      shipping: { type: "shipping", label: "Shipping", amount: 0, value: "Free" },
      tax: null,
    },
    products_count: visit.lines.length,
    summary_string: `${visit.lines.length} items`,
    vouchers: { allowed: 1, added: visit.coupons.length > 0 ? { 4: voucher } : [] },
    discounts: [],
    minimalPurchase: 0,
    minimalPurchaseRequired: "",
  };
}

function presentLine({ product, chosen, quantity }: FakeLine) {
  const at = combinationsOf(product).findIndex((one) =>
    product.options.every(({ name }) => one[name] === chosen[name]),
  );
  const picture = `${origin}/${product.id}-cart_default/picture.jpg`;
  return {
    id_product: product.id,
    id_product_attribute: String(at + 1),
    id_customization: null,
    name: product.name,
    attributes: product.options.length === 0 ? [] : chosen,
    cart_quantity: String(quantity),
    quantity,
    price: `€${(product.unitMinor / 100).toFixed(2)}`,
    price_amount: product.unitMinor / 100,
    url: `${origin}/en/kitchen/${product.id}-thing.html`,
    cover: { bySize: { cart_default: { url: picture, width: 125, height: 125 } }, legend: "" },
    customizations: [],
  };
}

function cartPage(request: FakeRequest): Response {
  const shop = {
    cart: presentCart(request),
    currency: { id: 1, name: "Euro", iso_code: "EUR", iso_code_num: "978", sign: "€" },
    customer: { lastname: null, firstname: null, email: null, is_logged: false },
    urls: { base_url: `${origin}/`, pages: { cart: `${origin}/en/cart` } },
    static_token: staticToken,
    token: "0cc175b9c0f1b6a831c399e269772661",
  };
  // PHP escapes slashes: a text cannot close the script.
  const script = JSON.stringify(shop).replaceAll("/", "\\/");
  return new Response(
    `<!doctype html><html lang="en"><head><script type="text/javascript">
        var prestashop = ${script};
      </script></head><body id="cart"><section id="main"><h1>Shopping Cart</h1></section></body></html>`,
    { headers: { "content-type": "text/html; charset=utf-8" } },
  );
}
