import { describe, expect, it } from "vitest";
import { createUrlMapper, isSameShop, mapBareHost } from "./map-urls.ts";

const shop = new URL("https://shop.example");
const local = new URL("http://shop.localhost:8787");
const toPublic = createUrlMapper(shop, local);
const toOrigin = createUrlMapper(local, shop);

describe("createUrlMapper", () => {
  it.each([
    ["https", '<a href="https://shop.example/a">', '<a href="http://shop.localhost:8787/a">'],
    ["http", "http://shop.example", "http://shop.localhost:8787"],
    ["the default port", "https://shop.example:443/a", "http://shop.localhost:8787/a"],
    ["no scheme", "url(//shop.example/a.png)", "url(//shop.localhost:8787/a.png)"],
    ["any casing", "HTTPS://Shop.Example/A", "http://shop.localhost:8787/A"],
    ["a base element", '<base href="https://shop.example/">', '<base href="http://shop.localhost:8787/">'],
    ["JSON", String.raw`"https:\/\/shop.example\/a"`, String.raw`"http:\/\/shop.localhost:8787\/a"`],
    [
      "JSON in JSON",
      String.raw`https:\\\/\\\/shop.example\\\/`,
      String.raw`http:\\\/\\\/shop.localhost:8787\\\/`,
    ],
    [
      "JSON escapes",
      String.raw`https:\u002F\u002Fshop.example`,
      String.raw`http:\u002F\u002Fshop.localhost:8787`,
    ],
    ["percent-encoding", "?u=https%3A%2F%2Fshop.example%2Fa", "?u=http%3A%2F%2Fshop.localhost%3A8787%2Fa"],
    ["lower case percent-encoding", "https%3a%2f%2fshop.example", "http%3a%2f%2fshop.localhost%3a8787"],
    [
      "double percent-encoding",
      "https%253A%252F%252Fshop.example",
      "http%253A%252F%252Fshop.localhost%253A8787",
    ],
    ["a WebSocket", "wss://shop.example/live", "ws://shop.localhost:8787/live"],
    ["the www twin", "https://www.shop.example/", "http://shop.localhost:8787/"],
    ["the end of a sentence", "See https://shop.example.", "See http://shop.localhost:8787."],
    [
      "a srcset",
      "https://shop.example/1 1x,//shop.example/2 2x",
      "http://shop.localhost:8787/1 1x,//shop.localhost:8787/2 2x",
    ],
  ])("maps the shop's address written with %s", (_spelling, text, mapped) => {
    expect(toPublic(text)).toBe(mapped);
  });

  it.each([
    "https://shop.example.evil/",
    "https://notshop.example/",
    "https://my-shop.example/",
    "https://cdn.shop.example/",
    "https://shop.example-evil/",
    "https://shop.example:8443/",
    "https://shop.example:4430/",
    "https://shop.example@evil.test/",
    "https%3A%2F%2Fshop.example%3A8443",
    "https://cache.test/fetch//shop.example/a.png",
    "ftp://shop.example/a",
    "hello@shop.example",
  ])("leaves %s alone", (text) => {
    expect(toPublic(text)).toBe(text);
  });

  it("compares the port of a shop that has one", () => {
    const map = createUrlMapper(new URL("http://127.0.0.1:4000"), local);
    expect(map("https://127.0.0.1:4000/a")).toBe("http://shop.localhost:8787/a");
    expect(map("http:\\/\\/127.0.0.1:4000\\/a")).toBe("http:\\/\\/shop.localhost:8787\\/a");
    expect(map("http://127.0.0.1/a http://127.0.0.1:40001/a")).toBe(
      "http://127.0.0.1/a http://127.0.0.1:40001/a",
    );
  });

  it("gives the shop its own address back", () => {
    const body = "ref=http%3A%2F%2Fshop.localhost%3A8787%2Fcart&u=http://shop.localhost:8787/x";
    expect(toOrigin(body)).toBe("ref=https%3A%2F%2Fshop.example%2Fcart&u=https://shop.example/x");
    expect(toOrigin("http://inbox.localhost:8787/")).toBe("http://inbox.localhost:8787/");
  });

  it("changes no other byte of a text in any charset", () => {
    const bytes = Buffer.from([0xe9, 0x00, 0xff, ...Buffer.from("//shop.example/"), 0x82, 0xb1]);
    const mapped = Buffer.from(toPublic(bytes.toString("latin1")), "latin1");
    expect([...mapped]).toEqual([0xe9, 0x00, 0xff, ...Buffer.from("//shop.localhost:8787/"), 0x82, 0xb1]);
  });
});

it("maps a host that stands alone in a policy, and not its subdomains", () => {
  expect(mapBareHost("img-src shop.example *.shop.example cdn.shop.example", shop, local)).toBe(
    "img-src shop.localhost:8787 *.shop.example cdn.shop.example",
  );
});

it("knows the shop by either scheme and by its www twin, and no other host", () => {
  expect(isSameShop(new URL("http://www.shop.example/a"), shop)).toBe(true);
  expect(isSameShop(new URL("https://shop.example.evil/"), shop)).toBe(false);
  expect(isSameShop(new URL("https://shop.example:8443/"), shop)).toBe(false);
});
