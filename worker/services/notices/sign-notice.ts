import { signHmac } from "../../domain/hmac.ts";
import { utf8 } from "../../domain/keys.ts";

/**
 * The headers that prove a webhook ours (Standard Webhooks 1.0: HMAC-SHA256 over id, time and body, base64). While a secret
 * is being changed both sign, and the receiver may check with either.
 * @param secrets base64, with or without `whsec_` before it
 * @returns `null` when there is no secret to sign with
 */
export async function signNotice(
  secrets: readonly string[],
  id: string,
  body: string,
  now: number,
): Promise<Record<string, string> | null> {
  const timestamp = String(Math.floor(now / 1000));
  const signatures = await Promise.all(
    secrets.flatMap((secret) => {
      const key = readKey(secret);
      return key === null ? [] : [sign(key, `${id}.${timestamp}.${body}`)];
    }),
  );
  if (signatures.length === 0) return null;
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.map((signature) => `v1,${signature}`).join(" "),
  };
}

async function sign(key: Uint8Array<ArrayBuffer>, text: string): Promise<string> {
  return btoa(String.fromCharCode(...(await signHmac(key, utf8(text)))));
}

/** @returns `null` for what is no base64: a receiver could not read it either */
function readKey(secret: string): Uint8Array<ArrayBuffer> | null {
  try {
    const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, "")), (character) =>
      character.charCodeAt(0),
    );
    return bytes.length > 0 ? bytes : null;
  } catch {
    return null;
  }
}
