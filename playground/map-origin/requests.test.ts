import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lookupLocally, openFakeShop, PUBLIC, readAll, visit } from "./fake-shop.ts";
import { startMapOrigin } from "./start-map-origin.ts";

let shop: Awaited<ReturnType<typeof openFakeShop>>;
let seen: { url: string; headers: IncomingMessage["headers"]; body: string };

beforeEach(async () => {
  shop = await openFakeShop(async (request, response) => {
    seen = {
      url: request.url ?? "",
      headers: request.headers,
      body: (await readAll(request)).toString("latin1"),
    };
    response.end("ok");
  });
});
afterEach(() => shop.close());

describe("requests", () => {
  it("reach the shop as if its own page had sent them", async () => {
    await shop.visit(`/login?to=${encodeURIComponent(`${PUBLIC}/cart`)}`, {
      headers: {
        origin: PUBLIC,
        referer: `${PUBLIC}/product?x=1`,
        cookie: "a=1; dev-__Host-b=2",
        "accept-encoding": "gzip, deflate;q=0.5, br;q=0.9, zstd",
        "x-forwarded-for": "203.0.113.7",
        "x-forwarded-host": "shop.localhost:8787",
        "cf-connecting-ip": "203.0.113.7",
        connection: "keep-alive, x-secret",
        "x-secret": "hop",
      },
    });
    expect(seen.url).toBe(`/login?to=${encodeURIComponent(`http://${shop.host}/cart`)}`);
    expect(seen.headers).toMatchObject({
      host: shop.host,
      origin: `http://${shop.host}`,
      referer: `http://${shop.host}/product?x=1`,
      cookie: "a=1; __Host-b=2",
      "accept-encoding": "gzip, br;q=0.9",
      "x-forwarded-for": "203.0.113.7",
    });
    for (const name of ["x-forwarded-host", "cf-connecting-ip", "x-secret"])
      expect(seen.headers[name]).toBeUndefined();
  });

  it("do not ask for an encoding the visitor did not offer", async () => {
    await shop.visit("/");
    expect(seen.headers["accept-encoding"]).toBe("identity");
  });

  it.each([
    ["application/x-www-form-urlencoded", `back=${encodeURIComponent(`${PUBLIC}/cart`)}&n=1`],
    ["application/json", JSON.stringify({ back: `${PUBLIC}/cart`, name: "é" }).replaceAll("/", "\\/")],
  ])("carry the shop's addresses in %s with the right length", async (type, body) => {
    await shop.visit("/", { method: "POST", headers: { "content-type": type }, body });
    expect(seen.body).not.toContain("localhost");
    expect(seen.body).toContain(shop.host.replace(":", type.includes("json") ? ":" : "%3A"));
    expect(seen.headers["content-length"]).toBe(String(seen.body.length));
  });

  it("carry other bodies, and forms above one megabyte, byte for byte", async () => {
    const upload = `${PUBLIC}/`.repeat(60_000);
    const octets = { "content-type": "application/octet-stream" };
    await shop.visit("/", { method: "POST", headers: octets, body: upload });
    expect(seen.body).toBe(upload);
    const chunkedForm = { "content-type": "application/json", "transfer-encoding": "chunked" };
    await shop.visit("/", { method: "PUT", headers: chunkedForm, body: upload });
    expect(seen.body).toBe(upload);
  });
});

describe("connections", () => {
  it("pass WebSockets through in both directions, with the shop's own Origin", async () => {
    shop.server.on("upgrade", (request, socket) => {
      socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
      socket.write(`${request.headers.origin} `);
      socket.on("data", (data: Buffer) => socket.end(data.toString().toUpperCase()));
    });
    const { port } = new URL(shop.proxy.url);
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(
      `GET /live HTTP/1.1\r\nHost: x\r\nOrigin: ${PUBLIC}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    socket.once("data", () => socket.write("hello"));
    let received = "";
    for await (const chunk of socket) received += chunk;
    expect(received).toMatch(/^HTTP\/1\.1 101 /);
    expect(received).toContain(`http://${shop.host} `);
    expect(received.endsWith("HELLO")).toBe(true);
  });

  it("answer 502 with what to check when the shop cannot be reached", async () => {
    const closed = await startMapOrigin({
      origin: new URL("https://gone.test:1"),
      publicOrigin: () => PUBLIC,
      lookup: lookupLocally,
    });
    const page = await visit(`${closed.url}/`);
    expect(page.status).toBe(502);
    expect(page.body.toString()).toContain("gone.test:1 did not answer");
    expect(page.body.toString()).toContain("ECONNREFUSED");
    await closed.close();
  });

  it("answer 502 when the shop hangs up without an answer, and go on serving", async () => {
    shop.server.removeAllListeners("request");
    shop.server.on("request", (request, response) => {
      if (request.url === "/hang-up") request.socket.destroy();
      else response.end("fine");
    });
    expect((await shop.visit("/hang-up")).status).toBe(502);
    expect((await shop.visit("/")).body.toString()).toBe("fine");
  });

  it("end, and do not take the proxy down, when the shop breaks off in the middle of a page", async () => {
    shop.server.removeAllListeners("request");
    shop.server.on("request", (request, response) => {
      if (request.url === "/") return void response.end("fine");
      response.writeHead(200, { "content-type": "image/png", "content-length": "1000" }).write("half");
      setTimeout(() => response.destroy(), 20);
    });
    await expect(shop.visit("/half")).rejects.toThrow();
    expect((await shop.visit("/")).body.toString()).toBe("fine");
  });
});
