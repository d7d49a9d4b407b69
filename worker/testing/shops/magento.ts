import { catalogue, type FakeLine, type FakeRequest, goodCoupon, openFakeShop } from "./fake-shop.ts";

/** Attributes of the shop's configurable products, with the ids that its forms know them by. */
const attributes: Record<string, { id: string; values: Record<string, string> }> = {
  Colour: { id: "93", values: { Slate: "56", Sea: "57" } },
  Size: { id: "144", values: { Regular: "166", Long: "167" } },
};

/**
 * A shopper in a Magento 2 shop as its storefront's own script meets it: cart forms behind a form key, private data by
 * sections. Shaped after Magento\Checkout\Controller\Cart, Magento\Customer\Controller\Section\Load and the page cache's
 * form key plugin, at version 2.4.
 */
export function openMagentoShop() {
  const messages: { type: string; text: string }[] = [];
  const masked = crypto.randomUUID().replaceAll("-", "");
  let sessions = 0;
  return openFakeShop((request) => {
    const { method, url, headers } = request;
    const isAjax = headers.get("x-requested-with") === "XMLHttpRequest";
    const cookies: string[] = [];
    if (!/\bPHPSESSID=s\d+/.test(headers.get("cookie") ?? ""))
      cookies.push(`PHPSESSID=s${++sessions}; path=/; secure; HttpOnly; SameSite=Lax`);
    if (method === "POST") cookies.push("private_content_version=1f0c; path=/; SameSite=Lax");
    const answer = route();
    for (const line of cookies) answer.headers.append("set-cookie", line);
    return answer;

    function route(): Response {
      if (method === "GET" && url.pathname === "/customer/section/load/") return sections();
      const rest = /^\/rest\/default\/V1\/(.*)$/.exec(url.pathname)?.[1];
      if (rest !== undefined) return answerRest(rest);
      if (method === "GET" && url.pathname === "/checkout/cart/") return cartPage();
      if (method !== "POST") return new Response("<h1>404</h1>", { status: 404 });
      const form = new URLSearchParams(request.body);
      if (!hasFormKey(headers, form)) {
        messages.push({ type: "error", text: "Your session has expired" });
        return redirect();
      }
      if (url.pathname === "/checkout/cart/add/") return add(form);
      if (url.pathname === "/checkout/cart/couponPost/") return coupon(form);
      return new Response("<h1>404</h1>", { status: 404 });
    }

    function sections(): Response {
      const names = url.searchParams.get("sections")?.split(",") ?? ["cart", "messages"];
      const told: Record<string, unknown> = {};
      if (names.includes("cart")) told.cart = cartSection(request);
      if (names.includes("messages")) told.messages = { messages: messages.splice(0), data_id: 1 };
      return json(told, { "cache-control": "max-age=0, must-revalidate, no-cache, no-store" });
    }

    /** Names the cart as REST knows it, in what its own script is begun with. */
    function cartPage(): Response {
      const config = { quoteData: { entity_id: masked, store_id: 1 }, storeCode: "default" };
      return new Response(`<script>window.checkoutConfig = ${JSON.stringify(config)};</script>`);
    }

    function answerRest(rest: string): Response {
      if (rest === "directory/countries/US") {
        return json({ id: "US", available_regions: [{ id: "2", code: "AK", name: "Alaska" }] });
      }
      const what = method === "POST" && rest.startsWith(`guest-carts/${masked}/`) && rest.split("/")[2];
      if (what === "estimate-shipping-methods") return json(methodsTo(JSON.parse(request.body).address));
      if (what !== "totals-information")
        return json({ message: "Request does not match any route." }, {}, 404);
      const { address, ...chosen } = JSON.parse(request.body).addressInformation;
      const [fee = 0] = methodsTo(address).flatMap(({ method_code, price_excl_tax }) =>
        method_code === chosen.shipping_method_code ? [price_excl_tax] : [],
      );
      return json(totalsWith(request.visit.totalMinor() / 100, fee));
    }

    function add(form: URLSearchParams): Response {
      const product = catalogue.find(({ id }) => id === form.get("product"));
      // An id that is not there is answered like success.
      if (!product) return isAjax ? json([]) : redirect();
      const chosen = Object.fromEntries(
        product.options.map(({ name }) => [
          name,
          chosenBy(name, form.get(`super_attribute[${attributes[name]?.id}]`)),
        ]),
      );
      const added = request.visit.add(product.id, chosen, Number(form.get("qty") ?? 1));
      if (typeof added !== "string") {
        messages.push({ type: "success", text: `You added ${product.name} to your shopping cart.` });
        return isAjax ? json([]) : redirect();
      }
      messages.push({ type: added === "options" ? "notice" : "error", text: "We cannot add that." });
      if (!isAjax) return redirect();
      return json({
        backUrl: `https://shop.example/${product.id}.html`,
        ...(product.stock > 0 ? {} : { product: { statusText: "Out of stock" } }),
      });
    }

    function coupon(form: URLSearchParams): Response {
      const code = form.get("coupon_code") ?? "";
      const isGood = code === goodCoupon && form.get("remove") !== "1";
      if (isGood) request.visit.coupons = [code];
      messages.push({ type: isGood ? "success" : "error", text: `The code "${code}"` });
      return redirect();
    }

    /** Messages leave with an answer that is no JSON, in a cookie, after those that are still in it. */
    function redirect(): Response {
      const kept = /mage-messages=([^;]*)/.exec(headers.get("cookie") ?? "")?.[1];
      const all = [...(kept ? JSON.parse(decodeURIComponent(kept)) : []), ...messages.splice(0)];
      cookies.push(`mage-messages=${encodeURIComponent(JSON.stringify(all))}; path=/; SameSite=Strict`);
      return new Response(null, {
        status: 302,
        headers: { location: `${url.origin}/checkout/cart/` },
      });
    }
  });
}

/** Dearer to Alaska; nothing goes to Antarctica but what is fetched in the shop; one carrier does not answer. */
function methodsTo({ country_id, region_id }: { country_id: string; region_id?: number }) {
  const method = (carrier_code: string, method_code: string, price: number, available = true) => ({
    carrier_code,
    method_code,
    amount: price,
    available,
    error_message: available ? "" : "This shipping method is not available.",
    price_excl_tax: price,
    price_incl_tax: price * 1.1,
  });
  const fetched = [method("instore", "pickup", 0), method("ups", "ups", 0, false)];
  if (country_id === "AQ") return fetched;
  return [...fetched, method("tablerate", "bestway", 9), method("flatrate", "flatrate", region_id ? 8 : 5)];
}

/** A tax of a tenth comes on top of what is shown. */
function totalsWith(subtotal: number, fee: number) {
  const tax = (subtotal + fee) / 10;
  return {
    grand_total: subtotal + fee,
    subtotal,
    subtotal_incl_tax: subtotal * 1.1,
    shipping_amount: fee,
    shipping_incl_tax: fee * 1.1,
    tax_amount: tax,
    quote_currency_code: "USD",
    total_segments: [
      { code: "tax", title: "Tax", value: tax },
      { code: "grand_total", title: "Grand Total", value: subtotal + fee + tax },
    ],
  };
}

function hasFormKey(headers: Headers, form: URLSearchParams): boolean {
  const cookie = /(?:^|; )form_key=([^;]+)/.exec(headers.get("cookie") ?? "")?.[1];
  return cookie !== undefined && cookie.length === 16 && form.get("form_key") === cookie;
}

function chosenBy(attribute: string, id: string | null): string {
  return Object.entries(attributes[attribute]?.values ?? {}).find(([, value]) => value === id)?.[0] ?? "";
}

function cartSection({ visit }: FakeRequest) {
  const subtotal = visit.totalMinor() / 100;
  return {
    summary_count: visit.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    subtotalAmount: visit.lines.length === 0 ? null : subtotal.toFixed(4),
    subtotal: `<span class="price">$${subtotal.toFixed(2)}</span>`,
    possible_onepage_checkout: true,
    items: visit.lines.map(item).reverse(),
    extra_actions: "",
    isGuestCheckoutAllowed: true,
    website_id: "1",
    storeId: "1",
    data_id: 1795176000,
  };
}

function item({ key, product, chosen, quantity }: FakeLine) {
  const name = product.name.replaceAll("&", "&amp;");
  return {
    product_type: product.options.length > 0 ? "configurable" : "simple",
    options: product.options.map(({ name: label }) => ({
      label,
      value: chosen[label],
      option_id: Number(attributes[label]?.id),
      option_value: attributes[label]?.values[chosen[label] ?? ""],
    })),
    qty: quantity,
    item_id: key,
    configure_url: `https://shop.example/checkout/cart/configure/id/${key}/product_id/${product.id}/`,
    is_visible_in_site_visibility: true,
    product_id: product.id,
    product_name: name,
    product_sku: `sku-${product.id}`,
    product_url: `https://shop.example/${product.id}.html`,
    product_has_url: true,
    product_price: `<span class="price">$${(product.unitMinor / 100).toFixed(2)}</span>`,
    product_price_value: product.unitMinor / 100,
    product_image: {
      src: `https://shop.example/media/catalog/${product.id}.jpg`,
      alt: name,
      width: 75,
      height: 75,
    },
    canApplyMsrp: false,
    message: "",
  };
}

function json(body: unknown, headers: Record<string, string> = {}, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });
}
