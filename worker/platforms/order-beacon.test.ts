import { describe, expect, it } from "vitest";
import { utf8 } from "../domain/keys.ts";
import { storeSettings } from "../wire/store-settings.ts";
import { type SignedSample, webhookConformance } from "./conformance.ts";
import { orderBeacon, signBeacon } from "./order-beacon.ts";

const placed = {
  event: "order.placed",
  order_id: 10023,
  at: "2026-11-20T12:59:58+01:00",
  total_minor: 3250,
  currency: "GBP",
  email: "ada@example.com",
};

const sign = (content: unknown) => async (secret: string, at: number) => {
  const body = utf8(typeof content === "string" ? content : JSON.stringify(content));
  return { headers: await signBeacon(secret, at, body), body };
};

const sample =
  (content: object, event: Partial<SignedSample["event"]>) =>
  async (secret: string, at: number): Promise<SignedSample> => ({
    delivery: await sign(content)(secret, at),
    event: {
      id: "order.placed/10023/1795175998000",
      at: Date.UTC(2026, 10, 20, 11, 59, 58),
      kind: "placed",
      order: { number: "10023", totalMinor: 3250, currency: "GBP", email: "ada@example.com" },
      cartRef: null,
      emailSha256: null,
      ...event,
    },
  });

const bare = { number: "A-7", totalMinor: null, currency: null, email: null };

webhookConformance(
  { id: "generic", webhooks: orderBeacon },
  {
    isTimed: true,
    events: {
      "an order": sample(placed, { id: `order.placed/10023/${Date.parse(placed.at)}` }),
      "an order that says as little as it may": sample(
        { event: "order.placed", order_id: "A-7", at: 1795176000 },
        { id: "order.placed/A-7/1795176000000", at: 1795176000000, order: bare },
      ),
      "an order whose buyer is told by a hash alone": sample(
        {
          event: "order.placed",
          order_id: "A-7",
          at: 1795176000,
          email_sha256: "AB".repeat(32),
          cart_ref: "q9",
        },
        {
          id: "order.placed/A-7/1795176000000",
          at: 1795176000000,
          order: bare,
          cartRef: "q9",
          emailSha256: "ab".repeat(32),
        },
      ),
      "a cancellation": sample(
        { event: "order.cancelled", order_id: "A-7", at: 1795176000, reason: "not ours to know" },
        { id: "order.cancelled/A-7/1795176000000", at: 1795176000000, kind: "cancelled", order: bare },
      ),
    },
    ignored: {},
    unreadable: {
      "no JSON": sign("order_id=7"),
      "another event": sign({ ...placed, event: "order.shipped" }),
      "no number": sign({ ...placed, order_id: "" }),
      "a time without a zone": sign({ ...placed, at: "2026-11-20T12:59:58" }),
      "a total in pounds": sign({ ...placed, total_minor: 32.5 }),
      "a list": sign([placed]),
    },
  },
);

describe("an order beacon that is not understood", () => {
  it("is told which field is wrong, and not what was in it", async () => {
    const at = Date.now();
    const delivery = await sign({ ...placed, currency: "pounds of grace@example.com" })("s", at);
    const reading = await orderBeacon.read(delivery, ["s"], at, storeSettings.parse({}));
    expect(reading).toMatchObject({ status: "unreadable", problem: expect.stringContaining("currency") });
    expect(JSON.stringify(reading)).not.toContain("grace");
  });
});
