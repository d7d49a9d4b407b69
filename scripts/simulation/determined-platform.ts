import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  KeyObject,
  timingSafeEqual,
} from "node:crypto";
import { randomFrom } from "../../worker/testing/simulation/random.ts";

/**
 * Makes this process's platform follow from a seed, and quick: random numbers come from the seed, the ciphers and hashes that
 * the engine uses are computed at once instead of on another thread (to the same result), and `Intl` formats are made
 * once for each locale and options.
 */
export function determinePlatform(): { seed(seed: number): void } {
  let random = randomFrom(1);
  const put = (target: object, name: string, value: unknown) =>
    Object.defineProperty(target, name, { value, configurable: true, writable: true });
  put(crypto, "getRandomValues", (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(random() * 256);
    return bytes;
  });
  for (const [name, quick] of Object.entries(quickCiphers)) {
    const original = crypto.subtle[name as "digest"].bind(crypto.subtle) as (...args: unknown[]) => unknown;
    put(crypto.subtle, name, async (...args: unknown[]) => (quick as Quick)(...args) ?? original(...args));
  }
  put(Intl, "DateTimeFormat", remembering(Intl.DateTimeFormat));
  put(Intl, "NumberFormat", remembering(Intl.NumberFormat));
  return {
    seed(seed) {
      random = randomFrom(seed);
    },
  };
}

type Quick = (...args: unknown[]) => unknown;
type Key = CryptoKey & { algorithm: { hash?: { name: string } } };
type Gcm = { name: string; iv: Uint8Array; additionalData: Uint8Array };

const objects = new WeakMap<CryptoKey, KeyObject>();
function objectOf(key: CryptoKey): KeyObject {
  const known = objects.get(key) ?? KeyObject.from(key);
  objects.set(key, known);
  return known;
}

const isHmac = (key: Key) => key.algorithm.name === "HMAC" && key.algorithm.hash?.name === "SHA-256";
const hmac = (key: Key, data: Uint8Array) =>
  createHmac("sha256", objectOf(key)).update(new Uint8Array(data)).digest();
const exact = (buffer: Buffer) => new Uint8Array(buffer).buffer;

/** Each answers `undefined` for what it does not know; the platform's own is asked then. */
const quickCiphers = {
  digest: (name: string, data: Uint8Array) =>
    name === "SHA-256" ? exact(createHash("sha256").update(new Uint8Array(data)).digest()) : undefined,
  sign: (_: unknown, key: Key, data: Uint8Array) => (isHmac(key) ? exact(hmac(key, data)) : undefined),
  verify(_: unknown, key: Key, signature: Uint8Array | ArrayBuffer, data: Uint8Array) {
    if (!isHmac(key)) return undefined;
    const own = hmac(key, data);
    const told = new Uint8Array(signature);
    return told.length === own.length && timingSafeEqual(own, told);
  },
  encrypt({ name, iv, additionalData }: Gcm, key: Key, data: Uint8Array) {
    if (name !== "AES-GCM") return undefined;
    const cipher = createCipheriv("aes-256-gcm", objectOf(key), iv).setAAD(additionalData);
    return exact(Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]));
  },
  decrypt({ name, iv, additionalData }: Gcm, key: Key, data: Uint8Array) {
    if (name !== "AES-GCM") return undefined;
    const decipher = createDecipheriv("aes-256-gcm", objectOf(key), iv).setAAD(additionalData);
    decipher.setAuthTag(data.subarray(-16));
    return exact(Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()]));
  },
};

function remembering<Made extends object>(Original: new (...args: never[]) => Made): unknown {
  const made = new Map<string, Made>();
  return new Proxy(Original, {
    construct(target, args) {
      const name = JSON.stringify(args);
      const known = made.get(name) ?? new target(...(args as never[]));
      made.set(name, known);
      return known;
    },
  });
}
