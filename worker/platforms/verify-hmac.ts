import { utf8 } from "../domain/keys.ts";

/**
 * Whether one of the secrets made this HMAC-SHA256 over these bytes. Compared in constant time; any length of signature is
 * taken and is wrong.
 */
export async function verifyHmac(
  secrets: string[],
  signature: Uint8Array<ArrayBuffer>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  for (const secret of secrets) {
    // An empty key is none (and cannot be imported).
    if (secret === "") continue;
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", utf8(secret), algorithm, false, ["verify"]);
    if (await crypto.subtle.verify("HMAC", key, signature, bytes)) return true;
  }
  return false;
}

/** A signature out of a header, in base64 (RFC 4648 §4); `null` when it is none. */
export function fromBase64(text: string | null): Uint8Array<ArrayBuffer> | null {
  try {
    return text ? Uint8Array.from(atob(text), (character) => character.charCodeAt(0)) : null;
  } catch {
    return null;
  }
}
