export const productScript = `const buyForm = document.querySelector("form.buy[data-product-id]");
if (buyForm) {
  const alert = buyForm.querySelector("[role=alert]");
  const status = buyForm.querySelector("[role=status]");
  buyForm.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = buyForm.querySelector("button[type=submit]");
    const fields = [...new FormData(buyForm)];
    const variation = fields
      .filter(([name]) => name.startsWith("attribute_"))
      .map(([name, value]) => ({ attribute: name.replace("attribute_", ""), value }));
    const quantity = Number(new FormData(buyForm).get("quantity"));
    alert.textContent = "";
    status.replaceChildren();
    button.disabled = true;
    try {
      showCount(await call("cart/add-item", { id: Number(buyForm.dataset.productId), quantity, variation }));
      status.append(el("span", {}, "It is in your cart."), el("a", { href: "/cart/" }, "View cart"));
    } catch (error) {
      alert.textContent = error.message;
    } finally {
      button.disabled = false;
    }
  });
}
`;
