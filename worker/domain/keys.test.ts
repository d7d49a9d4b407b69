import { describe, expect, it } from "vitest";
import { createKeyRing, fromBase64Url, toBase64Url, utf8 } from "./keys.ts";
import { hashLinkToken, newLinkToken, newUnsubscribeToken, readUnsubscribeToken } from "./tokens.ts";

const secret = (byte: number) => btoa(String.fromCharCode(...new Uint8Array(32).fill(byte)));
const hashKey = secret(9);
const old = createKeyRing(`k1:${secret(1)}`, hashKey);
const rotated = createKeyRing(`k2:${secret(2)},k1:${secret(1)}`, hashKey);
const retired = createKeyRing(`k2:${secret(2)}`, hashKey);

describe("an address at rest", () => {
  it("can be opened again, and only in its own place", async () => {
    const sealed = await old.encrypt("ada@example.com", "contacts/contact_1");
    expect(sealed).not.toContain("ada");
    expect(await old.decrypt(sealed, "contacts/contact_1")).toBe("ada@example.com");
    expect(await old.decrypt(sealed, "contacts/contact_2")).toBeNull();
  });

  it("is sealed differently each time and found by a hash that stays the same", async () => {
    expect(await old.encrypt("a@b.co", "x")).not.toBe(await old.encrypt("a@b.co", "x"));
    expect(await old.hashAddress("store_1", "a@b.co")).toBe(await rotated.hashAddress("store_1", "a@b.co"));
    expect(await old.hashAddress("store_2", "a@b.co")).not.toBe(await old.hashAddress("store_1", "a@b.co"));
  });

  it("survives a rotation of keys until its own key is taken out", async () => {
    const sealed = await old.encrypt("ada@example.com", "x");
    expect(await rotated.decrypt(sealed, "x")).toBe("ada@example.com");
    expect(await retired.decrypt(sealed, "x")).toBeNull();
  });

  it("is not opened after any byte of it was changed", async () => {
    const sealed = await old.encrypt("ada@example.com", "x");
    const [kid, ...parts] = sealed.split(".");
    for (const [place, part] of parts.entries()) {
      const bytes = fromBase64Url(part);
      for (let at = 0; at < bytes.length; at++) {
        const changed = bytes.with(at, (bytes[at] as number) ^ 1);
        const forged = [kid, ...parts.with(place, toBase64Url(changed))].join(".");
        expect(await old.decrypt(forged, "x")).toBeNull();
      }
    }
    expect(await old.decrypt("", "x")).toBeNull();
  });

  it("may be as long as a whole mail", async () => {
    const text = "ż".repeat(100_000);
    expect(await old.decrypt(await old.encrypt(text, "x"), "x")).toBe(text);
  });
});

describe("a secret that is not right", () => {
  it.each([
    ["nonsense", hashKey, /ENCRYPTION_KEYS: each entry is kid:base64/],
    ["k1:AAAA", hashKey, /ENCRYPTION_KEYS, key k1: 3 bytes instead of 32/],
    [`k1:${secret(1)}`, "", /ADDRESS_HASH_KEY: 0 bytes instead of 32/],
    [`k1:${secret(1)}`, "%%", /ADDRESS_HASH_KEY: not base64/],
  ])("is named, with what to do", (keys, hash, message) => {
    expect(() => createKeyRing(keys, hash)).toThrow(message);
  });
});

describe("an unsubscribe token", () => {
  const claim = { storeId: "store_1", addressHash: "h4sh" };

  it("says whom it speaks of, also after the keys were rotated", async () => {
    const token = await newUnsubscribeToken(old, claim);
    expect(await readUnsubscribeToken(rotated, token)).toEqual(claim);
    expect(await readUnsubscribeToken(retired, token)).toBeNull();
  });

  it("is refused when it was tampered with, truncated or made up", async () => {
    const token = await newUnsubscribeToken(rotated, claim);
    const [v = "", kid = "", , signature = ""] = token.split(".");
    const forged = toBase64Url(utf8(JSON.stringify(["store_2", "h4sh"])));
    for (const bad of [
      "",
      "v1",
      token.slice(0, -1),
      `${token}x`,
      `${token}.x`,
      [v, kid, forged, signature].join("."),
      [v, "k1", token.split(".")[2], signature].join("."),
      token.replace("v1.", "v2."),
    ]) {
      expect(await readUnsubscribeToken(rotated, bad), bad).toBeNull();
    }
  });
});

describe("a recovery link's token", () => {
  it("is unguessable, unique, and stored only as a hash", async () => {
    const tokens = new Set(Array.from({ length: 1000 }, newLinkToken));
    expect(tokens.size).toBe(1000);
    const [token = ""] = tokens;
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await hashLinkToken(token)).not.toBe(token);
    expect(await hashLinkToken(token)).toBe(await hashLinkToken(token));
    expect(await hashLinkToken(`${token}x`)).toBeNull();
  });
});
