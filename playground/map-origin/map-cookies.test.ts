import { expect, it } from "vitest";
import { mapSetCookie, restoreCookies } from "./map-cookies.ts";

it("drops what a plain-http localhost cannot keep, and nothing else", () => {
  expect(
    mapSetCookie(
      "cart=a=b; Domain=.shop.example; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=None; Partitioned",
    ),
  ).toBe("cart=a=b; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
  expect(mapSetCookie("a=1; expires=Thu, 01 Jan 2037 00:00:00 GMT; samesite=strict")).toBe(
    "a=1; expires=Thu, 01 Jan 2037 00:00:00 GMT; samesite=strict",
  );
});

it("renames prefixed cookies on the way out and back on the way in", () => {
  expect(mapSetCookie("__Host-session=x; Secure; Path=/")).toBe("dev-__Host-session=x; Path=/");
  expect(mapSetCookie("__Secure-id=x; Secure")).toBe("dev-__Secure-id=x");
  expect(restoreCookies("a=1; dev-__Host-session=x; dev-__Secure-id=y; dev-own=z")).toBe(
    "a=1; __Host-session=x; __Secure-id=y; dev-own=z",
  );
});
