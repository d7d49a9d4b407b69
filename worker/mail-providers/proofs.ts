import { fromBase64 } from "../domain/hmac.ts";
import { toHex, utf8 } from "../domain/keys.ts";
import type { DeliveryEvent, EventCall } from "./contract.ts";

/** How far a sender's clock may be ahead of ours, in ms. */
const ahead = 5 * 60_000;

/** Whether a call was made within its window: not too long ago, and not in a future that no clock's error explains. */
export function isTimely(at: number, now: number, window: number): boolean {
  return Number.isFinite(at) && at >= now - window && at <= now + ahead;
}

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Whether a call shows one of the secrets as its bearer token or as the password of its login (RFC 6750 §2.1, RFC 7617):
 * what providers that sign nothing let a merchant set. Compared as digests under a key of the moment, so that time tells
 * nothing of how much was right.
 */
export async function showsSecret({ headers, secrets }: EventCall): Promise<boolean> {
  const [scheme = "", shown = ""] = (headers.get("authorization") ?? "").split(/ +/, 2);
  const secret = /^bearer$/i.test(scheme) ? shown : /^basic$/i.test(scheme) ? passwordOf(shown) : null;
  if (secret === null || secret === "") return false;
  const key = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
  const digest = await crypto.subtle.sign("HMAC", key as CryptoKey, utf8(secret));
  let isShown = false;
  for (const known of secrets) {
    if (await crypto.subtle.verify("HMAC", key as CryptoKey, digest, utf8(known))) isShown = true;
  }
  return isShown;
}

function passwordOf(base64: string): string | null {
  const bytes = fromBase64(base64);
  if (bytes === null) return null;
  const login = new TextDecoder().decode(bytes);
  const colon = login.indexOf(":");
  return colon < 0 ? null : login.slice(colon + 1);
}

/**
 * An ECDSA signature as WebCrypto takes it, r and s side by side in 32 bytes each, out of the DER that others write
 * (RFC 3279 §2.2.3). `null` for what is no such signature.
 */
export function rawSignature(der: Bytes): Bytes | null {
  const raw = new Uint8Array(64);
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null;
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const bytes = der.slice(at + 2, at + 2 + length);
    if (der[at] !== 0x02 || bytes.length !== length || length === 0) return null;
    // A leading zero keeps a number from being negative.
    const number = bytes[0] === 0 ? bytes.slice(1) : bytes;
    if (number.length > 32) return null;
    raw.set(number, end - number.length);
    at += 2 + length;
  }
  return at === der.length ? raw : null;
}

export function fromHex(text: string): Bytes | null {
  if (!/^([0-9a-f]{2})+$/i.test(text)) return null;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function joinBytes(...parts: Bytes[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** The JSON in a body; `undefined` when there is none. */
export function parseJson(body: Bytes): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** Epoch ms of what providers write as a time: ISO 8601, or seconds since 1970. `now` where it is neither. */
export function timeOf(value: unknown, now: number): number {
  const at =
    typeof value === "number" ? value * 1000 : typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isFinite(at) ? Math.round(at) : now;
}

/** An id for an event whose provider gives it none: the same for the same content. */
export async function contentId(event: Omit<DeliveryEvent, "id">): Promise<string> {
  const { kind, messageId, providerMessageId, at } = event;
  const text = utf8(JSON.stringify([kind, messageId, providerMessageId, at]));
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", text)).slice(0, 16));
}
