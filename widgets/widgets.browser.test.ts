import { describe, expect, it } from "vitest";
import { layoutShift } from "./look.fixture.ts";
import { renderProgressBar } from "./progress-bar/component.tsx";
import { desktop, form, phone, visitShop } from "./visits.fixture.ts";

const at = visitShop(() => ({ body: form }));

describe("the progress bar in a browser", () => {
  const bar = (nonce?: string) =>
    renderProgressBar({
      language: "ru",
      ...(nonce ? { nonce } : {}),
      steps: [
        { step: "cart", state: "done", href: "/cart" },
        { step: "delivery", state: "current", href: null },
        { step: "payment", state: "todo", href: null },
      ],
    });

  it.each([
    ["a desktop", desktop],
    ["a phone", phone],
  ])("shifts nothing on %s and is 48 px high from the first paint", async (_, device) => {
    at.shop.policy = "default-src 'self'; style-src 'self' 'nonce-abc'";
    at.shop.body = `${bar("abc")}${form}`;
    await at.visit(device);
    expect(await layoutShift(at.page)).toBe(0);
    expect((await at.page.locator("cw-progress-bar").boundingBox())?.height).toBe(48);
  });

  it("needs no script", async () => {
    at.shop.policy = "";
    at.shop.body = bar();
    await at.visit({ ...desktop, javaScriptEnabled: false });
    expect((await at.page.locator("cw-progress-bar").boundingBox())?.height).toBe(48);
    expect(await at.page.getByRole("link", { name: /Корзина/ }).getAttribute("href")).toBe("/cart");
  });

  it("takes no space where the page's policy refuses its styles", async () => {
    at.shop.body = `${bar()}<div id="next">next</div>`;
    await at.visit();
    expect((await at.page.locator("#next").boundingBox())?.y).toBe(40);
    // The refusal itself is the browser's to report; the edge knows the policy and does not inject here.
    expect(at.complaints.splice(0)).toHaveLength(1);
  });

  it("is read the same in a page of a legacy charset", async () => {
    at.shop.policy = "";
    at.shop.body = `<meta charset="windows-1251">${bar()}`;
    await at.visit();
    expect(await at.page.locator("cw-progress-bar nav").innerText()).toContain("Доставка");
  });

  it.each([
    ["a desktop", desktop, 3],
    ["a phone", phone, 1],
  ])("names on %s the step the shopper is at", async (_, device, names) => {
    at.shop.policy = "";
    at.shop.body = bar();
    await at.visit(device);
    const nav = at.page.getByRole("navigation");
    expect(await nav.locator("[aria-current=step]:visible").innerText()).toContain("Доставка");
    expect((await nav.innerText()).match(/Корзина|Доставка|Оплата/g)).toHaveLength(names);
  });
});
