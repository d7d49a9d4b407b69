import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import type { Playground } from "../playground.ts";
import { buy } from "./buy.ts";
import { cartInShop, desktop, heard, openDevice, phone, seenByUs } from "./device.ts";
import { coupon } from "./furnish-shop.ts";
import type { Protocol } from "./protocol.ts";
import { product } from "./shop.ts";

const email = "ada@example.com";
const name = "Desk Pen Holder - Black";

/** A shopper leaves a cart on one device, is reminded, comes back on another and buys: in a real shop, in a real browser. */
export async function tellStory(browser: Browser, rig: Playground, protocol: Protocol): Promise<void> {
  const shop = rig.at("shop");
  const problems: string[] = [];
  const laptop = await openDevice(browser, desktop, problems);
  const sent: string[] = [];
  laptop.on("request", (request) => sent.push(request.url() + (request.postData() ?? "")));

  await protocol.step("a product's page comes through, and its colours can be chosen", async () => {
    await laptop.goto(shop + product);
    await laptop.getByRole("button", { name: "Black", exact: true }).click();
    await laptop.waitForURL(/color=2/);
  });

  await protocol.step("what is put into the cart is seen, with its option", async () => {
    await heard(laptop, "POST", /\/api\/graphql$/, () =>
      laptop.getByRole("button", { name: "Add to cart" }).first().click(),
    );
    await seenByUs(laptop, { name, options: "Black", quantity: 1, total: "$12.00" });
  });

  await protocol.step("the cart's page has our progress bar, and a changed quantity is seen", async () => {
    await laptop.goto(`${shop}/cart`);
    await laptop.getByRole("navigation", { name: "Checkout steps" }).waitFor();
    await heard(laptop, "PATCH", /\/api\/cart\/.+\/items\//, () => laptop.locator(increase).click());
    await seenByUs(laptop, { name, options: "Black", quantity: 2, total: "$24.00" });
  });

  await protocol.step("a coupon is seen in what the cart comes to", async () => {
    await laptop.locator("#field-coupon").fill(coupon);
    await heard(laptop, "POST", /\/coupons$/, () => laptop.getByRole("button", { name: "Apply" }).click());
    await seenByUs(laptop, { name, options: "Black", quantity: 2, total: "$21.60" });
  });

  await protocol.step(
    "an address typed into the checkout is kept under our notice, before any order",
    async () => {
      await laptop.goto(`${shop}/checkout`);
      const field = laptop.locator('input[name="contact.email"]');
      await field.pressSequentially(email);
      const saved = laptop.waitForResponse((response) => response.url().endsWith("/_cw/contact"));
      await field.press("Tab");
      assert.equal((await saved).status(), 200);
      await laptop.getByText(/we may email you a reminder/i).waitFor();
    },
  );

  await protocol.step(
    "the shop itself has not been told that address yet, so only the notice can know it",
    async () => {
      await laptop.waitForTimeout(500);
      const told = sent.filter((request) => request.includes(email) && !request.includes("/_cw/"));
      assert.deepEqual(told, []);
      assert.deepEqual(problems, []);
    },
  );

  await protocol.step("the cart counts as left after half an hour, and nothing is sent yet", async () => {
    await laptop.context().close();
    const { ran } = await rig.advance("PT31M");
    assert.ok(ran.some(({ summary }) => summary === "1 cart abandoned"));
    assert.equal((await rig.messages()).length, 0);
  });

  let link = "";
  await protocol.step("an hour later there is one mail, with what was left and a way back", async () => {
    await rig.advance("PT1H");
    const [mail, ...more] = await rig.messages();
    assert.deepEqual(more, []);
    assert.equal(mail?.Subject, `${name}: ready when you are`);
    assert.deepEqual(
      mail.To.map(({ Address }) => Address),
      [email],
    );
    const { Text } = await rig.message(mail.ID);
    link = Text.match(/http:\S+\/_cw\/r\/\S+/)?.[0] ?? "";
    assert.ok(link.startsWith(shop), `a link to ${shop}: ${link}`);
  });

  const mobile = await openDevice(browser, phone, problems);
  await protocol.step(
    "on another device the link shows the cart, and puts nothing in by itself",
    async () => {
      await mobile.goto(link);
      await mobile.getByText(name).first().waitFor();
      const elsewhere = await mobile.context().newPage();
      await elsewhere.goto(`${shop}/cart`);
      assert.equal(await cartInShop(elsewhere), null);
      await elsewhere.close();
    },
  );

  await protocol.step(
    "one press rebuilds it in the shop: option, quantity, coupon, and nobody's address",
    async () => {
      await mobile.getByRole("button", { name: "Put into my cart" }).click();
      await mobile.waitForURL(/\/cart$/);
      await mobile.getByText(name).filter({ visible: true }).first().waitFor();
      const cart = await cartInShop(mobile);
      const pens = { productSku: "PEN-002-BLK", qty: 2, variantOptions: [{ optionText: "Black" }] };
      assert.deepEqual(cart?.items, [pens]);
      assert.equal(cart.coupon, coupon);
      assert.equal(cart.customerEmail, null);
    },
  );

  await protocol.step("what was rebuilt can be bought there", () => buy(mobile, shop, email));

  await protocol.step("within a week nothing more is sent, and nothing waits to be", async () => {
    const { waiting } = await rig.advance("P7D");
    assert.deepEqual(waiting, []);
    assert.equal((await rig.messages()).length, 1);
  });

  await protocol.step("the mail's link says that it has been bought", async () => {
    await mobile.goto(link);
    await mobile
      .getByText(/has been ordered/i)
      .first()
      .waitFor();
    assert.deepEqual(problems, []);
  });
  await mobile.context().close();
}

/** EverShop names this button by its picture alone. */
const increase = 'button:has(svg path[d="M12 5v14"])';
