import { encodeHTML } from "entities";
import { formatMoney } from "../../domain/money.ts";
import {
  catalogue,
  type FakeLine,
  type FakeProduct,
  type FakeRequest,
  goodCoupon,
  openFakeShop,
} from "./fake-shop.ts";

/**
 * OpenCart as a storefront speaks it: routes in the query, a session cookie, answers that tell no cart, errors with status
 * 200, options by number, lines beyond the stock taken and marked.
 */
export function openOpencart(version: 3 | 4) {
  return openFakeShop((request) => {
    const answer = version === 4 ? answer4(request) : answer3(request);
    answer.headers.append(
      "set-cookie",
      "OCSESSID=7c1e5a0b9d8f2e3a4b5c6d7e8f; path=/; HttpOnly; SameSite=Strict",
    );
    if (!request.headers.get("cookie")?.includes("currency=")) {
      answer.headers.append("set-cookie", "currency=GBP; Max-Age=2592000; path=/; SameSite=Lax");
    }
    return answer;
  });
}

function answer4(request: FakeRequest): Response {
  const form = new URLSearchParams(request.body);
  switch (`${request.method} ${request.url.searchParams.get("route")}`) {
    case "GET checkout/cart":
      return page(4, request, cartPage(4, request));
    case "GET product/product":
      return productPage(4, request);
    case "POST checkout/cart.add":
      return add(request, form);
    case "POST checkout/cart.edit":
    case "POST checkout/cart.remove":
      return change(request, form.get("key") ?? "", Number(form.get("quantity") ?? 0));
    case "POST extension/opencart/checkout/coupon.save":
      return coupon(request, form, { success: "Success: Your coupon discount has been applied!" });
    default:
      return page(4, request, '<div id="error-not-found"><h1>Not here</h1></div>', 404);
  }
}

function answer3(request: FakeRequest): Response {
  const form = new URLSearchParams(request.body);
  const key = /quantity\[(\d+)\]/.exec(decodeURIComponent(request.body))?.[1] ?? "";
  switch (`${request.method} ${request.url.searchParams.get("route")}`) {
    case "GET checkout/cart":
      return page(3, request, cartPage(3, request));
    case "GET product/product":
      return productPage(3, request);
    case "POST checkout/cart/add":
      return add(request, form);
    case "POST checkout/cart/edit":
      request.visit.setQuantity(key, Number(form.get(`quantity[${key}]`)));
      return new Response(null, { status: 302, headers: { location: "/index.php?route=checkout/cart" } });
    case "POST checkout/cart/remove":
      return change(request, form.get("key") ?? "", 0);
    case "POST extension/total/coupon/coupon":
      return coupon(request, form, { redirect: "https://shop.example/index.php?route=checkout/cart" });
    default:
      return page(3, request, '<div id="error-not-found"><h1>Not here</h1></div>', 404);
  }
}

function add({ visit }: FakeRequest, form: URLSearchParams): Response {
  const product = catalogue.find(({ id }) => id === form.get("product_id"));
  const link = productLink(form.get("product_id") ?? "");
  if (!product) return Response.json({ error: { warning: "Warning: No such product!" }, redirect: link });
  const chosen: Record<string, string> = {};
  for (const [at, { name, values }] of product.options.entries()) {
    const value = values.find((_, index) => form.get(`option[${200 + at}]`) === valueId(at, index));
    if (value === undefined) {
      return Response.json({ error: { [`option_${200 + at}`]: `${name} required!` }, redirect: link });
    }
    chosen[name] = value;
  }
  // Stock is not asked for here: the cart marks the line.
  const quantity = Number(form.get("quantity") ?? 1);
  if (visit.add(product.id, chosen, quantity) === "stock") {
    visit.lines.push({ key: String(900 + visit.lines.length), product, chosen, quantity });
  }
  const name = encodeHTML(product.name);
  return Response.json({ success: `Success: You have added <a href="${encodeHTML(link)}">${name}</a>!` });
}

function change({ visit }: FakeRequest, key: string, quantity: number): Response {
  if (!visit.setQuantity(key, quantity)) return Response.json({ error: "No such line" });
  return Response.json(
    visit.lines.length > 0 ? { success: "Changed!" } : { redirect: "/index.php?route=checkout/cart" },
  );
}

function coupon({ visit }: FakeRequest, form: URLSearchParams, taken: object): Response {
  if (form.get("coupon") !== goodCoupon || visit.lines.length === 0) {
    return Response.json({ error: "Warning: Coupon is either invalid, expired or has been used up!" });
  }
  visit.coupons = [goodCoupon];
  return Response.json(taken);
}

function page(version: 3 | 4, { visit }: FakeRequest, content: string, status = 200): Response {
  const small = visit.lines.map(
    ({ product, quantity, key }) => `<tr>
      <td class="text-center"><a href="${encodeHTML(productLink(product.id))}"><img src="/image/${product.id}-47x47.jpg"></a></td>
      <td><a href="${encodeHTML(productLink(product.id))}">${encodeHTML(product.name)}</a></td>
      <td class="text-end">x ${quantity}</td><td class="text-end">${price(product.unitMinor * quantity)}</td>
      <td><form method="post"><input type="hidden" name="key" value="${key}"></form></td></tr>`,
  );
  const currencies =
    version === 4
      ? '<li><span data-code="EUR" class="dropdown-item">€ Euro</span></li><li><span data-code="GBP" class="dropdown-item">£ Pound Sterling</span></li>'
      : '<li><button type="button" name="EUR">€ Euro</button></li><li><button type="button" name="GBP">£ Pound Sterling</button></li>';
  const script =
    version === 4
      ? "$('#cart').load('index.php?route=common/cart.info');"
      : "$('#cart > ul').load('index.php?route=common/cart/info ul li');";
  const html = `<!DOCTYPE html><html lang="en"><head><title>Shop</title></head><body>
    <form id="form-currency" method="post"><div><strong>£</strong> <ul>${currencies}</ul></div></form>
    <div id="cart"><button>${visit.lines.length} item(s)</button><ul>${
      small.length > 0
        ? `<li><table>${small.join("")}</table></li>`
        : '<li class="text-center p-4">Your shopping cart is empty!</li>'
    }</ul></div>
    <main>${content}</main><script>${script}</script></body></html>`;
  return new Response(html, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}

function cartPage(version: 3 | 4, { visit }: FakeRequest): string {
  if (visit.lines.length === 0)
    return '<div id="content"><h1>Shopping Cart</h1><p>Your shopping cart is empty!</p></div>';
  const rows = visit.lines.map(version === 4 ? cartRow4 : cartRow3);
  return `<div id="shopping-cart"><h1>Shopping Cart</h1><div class="table-responsive"><table class="table table-bordered">
    <thead><tr><th>Image</th><th>Product</th><th>Quantity</th><th>Unit Price</th><th>Total</th></tr></thead>
    <tbody>${rows.join("")}</tbody>
    <tfoot id="checkout-total"><tr><td colspan="4"><strong>Total</strong></td><td>${price(visit.totalMinor())}</td></tr></tfoot>
    </table></div>
    <form id="form-coupon"><input type="text" name="coupon" value="${visit.coupons[0] ?? ""}" id="input-coupon"></form></div>`;
}

function cartRow4({ product, chosen, quantity, key }: FakeLine): string {
  const link = encodeHTML(productLink(product.id));
  const notes = [
    ["Model", `M-${product.id}`],
    ...Object.entries(chosen),
    ["Reward Points", String(quantity * 100)],
  ];
  const list = notes.map(
    ([name = "", value = ""]) => `<li><small> - ${name}: ${encodeHTML(cut(value))}</small></li>`,
  );
  return `<tr>
    <td class="text-center"><a href="${link}"><img src="/image/${product.id}-47x47.jpg" class="img-thumbnail"/></a></td>
    <td class="text-start text-wrap"><a href="${link}">${encodeHTML(product.name)}</a>${short(product, quantity)}
      <ul class="list-unstyled mb-0">${list.join("")}</ul></td>
    <td><form method="post"><input type="text" name="quantity" value="${quantity}" size="1"/>
      <input type="hidden" name="key" value="${key}"/>
      <a href="/index.php?route=checkout/cart.remove&amp;key=${key}"><i class="fa-solid fa-circle-xmark"></i></a></form></td>
    <td class="text-end">${price(product.unitMinor)}</td><td class="text-end">${price(product.unitMinor * quantity)}</td></tr>`;
}

function cartRow3({ product, chosen, quantity, key }: FakeLine): string {
  const link = encodeHTML(productLink(product.id));
  const options = Object.entries(chosen).map(
    ([name, value]) => `<br/><small>${name}: ${encodeHTML(cut(value))}</small>`,
  );
  return `<tr>
    <td class="text-center"><a href="${link}"><img src="/image/${product.id}-47x47.jpg" class="img-thumbnail"/></a></td>
    <td class="text-left"><a href="${link}">${encodeHTML(product.name)}</a>${short(product, quantity)} ${options.join("")}
      <br/><small>Reward Points: ${quantity * 100}</small></td>
    <td class="text-left">M-${product.id}</td>
    <td class="text-left"><input type="text" name="quantity[${key}]" value="${quantity}" size="1"/></td>
    <td class="text-right">${price(product.unitMinor)}</td><td class="text-right">${price(product.unitMinor * quantity)}</td></tr>`;
}

function productPage(version: 3 | 4, request: FakeRequest): Response {
  const product = catalogue.find(({ id }) => id === request.url.searchParams.get("product_id"));
  if (!product) return page(version, request, '<div id="error-not-found"><h1>Not here</h1></div>', 404);
  const fields = product.options.map(({ name, values }, at) =>
    (at === 0 ? radios : select)(version, name, values, at),
  );
  return page(
    version,
    request,
    `<h1>${encodeHTML(product.name)}</h1><form id="form-product">${fields.join("")}
      <label for="input-quantity">Qty</label><input type="text" name="quantity" value="1" id="input-quantity">
      <input type="hidden" name="product_id" value="${product.id}"></form>`,
  );
}

function radios(version: 3 | 4, name: string, values: string[], at: number): string {
  const choices = values.map((value, index) => {
    const input = `<input type="radio" name="option[${200 + at}]" value="${valueId(at, index)}" id="v${valueId(at, index)}"/>`;
    return version === 4
      ? `<div>${input} <label for="v${valueId(at, index)}" class="form-check-label">\n ${value}\n (+£1.00) </label></div>`
      : `<div class="radio"><label>${input}\n ${value}\n (+£1.00)</label></div>`;
  });
  return `<div class="mb-3 required"><label class="form-label">${name}</label><div>${choices.join("")}</div></div>`;
}

function select(_: 3 | 4, name: string, values: string[], at: number): string {
  const choices = values.map((value, index) => `<option value="${valueId(at, index)}">${value}\n  </option>`);
  return `<div class="mb-3"><label for="o${at}" class="form-label">${name}</label>
    <select name="option[${200 + at}]" id="o${at}"><option value=""> --- Please Select --- </option>${choices.join("")}</select></div>`;
}

function valueId(option: number, value: number): string {
  return String(300 + option * 10 + value);
}

function productLink(id: string): string {
  return `https://shop.example/index.php?route=product/product&language=en-gb&product_id=${id}`;
}

function short({ stock }: FakeProduct, quantity: number): string {
  return quantity > stock ? ' <span class="text-danger">***</span>' : "";
}

/** The shop cuts long values of options short. */
function cut(value: string): string {
  return value.length > 20 ? `${value.slice(0, 20)}..` : value;
}

function price(minor: number): string {
  return formatMoney({ minor, currency: "GBP" }, "en");
}
