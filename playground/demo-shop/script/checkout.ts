export const checkoutScript = `const checkout = document.querySelector("#checkout");
if (checkout) {
  const alert = checkout.querySelector("[role=alert]");
  const steps = [...checkout.querySelectorAll(".step")];
  const email = checkout.querySelector("#email");
  let emailSent = email.value;
  loaded.then(showOrder, (error) => { alert.textContent = error.message; });

  email.addEventListener("blur", () => {
    if (email.value !== emailSent && email.validity.valid && email.value !== "") saveCustomer().catch(() => {});
  });
  checkout.addEventListener("input", (event) => markProblem(event.target, ""));
  checkout.addEventListener("submit", async (event) => {
    event.preventDefault();
    alert.textContent = "";
    const open = steps.filter((step) => !step.hidden);
    if (!open.every(checkFields)) return;
    const button = open.at(-1).querySelector("button[type=submit]");
    button.disabled = true;
    try {
      if (open.length === steps.length) await placeOrder();
      else await openNext(open);
    } catch (error) {
      alert.textContent = error.message;
    } finally {
      button.disabled = false;
    }
  });

  async function openNext(open) {
    await saveCustomer();
    open.at(-1).querySelector(".actions").hidden = true;
    const next = steps[open.length];
    next.hidden = false;
    next.querySelector("h2").focus();
  }

  async function saveCustomer() {
    emailSent = email.value;
    const body = { billing_address: billingAddress(), shipping_address: shippingAddress() };
    showOrder(await callTogether([{ path: "cart/update-customer", body }]));
  }

  async function placeOrder() {
    const order = await call("checkout", {
      billing_address: billingAddress(),
      shipping_address: shippingAddress(),
      payment_method: checkout.elements.payment_method.value,
      payment_data: [],
      customer_note: "",
      create_account: false,
      additional_fields: {},
      extensions: {},
    });
    location.assign(order.payment_result.redirect_url);
  }

  function shippingAddress() {
    const inputs = [...checkout.querySelectorAll("input[name^=shipping-]")];
    const typed = Object.fromEntries(inputs.map((input) => [input.name.replace("shipping-", ""), input.value.trim()]));
    return { company: "", state: "", country: "GB", phone: "", ...typed };
  }

  function billingAddress() {
    return { ...shippingAddress(), email: email.value.trim() };
  }

  function showOrder(cart) {
    showCount(cart);
    const summary = document.querySelector("#order-summary");
    summary.replaceChildren(summary.querySelector("h2"), el("ul", { class: "summary-lines" }, cart.items.map(summaryLine)), sumList(cart));
    const [parcel] = cart.shipping_rates;
    const rates = document.querySelector("#shipping-rates");
    const focused = document.activeElement && document.activeElement.id;
    if (parcel) rates.replaceChildren(...parcel.shipping_rates.map((rate) => shippingChoice(parcel, rate)));
    if (focused && focused.startsWith("rate-")) document.getElementById(focused)?.focus();
  }

  function shippingChoice(parcel, rate) {
    const choose = async () => {
      try {
        showOrder(await call("cart/select-shipping-rate", { package_id: parcel.package_id, rate_id: rate.rate_id }));
      } catch (error) {
        alert.textContent = error.message;
      }
    };
    const price = rate.price === "0" ? "Free" : money(rate.price, rate);
    return el(
      "label",
      { class: "option" },
      el("input", { type: "radio", name: "rate", id: "rate-" + rate.instance_id, value: rate.rate_id, checked: rate.selected, onchange: choose }),
      el("span", {}, rate.name, el("span", {}, rate.delivery_time)),
      el("strong", { class: "price" }, price),
    );
  }

  function summaryLine(item) {
    const label = [optionsText(item), "Quantity\u00a0" + item.quantity].filter(Boolean).join(" · ");
    return el(
      "li",
      {},
      el("img", { src: item.images[0].thumbnail, alt: "", width: 56, height: 56 }),
      el("span", {}, el("strong", {}, item.name), el("span", { class: "muted" }, label)),
      el("span", { class: "price" }, money(item.totals.line_subtotal, item.totals)),
    );
  }

  function checkFields(step) {
    const inputs = [...step.querySelectorAll("input:not([type=radio])")];
    for (const input of inputs) markProblem(input, problemOf(input));
    const first = inputs.find((input) => problemOf(input) !== "");
    if (first) first.focus();
    return !first;
  }

  function problemOf(input) {
    const label = checkout.querySelector('label[for="' + input.id + '"]').textContent;
    if (input.required && input.value.trim() === "") return label + " is needed.";
    if (!input.validity.valid) return "That email address looks unfinished. It should read like name@example.com.";
    return "";
  }

  function markProblem(input, text) {
    const id = input.id + "-problem";
    document.getElementById(id)?.remove();
    if (text === "") return input.removeAttribute("aria-invalid");
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", input.id + "-hint " + id);
    input.after(el("p", { class: "problem", id }, text));
  }
}
`;
