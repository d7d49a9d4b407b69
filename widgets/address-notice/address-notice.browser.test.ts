import { describe, expect, it } from "vitest";
import { paths } from "../../worker/wire/paths.ts";
import { layoutShift } from "../look.fixture.ts";
import { desktop, form, phone, visitShop } from "../visits.fixture.ts";
import { noticeWords } from "./words.ts";

const at = visitShop(() => ({ body: form }));
const src = () => at.src("addressNotice");

function ask(mode: "notice" | "opt-in"): void {
  at.shop.config = {
    notice: { src: src(), mode, field: "#email", words: noticeWords.en, variant: "standard" },
  };
}

/** Its code is there when it has been asked for and read. */
async function visit(...how: Parameters<typeof at.visit>): Promise<void> {
  await at.visit(...how);
  await at.settle();
}
async function reload(): Promise<void> {
  await at.page.reload();
  await at.settle();
}

const notice = () => at.page.locator("cw-address-notice");
const sentence = () => notice().locator("output").innerText();
const last = () => at.shop.contacts.at(-1);

/** Presses in the form until it is heard: the code may still be on its way. */
async function begin(): Promise<void> {
  await expect
    .poll(async () => {
      await at.page.click("#email");
      return notice().isVisible();
    })
    .toBe(true);
}

/** Types an address and leaves the field. */
async function give(email: string): Promise<void> {
  await at.page.click("#email");
  await at.page.fill("#email", email);
  await at.page.keyboard.press("Tab");
}

describe("the address notice", () => {
  it("stands right after the shop's field and says who writes and how often", async () => {
    ask("notice");
    await visit();
    await begin();
    expect(await at.page.locator("#email + cw-address-notice").count()).toBe(1);
    expect(await sentence()).toContain("At most three");
  });

  it("sends the address when the field is left, never while it is typed", async () => {
    ask("notice");
    await visit();
    await at.page.locator("#email").pressSequentially("anna@example.com");
    await at.settle();
    expect(at.shop.contacts).toEqual([]);
    await at.page.keyboard.press("Tab");
    await expect.poll(() => at.shop.contacts).toHaveLength(1);
    expect(last()).toEqual({
      email: "anna@example.com",
      decision: "granted",
      asked: "notice",
      surface: "address-notice",
      language: "en",
      page: "/start",
    });
  });

  it("sends nothing that cannot be an address", async () => {
    ask("notice");
    await visit();
    await give("anna@");
    await at.settle();
    expect(at.shop.contacts).toEqual([]);
  });

  it("sends nothing while the shop's page hides it", async () => {
    ask("notice");
    await visit();
    await begin();
    await at.page.evaluate(() => {
      const host = document.querySelector("cw-address-notice");
      const hider = document.createElement("div");
      hider.hidden = true;
      host?.replaceWith(hider);
      hider.append(host as Element);
    });
    await give("anna@example.com");
    await at.settle();
    expect(at.shop.contacts).toEqual([]);
  });

  it("can be refused, says so, sends nothing more, and remembers it on the next page", async () => {
    ask("notice");
    await visit();
    await give("anna@example.com");
    await notice().getByRole("button", { name: "No thanks" }).click();
    await expect.poll(() => last()?.decision).toBe("refused");
    expect(last()?.email).toBe("anna@example.com");
    expect(await sentence()).toContain("We won't write to you about this cart.");
    const sent = at.shop.contacts.length;
    await give("other@example.com");
    await reload();
    await give("third@example.com");
    await at.settle();
    expect(at.shop.contacts).toHaveLength(sent);
    expect(await sentence()).toContain("We won't write to you");
    expect((await at.cookies()).cw_notice).toMatchObject({ value: "no", expires: -1 });
  });

  it("can be refused before an address is typed", async () => {
    ask("notice");
    await visit();
    await begin();
    await notice().getByRole("button").click();
    await expect.poll(() => last()).toMatchObject({ email: "", decision: "refused" });
  });

  it("takes a refusal back when undone, keeping the focus on the button", async () => {
    ask("notice");
    await visit();
    await give("anna@example.com");
    await notice().getByRole("button").focus();
    await at.page.keyboard.press("Enter");
    await at.page.keyboard.press("Enter");
    await expect.poll(() => last()?.decision).toBe("granted");
    expect(await sentence()).toContain("We may email you");
    expect(
      await at.page.evaluate(
        () => document.querySelector("cw-address-notice")?.shadowRoot?.activeElement?.tagName,
      ),
    ).toBe("BUTTON");
    expect(await notice().getByRole("status").count()).toBe(1);
  });

  it("under opt-in starts unticked, grants only while ticked, and refuses when unticked", async () => {
    ask("opt-in");
    await visit();
    await begin();
    const box = notice().getByRole("checkbox", { name: /Email me a reminder/ });
    expect(await box.isChecked()).toBe(false);
    await give("anna@example.com");
    await at.settle();
    expect(at.shop.contacts).toEqual([]);
    await notice().getByText("Email me a reminder").click();
    await expect.poll(() => last()).toMatchObject({ email: "anna@example.com", decision: "granted" });
    await give("other@example.com");
    await expect.poll(() => last()).toMatchObject({ email: "other@example.com", decision: "granted" });
    await box.press("Space");
    await expect.poll(() => last()?.decision).toBe("refused");
  });

  it("finds a field that is rendered late, and follows it when it is replaced", async () => {
    ask("notice");
    at.shop.body = "<main></main>";
    await visit();
    const renderField = () =>
      at.page.evaluate(() => {
        const field = document.createElement("input");
        field.id = "email";
        document.querySelector("main")?.replaceChildren(document.createElement("p"), field);
      });
    await renderField();
    await begin();
    await at.page.locator("#email + cw-address-notice").waitFor();
    await notice().getByRole("button").click();
    await renderField();
    await at.page.locator("#email + cw-address-notice").waitFor();
    expect(await notice().count()).toBe(1);
    expect(await sentence()).toContain("We won't write to you");
    await at.page.evaluate(() => document.querySelector("#email")?.remove());
    await expect.poll(() => notice().count()).toBe(0);
  });

  it("is not even loaded before its field is on the page", async () => {
    ask("notice");
    at.shop.body = "<main></main>";
    await visit();
    await at.settle();
    expect(at.shop.asked).not.toContain(src());
    await at.page.evaluate(() => {
      const field = document.createElement("input");
      field.id = "email";
      document.querySelector("main")?.append(field);
    });
    await at.settle();
    expect(at.shop.asked.filter((path) => path === src())).toHaveLength(1);
  });

  it("is a box that starts empty under Global Privacy Control, whatever the store's mode", async () => {
    ask("notice");
    await visit(desktop, { hasGpc: true });
    await begin();
    const box = notice().getByRole("checkbox", { name: /Email me a reminder/ });
    expect(await box.isChecked()).toBe(false);
    await give("anna@example.com");
    await at.settle();
    expect(at.shop.contacts).toEqual([]);
    await box.check();
    await expect.poll(() => last()).toMatchObject({ decision: "granted", asked: "opt-in" });
  });

  it("becomes such a box where a notice is no yes, says so, and is one on the next page too", async () => {
    ask("notice");
    await visit();
    Object.assign(at.shop, { answer: { status: "invalid", field: "consent" }, status: 409 });
    await give("anna@example.com");
    const box = notice().getByRole("checkbox", { name: /Email me a reminder/ });
    await box.waitFor();
    expect(await box.isChecked()).toBe(false);
    expect(await notice().getByRole("status").getByRole("checkbox").count()).toBe(1);
    Object.assign(at.shop, { answer: { status: "saved" }, status: 200 });
    await box.check();
    await expect.poll(() => last()).toMatchObject({ decision: "granted", asked: "opt-in" });
    // The browser's own report of the 409.
    expect(at.complaints.splice(0)).toHaveLength(1);
    await reload();
    await begin();
    await box.waitFor();
    expect(await box.isChecked()).toBe(false);
  });

  it("asks to look into the mailbox where a confirmation went there, and not once the box is empty again", async () => {
    ask("opt-in");
    await visit();
    at.shop.answer = { status: "unconfirmed" };
    await give("anna@example.com");
    await notice().getByRole("checkbox").check();
    await expect.poll(() => notice().getByRole("status").innerText()).toContain("check your mailbox");
    at.shop.answer = { status: "forgotten" };
    await notice().getByRole("checkbox").uncheck();
    await expect.poll(() => notice().getByRole("status").innerText()).not.toContain("mailbox");
  });

  it("gives way to a shop that throws it out again and again", async () => {
    ask("notice");
    at.shop.body = `<main>${form}</main>`;
    await visit();
    await begin();
    await at.page.evaluate(() => {
      const remove = () => document.querySelector("cw-address-notice")?.remove();
      new MutationObserver(remove).observe(document.body, { childList: true, subtree: true });
      remove();
    });
    await at.settle();
    expect(await notice().count()).toBe(0);
  });

  it.each([
    ["a label around the field", `<label>Email <input id="email"></label>`, "label + cw-address-notice"],
    [
      "a row with a button",
      `<div class="row"><input id="email"><button>Go</button></div>`,
      ".row + cw-address-notice",
    ],
    [
      "a label after the field",
      `<p class="row2"><input id="email"><label for="email">Email</label></p>`,
      ".row2 + cw-address-notice",
    ],
  ])("keeps out of %s", async (_, html, place) => {
    ask("notice");
    at.shop.body = `<section>${html}</section>`;
    at.shop.policy = "";
    at.shop.body += "<style>.row { display: flex }</style>";
    await visit();
    await begin();
    await at.page.locator(place).waitFor();
  });

  it("changes nothing about the shop's field and never submits its form", async () => {
    ask("notice");
    await visit();
    await begin();
    const before = await at.page.locator("#email").evaluate((field) => field.outerHTML);
    await notice().getByRole("button").click();
    await notice().getByRole("button").click();
    expect(await at.page.locator("#email").evaluate((field) => field.outerHTML)).toBe(before);
    expect(new URL(at.page.url()).pathname).toBe("/start");
  });

  it("stays silent when the worker cannot be reached", async () => {
    ask("notice");
    await visit();
    await at.page.route(`**${paths.contact}`, (route) => route.fulfill({ status: 204 }));
    await give("anna@example.com");
    await at.settle();
  });

  it("leaves no names behind on the page", async () => {
    ask("notice");
    await visit();
    await begin();
    const added = await at.page.evaluate(() => {
      const frame = document.createElement("iframe");
      document.body.append(frame);
      const known = new Set(Object.getOwnPropertyNames(frame.contentWindow));
      return Object.getOwnPropertyNames(window).filter((name) => !known.has(name) && !/^\d+$|^__/.test(name));
    });
    expect(added).toEqual([]);
  });
});

/** Everything that stands below the field would move. */
const below = `<label>Name <input id="name"></label><button class="primary">Continue</button><p>${"Terms. ".repeat(80)}</p>`;
const longForm = (field = '<input id="email" type="email">') =>
  `<h1>Checkout</h1><a href="#x" id="before">Help</a><form action="/sent">${field}${below}</form>`;

describe.each([
  ["on a phone", phone],
  ["on a desktop", desktop],
] as const)("the page around the address notice, %s", (_, device) => {
  const throttle = async () => {
    const session = await at.page.context().newCDPSession(at.page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  };

  it.each<[string, string | undefined, () => Promise<unknown>]>([
    ["the field is pressed", undefined, () => press("#email")],
    ["another field of its form is pressed", undefined, () => press("#name")],
    [
      "the form is entered by keyboard",
      undefined,
      async () => {
        await at.page.focus("#before");
        await at.page.keyboard.press("Tab");
      },
    ],
    [
      "something is typed into a field that had the focus from the start",
      '<input id="email" autofocus>',
      () => at.page.keyboard.type("a"),
    ],
  ])("moves by no more than its own input when %s", async (_, field, act) => {
    ask("notice");
    at.shop.body = longForm(field);
    await visit(device);
    await throttle();
    expect(await notice().count()).toBe(0);
    await act();
    await notice().waitFor();
    expect(await layoutShift(at.page)).toBe(0);
    expect(at.shop.counted).toEqual(["addressNotice shown standard"]);
  });

  it("stays as it is when something else on it is pressed, or the shop's own script takes the focus", async () => {
    ask("notice");
    at.shop.body = longForm();
    await visit(device);
    await press("#before");
    await at.page.evaluate(() => document.querySelector<HTMLElement>("#name")?.focus());
    await at.settle();
    expect(await notice().count()).toBe(0);
  });

  it.each([
    ["opt-in", { status: "unconfirmed" }, 200, "check your mailbox"],
    ["notice", { status: "invalid", field: "consent" }, 409, "Email me a reminder"],
  ] as const)(
    "under %s, is told what a late answer brings with the next key",
    async (mode, answer, status, text) => {
      ask(mode);
      at.shop.body = longForm();
      await visit(device);
      await at.page.route(`**${paths.contact}`, async (route) => {
        await at.page.waitForTimeout(900);
        await route.fulfill({ json: answer, status });
      });
      await give("anna@example.com");
      const answered = at.page.waitForResponse(`**${paths.contact}`);
      if (mode === "opt-in") await notice().getByRole("checkbox").check();
      await answered;
      await at.settle();
      expect(await notice().locator("output").innerText()).not.toContain(text);
      await at.page.keyboard.press("a");
      await expect.poll(() => notice().locator("output").innerText()).toContain(text);
      expect(await layoutShift(at.page)).toBe(0);
      // The browser's own report of a 409.
      at.complaints = at.complaints.filter((complaint) => !complaint.includes("409"));
    },
  );

  const press = (selector: string) => (device === phone ? at.page.tap(selector) : at.page.click(selector));
});
