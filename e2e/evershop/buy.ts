import type { Page } from "playwright-core";

/** Goes through EverShop's checkout to the page that says the order was placed. */
export async function buy(page: Page, shop: string, email: string): Promise<void> {
  await page.goto(`${shop}/checkout`);
  await page.locator('input[name="contact.email"]').fill(email);
  const address = {
    full_name: "Ada Lovelace",
    telephone: "4155550100",
    address_1: "1 Main St",
    city: "San Francisco",
    postcode: "94105",
  };
  for (const [name, value] of Object.entries(address)) {
    await page.locator(`input[name="shippingAddress.${name}"]`).fill(value);
  }
  await choose(page, "country", "United States");
  await choose(page, "province", "California");
  // Ways of delivery appear once the address is whole; a choice counts once the shop has taken it and told the new total.
  const delivery = page.getByText("Standard Delivery").filter({ visible: true }).first();
  await delivery.waitFor();
  const told = page.waitForResponse(
    (response) => response.request().postData()?.includes("...ShoppingCart") === true,
  );
  await delivery.click();
  await told;
  await page.getByText("Cash on delivery").filter({ visible: true }).first().click();
  await page.getByRole("button", { name: "Place Order" }).click();
  await page.waitForURL(/\/checkout\/success\/[0-9a-f-]{36}/);
  await page
    .getByText(/Order #\d+/)
    .first()
    .waitFor();
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.locator(`[id="field-shippingAddress.${field}"]`).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}
