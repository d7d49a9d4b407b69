import type { RequestListener } from "node:http";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { openFakeShop, PUBLIC } from "./fake-shop.ts";

type Shop = Awaited<ReturnType<typeof openFakeShop>>;
let shop: Shop;
afterEach(() => shop.close());

async function openShop(answer: (host: string) => RequestListener): Promise<Shop> {
  shop = await openFakeShop((request, response) => answer(shop.host)(request, response));
  return shop;
}

describe("bodies", () => {
  it.each([
    ["text/html; charset=utf-8"],
    ["application/javascript"],
    ["application/ld+json"],
    ["text/css"],
    ["image/svg+xml"],
    ["application/rss+xml"],
  ])("maps the shop's addresses in %s and tells the new length", async (type) => {
    await openShop((host) => (_request, response) => {
      response.writeHead(200, { "content-type": type, etag: '"1"' }).end(`é http://${host}/a //${host}/b`);
    });
    const page = await shop.visit("/");
    expect(page.body.toString()).toBe(`é ${PUBLIC}/a //shop.localhost:8787/b`);
    expect(page.headers["content-length"]).toBe(String(page.body.length));
    expect(page.headers.etag).toBeUndefined();
  });

  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
    ["deflate", deflateSync],
    ["deflate", deflateRawSync],
    ["zstd", zstdCompressSync],
  ])("decodes %s and sends the page plain", async (encoding, compress) => {
    await openShop((host) => (_request, response) => {
      response.writeHead(200, { "content-type": "text/html", "content-encoding": encoding });
      response.end(compress(Buffer.from(`<a href="http://${host}/a">`)));
    });
    const page = await shop.visit("/", { headers: { "accept-encoding": "gzip, br" } });
    expect(page.headers["content-encoding"]).toBeUndefined();
    expect(page.body.toString()).toBe(`<a href="${PUBLIC}/a">`);
  });

  it("passes text it cannot decode as it came", async () => {
    await openShop(() => (_request, response) => {
      response
        .writeHead(200, { "content-type": "text/html", "content-encoding": "gzip", etag: '"1"' })
        .end("broken");
    });
    const page = await shop.visit("/", { headers: { "accept-encoding": "gzip" } });
    expect([page.body.toString(), page.headers["content-encoding"], page.headers.etag]).toEqual([
      "broken",
      "gzip",
      '"1"',
    ]);
  });

  it("passes images, downloads and parts of files untouched", async () => {
    await openShop((host) => (request, response) => {
      const headers: Record<string, Record<string, string>> = {
        "/image": { "content-type": "image/png", etag: '"1"' },
        "/download": {
          "content-type": "text/csv",
          "content-disposition": "attachment; filename=a.csv",
          etag: '"1"',
        },
        "/part": { "content-type": "text/plain", "content-range": "bytes 0-9/20", etag: '"1"' },
      };
      response
        .writeHead(request.url === "/part" ? 206 : 200, headers[request.url ?? ""])
        .end(`http://${host}/`);
    });
    for (const path of ["/image", "/download", "/part"]) {
      const file = await shop.visit(path);
      expect([file.body.toString(), file.headers.etag]).toEqual([`http://${shop.host}/`, '"1"']);
    }
  });

  it("streams events as they happen", async () => {
    let finish = () => {};
    await openShop((host) => (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).write(`data: http://${host}/\n\n`);
      finish = () => response.end();
    });
    const response = await fetch(`${shop.proxy.url}/events`);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toBe(`data: http://${shop.host}/\n\n`);
    finish();
    expect((await reader?.read())?.done).toBe(true);
  });

  it("streams text of more than ten megabytes untouched, whether its length is told or not", async () => {
    const long = Buffer.from("http://shop.test/ ".repeat(700_000));
    await openShop(() => (request, response) => {
      response.writeHead(200, { "content-type": "text/plain" });
      if (request.url === "/chunked") response.write(long.subarray(0, 9_000_000));
      response.end(request.url === "/chunked" ? long.subarray(9_000_000) : long);
    });
    expect((await shop.visit("/told")).body.equals(long)).toBe(true);
    expect((await shop.visit("/chunked")).body.equals(long)).toBe(true);
  });

  it("answers HEAD without a length or validator that the mapped page would not have", async () => {
    await openShop(() => (_request, response) => {
      response.writeHead(200, { "content-type": "text/html", "content-length": "10", etag: '"1"' }).end();
    });
    const page = await shop.visit("/", { method: "HEAD" });
    expect([page.status, page.headers.etag, page.headers["content-length"]]).toEqual([
      200,
      undefined,
      undefined,
    ]);
  });
});

describe("headers", () => {
  it("keeps the visitor on the public address when the shop redirects, links or allows itself", async () => {
    await openShop((host) => (_request, response) => {
      response.writeHead(302, {
        location: `https://${host}/checkout`,
        refresh: `5; url=http://${host}/`,
        link: `<http://${host}/feed>; rel=alternate`,
        "content-location": `http://${host}/x`,
        "access-control-allow-origin": `https://${host}`,
      });
      response.end();
    });
    const { status, headers } = await shop.visit("/cart");
    expect(status).toBe(302);
    expect(headers.location).toBe(`${PUBLIC}/checkout`);
    expect(headers.refresh).toBe(`5; url=${PUBLIC}/`);
    expect(headers.link).toBe(`<${PUBLIC}/feed>; rel=alternate`);
    expect(headers["content-location"]).toBe(`${PUBLIC}/x`);
    expect(headers["access-control-allow-origin"]).toBe(PUBLIC);
  });

  it("keeps several cookies one by one", async () => {
    await openShop(() => (_request, response) => {
      response.setHeader("set-cookie", [
        "a=1; Secure",
        "__Host-b=2; Secure; Path=/",
        "c=3; Domain=shop.test",
      ]);
      response.end();
    });
    const { headers } = await shop.visit("/");
    expect(headers["set-cookie"]).toEqual(["a=1", "dev-__Host-b=2; Path=/", "c=3"]);
  });

  it("does not pass promises about https on to localhost", async () => {
    await openShop((host) => (_request, response) => {
      response.writeHead(200, {
        "strict-transport-security": "max-age=31536000",
        "alt-svc": 'h3=":443"',
        "content-security-policy": `default-src 'self' ${host} https://${host}; upgrade-insecure-requests; img-src *`,
      });
      response.end();
    });
    const { headers } = await shop.visit("/");
    expect(headers["strict-transport-security"]).toBeUndefined();
    expect(headers["alt-svc"]).toBeUndefined();
    expect(headers["content-security-policy"]).toBe(
      `default-src 'self' shop.localhost:8787 ${PUBLIC}; img-src *`,
    );
  });

  it("follows the shop to its www name once instead of redirecting the visitor in a circle", async () => {
    const asked: string[] = [];
    await openShop((host) => (request, response) => {
      asked.push(`${request.headers.host}${request.url}`);
      if (request.headers.host === host) {
        response.writeHead(301, { location: `http://www.${host}${request.url}` }).end();
      } else response.end("the shop");
    });
    expect((await shop.visit("/a?b=1")).body.toString()).toBe("the shop");
    expect((await shop.visit("/c")).body.toString()).toBe("the shop");
    expect(asked).toEqual([`${shop.host}/a?b=1`, `www.${shop.host}/a?b=1`, `www.${shop.host}/c`]);
  });
});
