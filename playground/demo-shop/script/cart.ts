export const cartScript = `const cartBox = document.querySelector("#cart");
if (cartBox) loaded.then(showCart, (error) => sayProblem(error));

function showCart(cart) {
  const focused = document.activeElement && document.activeElement.id;
  showCount(cart);
  cartBox.removeAttribute("aria-busy");
  cartBox.replaceChildren(...(cart.items.length === 0 ? emptyCart() : [filledCart(cart)]));
  if (focused) (document.getElementById(focused) || document.querySelector("h1")).focus();
}

async function changeCart(path, body, said) {
  sayProblem(null);
  try {
    const cart = await call(path, body);
    showCart(cart);
    document.querySelector("main [role=status]").textContent =
      said + " The total is " + money(cart.totals.total_price, cart.totals) + ".";
  } catch (error) {
    sayProblem(error);
  }
}

function sayProblem(error) {
  document.querySelector("main [role=alert]").textContent = error ? error.message : "";
}

function emptyCart() {
  return [
    el("p", { class: "cart-empty" }, "Nothing in it yet."),
    el("a", { class: "button", href: "/shop/" }, "See what we sell"),
  ];
}

function filledCart(cart) {
  return el(
    "div",
    { class: "columns" },
    el("ul", { class: "cart-lines" }, cart.items.map(cartLine)),
    el(
      "section",
      { class: "summary", "aria-labelledby": "summary-title" },
      el("h2", { id: "summary-title" }, "Summary"),
      couponBox(cart),
      sumList(cart),
      el("a", { class: "button wide", href: "/checkout/" }, "Go to checkout"),
      el("p", { class: "small" }, "Standard delivery is free from £50. Pay on delivery or by bank transfer."),
    ),
  );
}

function cartLine(item) {
  const set = (quantity) => changeCart("cart/update-item", { key: item.key, quantity }, "Quantity changed.");
  const remove = () => changeCart("cart/remove-item", { key: item.key }, item.name + " removed.");
  const step = (id, label, sign, quantity, disabled) =>
    el("button", { type: "button", id: id + "-" + item.key, "aria-label": label + " " + item.name, disabled, onclick: () => set(quantity) }, sign);
  return el(
    "li",
    { class: "cart-line" },
    el("a", { href: item.permalink, tabindex: "-1", "aria-hidden": "true" }, el("img", { src: item.images[0].thumbnail, alt: "", width: 80, height: 80 })),
    el(
      "div",
      {},
      el(
        "div",
        { class: "line-head" },
        el("div", {}, el("p", { class: "line-name" }, el("a", { href: item.permalink }, item.name)), el("p", { class: "small" }, optionsText(item))),
        el("p", { class: "price" }, money(item.totals.line_subtotal, item.totals)),
      ),
      el(
        "div",
        { class: "line-controls" },
        el(
          "div",
          { class: "stepper", role: "group", "aria-label": "Quantity of " + item.name },
          step("less", "One less", "−", item.quantity - 1, item.quantity <= 1),
          el("output", {}, String(item.quantity)),
          step("more", "One more", "+", item.quantity + 1, item.quantity >= item.quantity_limits.maximum),
        ),
        el("button", { type: "button", class: "text-button", id: "remove-" + item.key, onclick: remove }, "Remove", el("span", { class: "visually-hidden" }, " " + item.name)),
      ),
    ),
  );
}

function couponBox(cart) {
  const [applied] = cart.coupons;
  if (applied) {
    const remove = () => changeCart("cart/remove-coupon", { code: applied.code }, "Code removed.");
    return el("p", { class: "small" }, "Code " + applied.code.toUpperCase() + " applied. ", el("button", { type: "button", class: "text-button", id: "coupon", onclick: remove }, "Remove code"));
  }
  const input = el("input", { id: "coupon", name: "coupon", autocomplete: "off", maxlength: 40, required: true });
  const apply = (event) => {
    event.preventDefault();
    changeCart("cart/apply-coupon", { code: input.value.trim() }, "Code applied.");
  };
  return el(
    "form",
    { class: "coupon field", onsubmit: apply },
    el("label", { for: "coupon" }, "Discount code"),
    el("div", {}, input, el("button", { class: "button plain", type: "submit" }, "Apply")),
  );
}
`;
