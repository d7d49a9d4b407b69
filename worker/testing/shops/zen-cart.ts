import { catalogue, type FakeProduct, type FakeRequest, type FakeVisit, openFakeShop } from "./fake-shop.ts";

/**
 * A shop of the Zen Cart kind, after its default templates: every page is `index.php?main_page=…`, every form carries the
 * session's `securityToken`, what was chosen is sent by number (`id[1]=11`). A form without its token, or without the
 * session the token is of, leads to the page of those who were away too long; whatever else is refused leads back to the
 * thing's page, with a redirect like any other. Nothing but the cart's page says what is in the cart.
 */
export function openZenCart(): ReturnType<typeof openFakeShop> {
  const token = "f3a9c1d27b64e8805d1c";
  const session = "zenid=7m1q2v4h0c; path=/; HttpOnly";

  return openFakeShop((request) => {
    const { method, url, headers, body, visit } = request;
    if (url.pathname !== "/index.php" && url.pathname !== "/")
      return new Response("Not found", { status: 404 });
    const isKnown = headers.get("cookie")?.includes("zenid=7m1q2v4h0c") ?? false;
    const fields = new URLSearchParams(body);
    if (method === "POST" && !(isKnown && fields.get("securityToken") === token)) return to("time_out");
    const action = url.searchParams.get("action");
    if (method === "POST" && action === "add_product") return add(fields, visit);
    if (action === "update_product") return update(fields, visit);
    const page = pageFor(request, token);
    if (!isKnown) page.headers.append("set-cookie", session);
    return page;
  });
}

function to(page: string): Response {
  return new Response(null, {
    status: 302,
    headers: { location: `https://shop.example/index.php?main_page=${page}` },
  });
}

/** The number of an option, and of each of its values: from 1, and from ten times that on. */
const optionId = (product: FakeProduct, name: string) =>
  product.options.findIndex((option) => option.name === name) + 1;
const valueId = (product: FakeProduct, name: string, value: string) =>
  optionId(product, name) * 10 +
  (product.options.find((option) => option.name === name)?.values.indexOf(value) ?? -1);

function add(fields: URLSearchParams, visit: FakeVisit): Response {
  const id = fields.get("products_id") ?? "";
  const product = catalogue.find((candidate) => candidate.id === id);
  const chosen = Object.fromEntries(
    (product?.options ?? []).flatMap(({ name, values }) => {
      const given = Number(fields.get(`id[${optionId(product as FakeProduct, name)}]`));
      const value = values.find((candidate) => valueId(product as FakeProduct, name, candidate) === given);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const quantity = Number(fields.get("cart_quantity"));
  const line = quantity > 0 ? visit.add(id, chosen, quantity) : "unknown";
  return typeof line === "string" ? to(`product_info&products_id=${id}`) : to("shopping_cart");
}

function update(fields: URLSearchParams, visit: FakeVisit): Response {
  for (const [index, quantity] of fields.getAll("cart_quantity[]").entries()) {
    const line = visit.lines.find(({ key }) => fields.getAll("products_id[]")[index]?.endsWith(`:${key}`));
    if (line) visit.setQuantity(line.key, Number(quantity));
  }
  return to("shopping_cart");
}

function pageFor({ url, visit }: FakeRequest, token: string): Response {
  const main = url.searchParams.get("main_page") ?? "index";
  if (main === "shopping_cart") return html(visit.lines.length === 0 ? emptyCart : cartPage(visit, token));
  if (main === "product_info") return html(productForm(url.searchParams.get("products_id") ?? "", token));
  return html("<h1>Welcome</h1>");
}

function html(main: string): Response {
  const page = `<!DOCTYPE html><html dir="ltr" lang="en"><head><title>Shop</title></head>
<body id="pageBody"><div id="mainWrapper"><div class="centerColumn">${main}</div></div></body></html>`;
  return new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } });
}

const emptyCart = '<h2 id="cartEmptyText">Your Shopping Cart is empty.</h2>';

function productForm(id: string, token: string): string {
  return `<form name="cart_quantity" action="https://shop.example/index.php?main_page=product_info&amp;products_id=${id}&amp;action=add_product" method="post" enctype="multipart/form-data"><input type="hidden" name="securityToken" value="${token}" />
<input type="text" name="cart_quantity" value="1" /><input type="hidden" name="products_id" value="${id}" /></form>`;
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const dollars = (minor: number) => `$${(minor / 100).toFixed(2)}`;

function cartPage(visit: FakeVisit, token: string): string {
  const rows = visit.lines.map(({ key, product, chosen, quantity }) => {
    const options = Object.entries(chosen);
    const id = options.length > 0 ? `${product.id}:${key}` : product.id;
    const hidden = options.map(
      ([name, value]) =>
        `<input type="hidden" name="id[${id}][${optionId(product, name)}]" value="${valueId(product, name, value)}" />`,
    );
    const list = options.map(([name, value]) => `<li>${name}&nbsp;-&nbsp;${value}</li>`);
    const link = `https://shop.example/index.php?main_page=product_info&amp;products_id=${id}`;
    return `<tr class="rowEven"><td class="cartQuantity"><input type="text" name="cart_quantity[]" value="${quantity}" size="4" /><br /><span class="alert bold"></span></td>
<td class="cartQuantityUpdate"><input type="image" src="update.gif" alt="Change" /><input type="hidden" name="products_id[]" value="${id}" /></td>
<td class="cartProductDisplay"><a href="${link}"><span class="cartImage back"><img src="images/${product.id}.jpg" alt="${escaped(product.name)}" /></span><span class="cartProdTitle">${escaped(product.name)}<span class="alert bold"></span></span></a><br class="clearBoth" />
${hidden.join("")}${list.length > 0 ? `<div class="cartAttribsList"><ul>${list.join("")}</ul></div>` : ""}</td>
<td class="cartUnitDisplay">${dollars(product.unitMinor)}</td><td class="cartTotalDisplay">${dollars(product.unitMinor * quantity)}</td></tr>`;
  });
  return `<h1 id="cartDefaultHeading">Your Cart</h1><form name="cart_quantity" action="https://shop.example/index.php?main_page=shopping_cart&amp;action=update_product" method="post"><input type="hidden" name="securityToken" value="${token}" />
<table id="cartContentsDisplay"><tr class="tableHeading"><th scope="col">Qty.</th><th scope="col">Item</th></tr>${rows.join("\n")}</table>
<div id="cartSubTotal">Sub-Total: ${dollars(visit.totalMinor())}</div></form>`;
}

/** What a store in front of such a shop is given. The page for merchants shows the same. */
export const zenCartSettings = {
  generic: {
    pages: {
      product: "[?&]main_page=(product|document)\\w*_info(&|$)",
      listing: "[?&]main_page=(index&(.*&)?cPath=|products_all|products_new|specials)",
      cart: "[?&]main_page=shopping_cart(&|$)",
      checkout: "[?&]main_page=(checkout_|create_account|no_account)",
      confirmation: "[?&]main_page=checkout_success(&|$)",
    },
    steps: [
      { step: "cart", path: "/index.php?main_page=shopping_cart" },
      { step: "contact", path: "/index.php?main_page=create_account" },
      { step: "delivery", path: "/index.php?main_page=checkout_shipping" },
      { step: "payment", path: "/index.php?main_page=checkout_payment" },
      { step: "done", path: "/index.php?main_page=checkout_success" },
    ],
    cart: {
      path: "/index.php?main_page=shopping_cart",
      line: "#cartContentsDisplay tr.rowEven, #cartContentsDisplay tr.rowOdd",
      empty: "#cartEmptyText",
      productId: 'input[name="products_id[]"]@value ~ ^(\\d+)',
      name: ".cartProdTitle, #cartProdTitle ~ ^([^*]+)",
      quantity: 'input[name="cart_quantity[]"]@value',
      unitPrice: ".cartUnitDisplay",
      priceAs: "text",
      currency: "USD",
      total: "#cartSubTotal",
      options: null,
      optionList: ".cartAttribsList li ~ ^(.+?)\\s-\\s(.+)$",
      restore: { fields: 'input[name^="id["]', name: "^(id)\\[[^\\]]*\\](\\[.+\\])$" },
      image: ".cartProductDisplay img@src",
      url: ".cartProductDisplay a@href",
    },
    changes: [
      { method: "POST", path: "[?&]action=(add_product|update_product|multiple_products_add_product)(&|$)" },
      { method: "GET", path: "[?&]action=(remove_product|buy_now)(&|$)" },
    ],
    address: { parameters: ["email_address"], field: 'input[name="email_address"]' },
    order: { number: "#checkoutSuccessOrderNumber ~ (\\d+)", total: null },
    add: {
      path: "/index.php?main_page=product_info&products_id={productId}&action=add_product",
      fields: { products_id: "{productId}", cart_quantity: "{quantity}" },
      optionField: null,
      keep: "^id\\[",
      token: { page: "/index.php?main_page=product_info&products_id={productId}", field: "securityToken" },
    },
  },
};
