type Bytes = Uint8Array<ArrayBuffer>;

const algorithm = { name: "HMAC", hash: "SHA-256" };

/** Whether one of the signatures is HMAC-SHA256 under one of the keys. `subtle.verify` compares in constant time. */
export async function isSignedBy(
  keys: readonly Bytes[],
  text: Bytes,
  signatures: readonly Bytes[],
): Promise<boolean> {
  for (const secret of keys) {
    // An empty key is none (and cannot be imported).
    if (secret.length === 0) continue;
    const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["verify"]);
    for (const signature of signatures) {
      if (await crypto.subtle.verify("HMAC", key, signature, text)) return true;
    }
  }
  return false;
}

/** HMAC-SHA256 of these bytes. */
export async function signHmac(key: Bytes, text: Bytes): Promise<Bytes> {
  const imported = await crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, text));
}

/** A signature or a key out of a header or a setting (RFC 4648 §4); `null` when it is no base64. */
export function fromBase64(text: string): Bytes | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
