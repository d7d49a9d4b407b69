export const sharedScript = `const api = "/wp-json/wc/store/v1/";
let nonce = "";

async function call(path, body) {
  if (body && nonce === "") await call("cart");
  const response = await fetch(api + path, {
    method: body ? "POST" : "GET",
    headers: { "content-type": "application/json", ...(nonce && { Nonce: nonce }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  nonce = response.headers.get("Nonce") || nonce;
  const answer = await response.json();
  if (!response.ok) throw new Error(plainText(answer.message));
  return answer;
}

/** Several changes in one request; the answer is the cart after the last of them. */
async function callTogether(requests) {
  if (nonce === "") await call("cart");
  const { responses } = await call("batch", {
    requests: requests.map(({ path, body }) => ({
      path: "/wc/store/v1/" + path,
      method: "POST",
      headers: { Nonce: nonce },
      body,
    })),
  });
  const failed = responses.find(({ status }) => status >= 400);
  if (failed) throw new Error(plainText(failed.body.message));
  return responses.at(-1).body;
}

/** Messages of the API carry HTML entities. */
function plainText(message) {
  return new DOMParser().parseFromString(message, "text/html").body.textContent;
}

function money(amount, { currency_code, currency_minor_unit }) {
  const format = new Intl.NumberFormat("en-GB", { style: "currency", currency: currency_code });
  return format.format(Number(amount) / 10 ** currency_minor_unit);
}

function showCount(cart) {
  const badge = document.querySelector(".cart-count");
  badge.textContent = cart.items_count;
  badge.hidden = cart.items_count === 0;
}

function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== "" && child !== null));
  return element;
}

function optionsText(item) {
  return item.variation.map(({ value }) => value).join(", ");
}

function sumList(cart) {
  const { totals } = cart;
  const row = (name, value, className) =>
    el("div", className ? { class: className } : {}, el("dt", {}, name), el("dd", {}, value));
  return el(
    "dl",
    { class: "sum" },
    row("Goods", money(totals.total_items, totals)),
    totals.total_discount === "0" ? null : row("Discount", "−" + money(totals.total_discount, totals)),
    row("Delivery", totals.total_shipping === "0" ? "Free" : money(totals.total_shipping, totals)),
    row("Total", money(totals.total_price, totals), "total"),
  );
}

const loaded = call("cart");
loaded.then(showCount, () => {});
`;
