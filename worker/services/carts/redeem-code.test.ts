import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { newHandoverCode, showCode } from "../../domain/handover-code.ts";
import { cartOf, fillCart, salt } from "../../testing/shoppers.ts";
import { type Device, World } from "../../testing/world.ts";

interface Ready {
  code: string;
  url: string;
  page: string;
  qr: string;
}

async function codeOf(shopper: Device): Promise<Ready> {
  const answer = await shopper.json("/_cw/handover", {});
  expect(answer.status).toBe(200);
  return (await answer.json()) as Ready;
}

async function laptopWithCode() {
  const world = await World.create();
  const laptop = world.device();
  await fillCart(laptop);
  return { world, laptop, phone: world.device(), ready: await codeOf(laptop) };
}

const type = (device: Device, code: string) => device.post("/_cw/h", { code });
const tokenOn = (html: string) => html.match(/name="token" value="([\w-]{43})"/)?.[1] ?? "";
const rows = async (table: string) =>
  JSON.stringify((await env.DB.prepare(`SELECT * FROM ${table}`).all()).results);

describe("a cart that is handed to the phone beside it", () => {
  it("is shown when the code is typed, and taken over on a press", async () => {
    const { world, phone, ready } = await laptopWithCode();
    expect(ready.page).toBe(`https://${world.hostname}/_cw/h`);
    expect(await (await phone.get("/_cw/h")).text()).toContain(
      "Enter the code that your other device shows.",
    );
    const shown = await (await type(phone, ready.code.toLowerCase())).text();
    expect(shown).toContain("Enamel mug");
    expect(await cartOf(phone)).toEqual([]);
    await phone.post("/_cw/resume", { token: tokenOn(shown) });
    expect(await cartOf(phone)).toEqual(["2 × 101"]);
  });

  it("comes by its picture to a page with the code filled in, which neither uses the code up nor tells whether it is one", async () => {
    const { world, phone, ready } = await laptopWithCode();
    expect(ready.qr).toMatch(/^<svg /);
    expect(ready.qr).not.toContain("<script");
    expect(ready.url).toBe(`${ready.page}/${ready.code}`);
    const path = new URL(ready.url).pathname;
    const before = await rows("handover_codes");
    const right = await (await phone.get(path)).text();
    expect(right).toContain(`value="${ready.code}"`);
    const wrong = showCode(newHandoverCode());
    const other = await (await world.device().get(`/_cw/h/${wrong}`)).text();
    const anonymous = (html: string) => html.replace(/nonce="[^"]+"/, "").replace(/value="[^"]+"/, "");
    expect(anonymous(other)).toBe(anonymous(right));
    expect(await rows("handover_codes")).toBe(before);
    expect(await rows("code_attempts")).toBe("[]");
    expect(await (await type(phone, ready.code)).text()).toContain("Enamel mug");
  });

  it("works once, for ten minutes, and only the newest code of a cart does", async () => {
    const { world, laptop, phone, ready } = await laptopWithCode();
    const second = await codeOf(laptop);
    expect(tokenOn(await (await type(phone, ready.code)).text())).toBe("");
    expect(tokenOn(await (await type(phone, second.code)).text())).not.toBe("");
    expect(tokenOn(await (await type(phone, second.code)).text())).toBe("");
    const third = await codeOf(laptop);
    world.now += 10 * 60_000;
    expect(tokenOn(await (await type(phone, third.code)).text())).toBe("");
  });

  it("gives two who type the same code at once one cart between them", async () => {
    const { world, ready } = await laptopWithCode();
    const pages = await Promise.all(
      [1, 2, 3].map(async () => (await type(world.device(), ready.code)).text()),
    );
    expect(pages.map(tokenOn).filter(Boolean)).toHaveLength(1);
  });

  it("cannot be found by trying: ten tries an hour from one network, and then not even the right one", async () => {
    const { world, laptop, phone, ready } = await laptopWithCode();
    for (let tried = 0; tried < 10; tried++) {
      expect(await (await type(world.device(), newHandoverCode())).text()).toContain(
        "This code does not work.",
      );
    }
    expect(await (await type(phone, ready.code)).text()).toContain("one try too many");
    world.now += 3_600_000;
    expect(await (await type(phone, (await codeOf(laptop)).code)).text()).toContain("Enamel mug");
  });

  it("stands in the database as something from which no code can be computed without the key", async () => {
    const { ready } = await laptopWithCode();
    expect(await rows("handover_codes")).not.toContain(ready.code.replace("-", ""));
    const [row] = JSON.parse(await rows("handover_codes")) as { code_hash: string }[];
    expect(row?.code_hash).toHaveLength(43);
  });

  it("is offered beside what the phone has already", async () => {
    const { phone, ready } = await laptopWithCode();
    await fillCart(phone, salt);
    expect(await (await type(phone, ready.code)).text()).toContain("You have two carts");
    expect(await cartOf(phone)).toEqual(["1 × 107"]);
  });

  it("is for shoppers with a cart, from the shop's own pages", async () => {
    const { world, laptop, ready } = await laptopWithCode();
    expect((await world.device().json("/_cw/handover", {})).status).toBe(409);
    for (const [path, body] of [
      ["/_cw/handover", "{}"],
      ["/_cw/h", `code=${ready.code}`],
    ] as const) {
      const answer = await world.handle(
        new Request(`https://${world.hostname}${path}`, {
          method: "POST",
          headers: { "sec-fetch-site": "cross-site" },
          body,
        }),
      );
      expect(answer.status).toBe(403);
    }
    expect((await laptop.get("/_cw/h/not-a-code")).status).toBe(404);
  });
});
