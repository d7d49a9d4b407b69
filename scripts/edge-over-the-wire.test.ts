import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleWorker } from "./bundle-worker.ts";
import { applyMigrations } from "./local-database.ts";

/** What only a real connection shows: codings, lengths, and what happens when one side hangs up. */
const page = `<!doctype html><html lang="pl"><head><title>Łódź</title></head><body class="a"><h1>Cart</h1>${"<p>x</p>".repeat(500)}</body></html>`;
const ours = /<cw-progress-bar>.*<\/cw-[a-z-]+><script defer src="\/_cw\/a\/[^>]*><\/script>/s;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let origin: Server;
let answer: Answer;
let miniflare: Miniflare;
let worker: URL;

const portOf = (server: Server) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  origin = createServer((incoming, response) => answer(incoming, response));
  await new Promise<void>((resolve) => origin.listen(0, "127.0.0.1", resolve));
  const { code } = await bundleWorker();
  const key = Buffer.alloc(32, 7).toString("base64");
  miniflare = new Miniflare(
    convertV4MiniflareOptions({
      modules: [{ type: "ESModule", path: "worker.js", contents: code }],
      compatibilityDate: "2026-10-01",
      d1Databases: { DB: "edge-over-the-wire" },
      queueProducers: { RECOVERY_QUEUE: "recovery" },
      bindings: {
        ENCRYPTION_KEYS: `k1:${key}`,
        ADDRESS_HASH_KEY: key,
        ORIGIN_URL: `http://127.0.0.1:${portOf(origin)}`,
        ORIGIN_PLATFORM: "generic",
      },
      cf: false,
      log: new Log(LogLevel.NONE),
    } as Parameters<typeof convertV4MiniflareOptions>[0]),
  );
  worker = await miniflare.ready;
  await applyMigrations(await miniflare.getD1Database("DB"));
}, 60_000);

afterAll(async () => {
  await miniflare?.dispose();
  origin?.closeAllConnections();
  origin?.close();
});

interface Got {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
  /** The connection ended before the body did. */
  brokeOff: boolean;
}

/** Asks as a browser does, with the path as it is. */
function ask(
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
  body?: string,
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: worker.hostname,
        port: worker.port,
        path,
        method,
        headers: { accept: "text/html", "sec-fetch-dest": "document", ...headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        const end = (brokeOff: boolean) =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
            brokeOff,
          });
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => end(!response.complete));
        response.on("error", () => end(true));
      },
    );
    asked.on("error", reject);
    asked.end(body);
  });
}

const html = { "content-type": "text/html; charset=utf-8" };

/** The body in the coding that it came in, which need not be the origin's. */
function plain({ headers, body }: Got): Buffer {
  if (headers["content-encoding"] === "gzip") return gunzipSync(body);
  return headers["content-encoding"] === "br" ? brotliDecompressSync(body) : body;
}

/** The page without what we put into it; fails when we put nothing. */
function without(body: string): string {
  expect(body).toMatch(ours);
  expect(body.indexOf("<cw-progress-bar>")).toBe(
    body.indexOf('<body class="a">') + '<body class="a">'.length,
  );
  return body.replace(ours, "");
}

describe("a page over a real connection", () => {
  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ] as const)(
    "that the origin sends as %s, though asked not to, arrives as the right page",
    async (coding, pack) => {
      answer = (_, response) => {
        const packed = pack(page);
        response.writeHead(200, {
          ...html,
          "content-encoding": coding,
          "content-length": packed.length,
          etag: '"a"',
        });
        response.end(packed);
      };
      const got = await ask("/cart", { "accept-encoding": "gzip, br" });
      expect(without(plain(got).toString())).toBe(page);
      expect(got.headers.etag).toMatch(/^W\/"a;cw-s-[0-9a-f]{32}"$/);
    },
  );

  it.each([true, false])("has a length that is right or none (the origin names one: %s)", async (named) => {
    answer = (_, response) => {
      response.writeHead(200, { ...html, ...(named && { "content-length": Buffer.byteLength(page) }) });
      response.end(page);
    };
    const got = await ask("/cart");
    expect(without(got.body.toString())).toBe(page);
    const length = got.headers["content-length"];
    if (length !== undefined) expect(Number(length)).toBe(got.body.length);
  });

  it("is begun to be shown before the origin has ended it", async () => {
    let end = () => {};
    answer = (_, response) => {
      response.writeHead(200, html);
      response.write(page.slice(0, 200));
      end = () => response.end(page.slice(200));
    };
    const whole = await new Promise<string>((resolve, reject) => {
      const asked = request(
        { host: worker.hostname, port: worker.port, path: "/cart", headers: { accept: "text/html" } },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => {
            text += chunk;
            // Only now the origin goes on: a page that waited for its end would never come.
            if (text.includes("</script><h1>")) end();
          });
          response.on("end", () => resolve(text));
        },
      );
      asked.on("error", reject);
      asked.end();
    });
    expect(without(whole)).toBe(page);
  });

  it.each([true, false])(
    "ends where the origin breaks off, and does not hang (the origin names a length: %s)",
    async (named) => {
      answer = (_, response) => {
        response.writeHead(200, { ...html, ...(named && { "content-length": Buffer.byteLength(page) }) });
        response.write(page.slice(0, 300), () => setTimeout(() => response.destroy(), 50));
      };
      const got = await ask("/cart").catch(() => null);
      // Nothing after the break may look like a whole page.
      if (got !== null && got.status === 200)
        expect(got.brokeOff || !got.body.includes("</html>")).toBe(true);
      answer = (_, response) => response.writeHead(200, html).end(page);
      expect(without((await ask("/cart")).body.toString())).toBe(page);
    },
    20_000,
  );

  it("is no longer asked of the origin once the shopper has left", async () => {
    const left = new Promise<void>((resolve) => {
      answer = (_, response) => {
        response.writeHead(200, html);
        response.write(page.slice(0, 300));
        const more = setInterval(() => response.write("<p>more</p>"), 20);
        response.on("close", () => {
          clearInterval(more);
          resolve();
        });
      };
    });
    const asked = request(
      { host: worker.hostname, port: worker.port, path: "/cart", headers: { accept: "text/html" } },
      (response) => response.once("data", () => asked.destroy()),
    );
    asked.on("error", () => {});
    asked.end();
    await left;
  }, 20_000);
});

describe("a request over a real connection", () => {
  it.each(["//evil.example/x", "//127.0.0.1:1/x", "/\\evil.example/x"])(
    "reaches the origin and nothing else: %s",
    async (path) => {
      let seen = "";
      answer = (incoming, response) => {
        seen = incoming.url ?? "";
        response.writeHead(200, html).end("origin");
      };
      const got = await ask(path, { accept: "*/*", "sec-fetch-dest": "empty" });
      expect(got.body.toString()).toBe("origin");
      expect(seen).toMatch(/^\/\/?(evil|127)/);
    },
  );

  it("with a body where none belongs is answered all the same", async () => {
    answer = (_, response) => response.writeHead(200, html).end("origin");
    const got = await ask(
      "/search",
      { "content-length": "2", accept: "*/*", "sec-fetch-dest": "empty" },
      "GET",
      "{}",
    );
    expect(got.status).toBe(200);
    expect(got.body.toString()).toBe("origin");
  });

  it("for headers alone gets the origin's, with its length, unless the page itself would be another one", async () => {
    answer = (_, response) =>
      response.writeHead(200, { ...html, "content-length": "1234", etag: '"a"' }).end();
    const file = await ask("/about.html", {}, "HEAD");
    expect(file.headers["content-length"]).toBe("1234");
    expect(file.headers.etag).toBe('"a"');
    const changed = await ask("/cart", {}, "HEAD");
    expect(changed.headers["content-length"]).toBeUndefined();
    expect(changed.headers.etag).toMatch(/^W\/"a;cw-/);
  });

  it("for part of a file gets that part, in the coding it is in", async () => {
    answer = (incoming, response) => {
      expect(incoming.headers.range).toBe("bytes=0-3");
      response.writeHead(206, {
        "content-type": "video/mp4",
        "content-range": "bytes 0-3/10",
        "content-length": "4",
      });
      response.end("abcd");
    };
    const got = await ask("/film.mp4", { range: "bytes=0-3", accept: "*/*", "sec-fetch-dest": "video" });
    expect(`${got.status} ${got.headers["content-range"]} ${got.body}`).toBe("206 bytes 0-3/10 abcd");
  });

  it("carries to the origin only what it should", async () => {
    let seen: IncomingMessage["headers"] = {};
    answer = (incoming, response) => {
      seen = incoming.headers;
      response.writeHead(200, html).end(page);
    };
    await ask("/cart", {
      connection: "close, x-secret",
      "x-secret": "1",
      "x-forwarded-host": "evil.example",
      "x-original-url": "/admin",
      "proxy-authorization": "Basic x",
      "accept-encoding": "gzip, br, zstd",
      "if-none-match": '"a"',
      cookie: "a=1; b=2",
    });
    expect(JSON.stringify(seen)).not.toMatch(/evil|admin|x-secret|proxy-auth|if-none-match/);
    expect(seen.cookie).toBe("a=1; b=2");
    expect(seen["accept-encoding"]).toBe("identity");
    expect(seen.host).toBe(`127.0.0.1:${portOf(origin)}`);
  });
});
