const encoder = new TextEncoder();
let key: Promise<CryptoKey> | undefined;

/** HMAC-SHA-256 in hexadecimal. The key is public: in a demo it is the session's own random id that guards a cart. */
export async function sign(text: string): Promise<string> {
  key ??= crypto.subtle.importKey(
    "raw",
    encoder.encode("saltmarsh"),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  return toHex(await crypto.subtle.sign("HMAC", await key, encoder.encode(text)));
}

export async function digest(text: string): Promise<string> {
  return toHex(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
}

function toHex(buffer: ArrayBuffer): string {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
