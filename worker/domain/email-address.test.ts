import { describe, expect, it } from "vitest";
import { normaliseAddress } from "./email-address.ts";

describe("an address", () => {
  it.each([
    ["Ada@Example.COM", "ada@example.com"],
    ["  ada.lovelace+cart@example.co.uk ", "ada.lovelace+cart@example.co.uk"],
    ["ada@żółw.pl", "ada@xn--w-uga1v8h.pl"],
  ])("%s is compared as %s", (input, normal) => {
    expect(normaliseAddress(input)).toBe(normal);
  });

  it.each([
    "",
    "ada",
    "@example.com",
    "ada@",
    "ada@localhost",
    "ada@example",
    "ada@[127.0.0.1]",
    "ada@127.0.0.1",
    "a b@example.com",
    "ada@exa mple.com",
    "ada@example.com\r\nBcc: eve@example.com",
    "ada,eve@example.com",
    ".ada@example.com",
    "a..b@example.com",
    `${"a".repeat(65)}@example.com`,
    `ada@${"a".repeat(250)}.com`,
    "ada@example.com/x",
    "<ada@example.com>",
  ])("is refused when it could not be mailed to: %j", (input) => {
    expect(normaliseAddress(input)).toBeNull();
  });
});
