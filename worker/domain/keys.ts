/**
 * Keys, and what is done with them. Two secrets feed everything: a ring of encryption keys, the newest first, which may be
 * rotated at any time, and one key for the hashes by which addresses are looked up, which may not (every stored hash
 * would be lost). Each purpose gets a key of its own by HKDF (RFC 5869), so that none can be used for another.
 */
export interface KeyRing {
  /** Encrypts a text under the newest key. `label` binds it to its place: it opens only under the same label. */
  encrypt(text: string, label: string): Promise<string>;
  /** Opens what `encrypt` made under any key of the ring; `null` when it was moved, changed or its key is gone. */
  decrypt(sealed: string, label: string): Promise<string | null>;
  /** The hash by which an address is looked up: the same for the same normalised address, unreadable without the key. */
  hashAddress(storeId: string, address: string): Promise<string>;
  /** The same hash, from the SHA-256 (hex) of the address: for those who may tell who bought, but not at which address. */
  hashAddressDigest(storeId: string, sha256: string): Promise<string>;
  /** A keyed hash for one other purpose, the same for the same text: for what is short enough to be guessed. */
  hash(purpose: string, text: string): Promise<string>;
  /** Signs a text for one purpose; `verify` accepts signatures of every key of the ring. */
  sign(purpose: string, text: string): Promise<{ kid: string; signature: string }>;
  verify(purpose: string, text: string, kid: string, signature: string): Promise<boolean>;
}

/**
 * @param encryptionKeys `kid:base64` entries parted by commas, newest first; 32 bytes each
 * @param addressHashKey base64, 32 bytes
 * @throws Error that names the secret and what is wrong with it, never its content
 */
export function createKeyRing(encryptionKeys: string, addressHashKey: string): KeyRing {
  const ring = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of encryptionKeys.split(",")) {
    const [kid = "", base64 = ""] = entry.trim().split(":", 2);
    if (!/^[a-z0-9]{1,16}$/.test(kid) || !entry.includes(":")) {
      throw new Error("ENCRYPTION_KEYS: each entry is kid:base64, kid being 1-16 of a-z and 0-9");
    }
    ring.set(kid, secretBytes(base64, `ENCRYPTION_KEYS, key ${kid}`));
  }
  const newest = ring.keys().next().value as string;
  const hashSecret = secretBytes(addressHashKey, "ADDRESS_HASH_KEY");
  const derived = new Map<string, Promise<CryptoKey>>();

  function keyFor(secret: Uint8Array<ArrayBuffer>, id: string, purpose: string, use: "seal" | "sign") {
    const name = `${id}/${purpose}`;
    let key = derived.get(name);
    if (!key) {
      key = deriveKey(secret, purpose, use);
      derived.set(name, key);
    }
    return key;
  }

  return {
    async encrypt(text, label) {
      const key = await keyFor(ring.get(newest) as Uint8Array<ArrayBuffer>, newest, "seal", "seal");
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt(
        { name: "AES-GCM", iv, additionalData: utf8(label) },
        key,
        utf8(text),
      );
      return `${newest}.${toBase64Url(iv)}.${toBase64Url(new Uint8Array(sealed))}`;
    },
    async decrypt(sealed, label) {
      const [kid = "", iv = "", body = ""] = sealed.split(".");
      const secret = ring.get(kid);
      if (!secret) return null;
      try {
        const opened = await crypto.subtle.decrypt(
          { name: "AES-GCM", iv: fromBase64Url(iv), additionalData: utf8(label) },
          await keyFor(secret, kid, "seal", "seal"),
          fromBase64Url(body),
        );
        return new TextDecoder().decode(opened);
      } catch {
        return null;
      }
    },
    async hashAddress(storeId, address) {
      return this.hashAddressDigest(storeId, await sha256Hex(utf8(address)));
    },
    async hashAddressDigest(storeId, sha256) {
      const key = await keyFor(hashSecret, "hash", "address", "sign");
      return toBase64Url(
        new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(`${storeId}\n${sha256.toLowerCase()}`))),
      );
    },
    async hash(purpose, text) {
      const key = await keyFor(hashSecret, "hash", purpose, "sign");
      return toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(text))));
    },
    async sign(purpose, text) {
      const key = await keyFor(ring.get(newest) as Uint8Array<ArrayBuffer>, newest, purpose, "sign");
      return {
        kid: newest,
        signature: toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(text)))),
      };
    },
    async verify(purpose, text, kid, signature) {
      const secret = ring.get(kid);
      if (!secret) return false;
      try {
        const key = await keyFor(secret, kid, purpose, "sign");
        // `subtle.verify` compares in constant time and takes signatures of any length.
        return await crypto.subtle.verify("HMAC", key, fromBase64Url(signature), utf8(text));
      } catch {
        return false;
      }
    },
  };
}

async function deriveKey(secret: Uint8Array<ArrayBuffer>, purpose: string, use: "seal" | "sign") {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8(`cartwright/${purpose}`) },
    base,
    use === "seal" ? { name: "AES-GCM", length: 256 } : { name: "HMAC", hash: "SHA-256", length: 256 },
    false,
    use === "seal" ? ["encrypt", "decrypt"] : ["sign", "verify"],
  );
}

function secretBytes(base64: string, name: string): Uint8Array<ArrayBuffer> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    throw new Error(`${name}: not base64. Make one with: openssl rand -base64 32`);
  }
  if (bytes.length !== 32) {
    throw new Error(`${name}: ${bytes.length} bytes instead of 32. Make one with: openssl rand -base64 32`);
  }
  return bytes;
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}

export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** RFC 4648 §5 without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  // Byte by byte: a whole mail at once would be more arguments than a call may have.
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
}
