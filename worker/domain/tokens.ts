import { fromBase64Url, type KeyRing, toBase64Url, utf8 } from "./keys.ts";

/**
 * A recovery link's token: 256 random bits. Only its hash is stored, so that a copy of the database opens no cart.
 */
export function newLinkToken(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
}

/** What is stored and looked up instead of the token: its SHA-256. `null` for what cannot be a token. */
export async function hashLinkToken(token: string): Promise<string | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(token))));
}

/** Whom a signed link speaks of. No address is in it, and none can be computed from it. */
export interface AddressClaim {
  storeId: string;
  addressHash: string;
}

/**
 * An unsubscribe link must work for ever and while the database is down, so it is signed instead of stored:
 * `v1.kid.payload.signature`.
 */
export function newUnsubscribeToken(keys: KeyRing, claim: AddressClaim): Promise<string> {
  return signClaim(keys, "unsubscribe", [claim.storeId, claim.addressHash]);
}

/** The claim of a token that we signed under a key still in the ring; `null` for everything else. */
export async function readUnsubscribeToken(keys: KeyRing, token: string): Promise<AddressClaim | null> {
  const claim = await readClaim(keys, "unsubscribe", token);
  return claim && { storeId: String(claim[0]), addressHash: String(claim[1]) };
}

/** A link by which an address is confirmed, signed likewise; it ends. @param until epoch ms */
export function newConfirmToken(keys: KeyRing, claim: AddressClaim, until: number): Promise<string> {
  return signClaim(keys, "confirm", [claim.storeId, claim.addressHash, until]);
}

export async function readConfirmToken(
  keys: KeyRing,
  token: string,
  now: number,
): Promise<AddressClaim | null> {
  const claim = await readClaim(keys, "confirm", token);
  if (claim === null || !(Number(claim[2]) > now)) return null;
  return { storeId: String(claim[0]), addressHash: String(claim[1]) };
}

async function signClaim(keys: KeyRing, purpose: string, claim: (string | number)[]): Promise<string> {
  const payload = toBase64Url(utf8(JSON.stringify(claim)));
  const { kid, signature } = await keys.sign(purpose, payload);
  return `v1.${kid}.${payload}.${signature}`;
}

async function readClaim(keys: KeyRing, purpose: string, token: string): Promise<unknown[] | null> {
  const [version, kid = "", payload = "", signature = "", ...rest] = token.split(".");
  if (version !== "v1" || rest.length > 0 || token.length > 500) return null;
  if (!(await keys.verify(purpose, payload, kid, signature))) return null;
  return JSON.parse(new TextDecoder().decode(fromBase64Url(payload)));
}
