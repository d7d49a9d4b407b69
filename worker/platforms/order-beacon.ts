import { isSignedBy, signHmac } from "../domain/hmac.ts";
import { toHex, utf8 } from "../domain/keys.ts";
import { orderBeaconBody } from "../wire/order-beacon.ts";
import type { OrderEvent, OrderWebhooks } from "./contract.ts";

/**
 * The order beacon: what any shop's server may send where its platform has no webhooks of its own. Documented for merchants
 * in docs/platforms/order-beacon.md. The signature is HMAC-SHA256 over the timestamp, a full stop and the body's bytes, so
 * that neither can be changed or sent again later.
 */
export const beaconHeaders = {
  timestamp: "x-cartwright-timestamp",
  signature: "x-cartwright-signature",
} as const;

/** How far the sender's clock and ours may be apart, either way, in ms. */
const beaconWindow = 5 * 60_000;

/** Headers of a beacon, for whoever sends one: our tests, and the example in the docs is the same. */
export async function signBeacon(
  secret: string,
  at: number,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Headers> {
  const timestamp = String(Math.floor(at / 1000));
  const signature = await signHmac(utf8(secret), signedBytes(timestamp, bytes));
  return new Headers({
    [beaconHeaders.timestamp]: timestamp,
    [beaconHeaders.signature]: `v1=${toHex(signature)}`,
  });
}

export const orderBeacon: OrderWebhooks = {
  async read({ headers, body: bytes }, secrets, now) {
    const timestamp = headers.get(beaconHeaders.timestamp) ?? "";
    const signature = /^v1=([0-9a-f]{64})$/i.exec(headers.get(beaconHeaders.signature) ?? "")?.[1];
    if (!signature || !/^\d{1,12}$/.test(timestamp)) return { status: "forged" };
    const given = Uint8Array.from(signature.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    if (!(await isSignedBy(secrets.map(utf8), signedBytes(timestamp, bytes), [given])))
      return { status: "forged" };
    if (Math.abs(now - Number(timestamp) * 1000) > beaconWindow) return { status: "stale" };
    return readBody(new TextDecoder().decode(bytes));
  },
};

function readBody(text: string): ReturnType<typeof unreadable> | { status: "event"; event: OrderEvent } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return unreadable("the body is not JSON");
  }
  const parsed = orderBeaconBody.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return unreadable(`${issue?.path.join(".") || "body"}: ${issue?.message ?? "not understood"}`);
  }
  const { event, order_id, at, total_minor, currency, email, email_sha256, cart_ref } = parsed.data;
  return {
    status: "event",
    event: {
      id: `${event}/${order_id}/${at}`,
      at,
      kind: event === "order.placed" ? "placed" : "cancelled",
      order: {
        number: order_id,
        totalMinor: total_minor ?? null,
        currency: currency ?? null,
        email: email ?? null,
      },
      cartRef: cart_ref ?? null,
      emailSha256: email_sha256?.toLowerCase() ?? null,
    },
  };
}

function unreadable(problem: string) {
  return { status: "unreadable", problem } as const;
}

function signedBytes(timestamp: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const prefix = utf8(`${timestamp}.`);
  const signed = new Uint8Array(prefix.length + bytes.length);
  signed.set(prefix);
  signed.set(bytes, prefix.length);
  return signed;
}
