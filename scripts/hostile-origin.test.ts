import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type Socket } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleWorker } from "./bundle-worker.ts";
import { applyMigrations } from "./local-database.ts";

/**
 * An origin that is spoken to byte by byte, so that it can say what no decent server would, and a client likewise; between
 * them the worker as it would be deployed.
 */
let origin: Server;
let answer: (socket: Socket, request: string) => void;
let miniflare: Miniflare;
let worker: URL;
const sockets = new Set<Socket>();

beforeAll(async () => {
  origin = createServer((socket) => {
    sockets.add(socket);
    let seen = "";
    let answered = false;
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (bytes) => {
      seen += bytes.toString("latin1");
      if (answered || !seen.includes("\r\n\r\n")) return;
      answered = true;
      answer(socket, seen);
    });
  });
  await new Promise<void>((resolve) => origin.listen(0, "127.0.0.1", resolve));
  const { code } = await bundleWorker();
  const key = Buffer.alloc(32, 7).toString("base64");
  miniflare = new Miniflare(
    convertV4MiniflareOptions({
      modules: [{ type: "ESModule", path: "worker.js", contents: code }],
      compatibilityDate: "2026-10-01",
      d1Databases: { DB: "hostile-origin" },
      queueProducers: { RECOVERY_QUEUE: "recovery" },
      bindings: {
        ENCRYPTION_KEYS: `k1:${key}`,
        ADDRESS_HASH_KEY: key,
        ORIGIN_URL: `http://127.0.0.1:${(origin.address() as AddressInfo).port}`,
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
  for (const socket of sockets) socket.destroy();
  origin?.close();
});

interface Got {
  status: number;
  /** Lines as they came, names in lower case. */
  headers: [string, string][];
  /** Chunks put together. */
  body: Buffer;
  /** Whether the body ended as its headers said it would. */
  isWhole: boolean;
  /** Everything before the answer itself, as 103. */
  before: number[];
}

const named = (got: Got, name: string) =>
  got.headers.filter(([one]) => one === name).map(([, value]) => value);

/** Sends a request as it is and reads the answer to the end of its connection. */
function send(head: string, onBytes?: (text: string, socket: Socket) => void): Promise<Got> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(worker.port), worker.hostname);
    const chunks: Buffer[] = [];
    socket.on("connect", () => socket.write(head, "latin1"));
    socket.on("data", (bytes) => {
      chunks.push(bytes);
      onBytes?.(Buffer.concat(chunks).toString("latin1"), socket);
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      try {
        resolve(readAnswer(Buffer.concat(chunks)));
      } catch (error) {
        reject(error);
      }
    });
  });
}

function readAnswer(bytes: Buffer): Got {
  const before: number[] = [];
  let rest = bytes;
  for (;;) {
    const end = rest.indexOf("\r\n\r\n");
    if (end === -1) throw new Error(`no answer: ${rest.toString("latin1").slice(0, 200)}`);
    const [line = "", ...lines] = rest.subarray(0, end).toString("latin1").split("\r\n");
    const status = Number(line.split(" ")[1]);
    rest = rest.subarray(end + 4);
    if (status < 200 && status !== 101) {
      before.push(status);
      continue;
    }
    const headers = lines.map((text): [string, string] => {
      const at = text.indexOf(":");
      return [text.slice(0, at).toLowerCase(), text.slice(at + 1).trim()];
    });
    return { status, headers, before, ...readBody(rest, new Headers(headers)) };
  }
}

function readBody(bytes: Buffer, headers: Headers): Pick<Got, "body" | "isWhole"> {
  const length = headers.get("content-length");
  if (length !== null) return { body: bytes, isWhole: bytes.length === Number(length) };
  if (headers.get("transfer-encoding") !== "chunked") return { body: bytes, isWhole: true };
  const parts: Buffer[] = [];
  let rest = bytes;
  for (;;) {
    const end = rest.indexOf("\r\n");
    const size = end === -1 ? Number.NaN : Number.parseInt(rest.subarray(0, end).toString(), 16);
    if (size === 0) return { body: Buffer.concat(parts), isWhole: true };
    if (Number.isNaN(size) || rest.length < end + 2 + size) {
      return { body: Buffer.concat([...parts, rest.subarray(end + 2)]), isWhole: false };
    }
    parts.push(rest.subarray(end + 2, end + 2 + size));
    rest = rest.subarray(end + 2 + size + 2);
  }
}

const get = (path: string, ...lines: string[]) =>
  [
    `GET ${path} HTTP/1.1`,
    "Host: shop.localhost",
    "Accept: text/html",
    "Sec-Fetch-Dest: document",
    ...lines,
    "Connection: close",
    "",
    "",
  ].join("\r\n");
const file = (path: string, ...lines: string[]) =>
  get(path, ...lines)
    .replace("Dest: document", "Dest: empty")
    .replace("text/html", "*/*");

/** An answer with a body, whose length is told. */
function reply(socket: Socket, headers: string[], body: Buffer | string, status = "200 OK"): void {
  const bytes = Buffer.from(body as string);
  socket.write(
    [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${bytes.length}`, "Connection: close", "", ""].join(
      "\r\n",
    ),
    "latin1",
  );
  socket.end(bytes);
}

const html = "Content-Type: text/html; charset=utf-8";
const page = `<!doctype html><html><head><title>x</title></head><body><h1>Cart</h1>${"<p>x</p>".repeat(300)}</body></html>`;
const ours = /<cw-progress-bar>[\s\S]*?<\/cw-[a-z-]+><script defer src="\/_cw\/a\/[^>]*><\/script>/;
const without = (body: Buffer) => body.toString("latin1").replace(ours, "");

describe("codings", () => {
  it.each<[string, Buffer, boolean]>([
    ["zstd", zstdCompressSync(page), false],
    ["deflate", deflateSync(page), false],
    ["gzip, gzip", gzipSync(gzipSync(page)), false],
    ["compress", Buffer.from("\x1f\x9d not really"), false],
    ["nonsense", Buffer.from(page), false],
  ])("that the runtime does not take off pass untouched: %s", async (coding, body) => {
    answer = (socket) => reply(socket, [html, `Content-Encoding: ${coding}`, 'ETag: "a"'], body);
    const got = await send(get("/cart", "Accept-Encoding: gzip, br, zstd, deflate"));
    expect(named(got, "content-encoding")).toEqual([coding]);
    expect(got.body.equals(body)).toBe(true);
    expect(named(got, "etag")).toEqual(['"a"']);
  });

  it.each<[string, string, Buffer]>([
    ["a label that is wrong", "gzip", Buffer.from(page)],
    ["an end that is missing", "gzip", gzipSync(page).subarray(0, 60)],
    ["br that is none", "br", Buffer.from(page)],
    ["an end that is missing from br", "br", brotliCompressSync(page).subarray(0, 40)],
  ])("that are broken never look like a whole page: %s", async (_, coding, body) => {
    answer = (socket) => reply(socket, [html, `Content-Encoding: ${coding}`], body);
    const got = await send(get("/cart", `Accept-Encoding: ${coding}`)).catch(() => null);
    // What a browser would have made of the origin's own bytes: an error, not half a page that seems to be one.
    if (got !== null && got.status === 200) {
      expect(got.isWhole && got.body.length > 0 && got.body.includes("</html>")).toBe(false);
    }
  });

  it.each(["gzip", "br"])("of files pass as they came, to the byte: %s", async (coding) => {
    const body = Buffer.concat([
      coding === "gzip" ? gzipSync(page) : brotliCompressSync(page),
      Buffer.from("trailing"),
    ]);
    answer = (socket) => reply(socket, ["Content-Type: text/css", `Content-Encoding: ${coding}`], body);
    const got = await send(file("/a.css", `Accept-Encoding: ${coding}`));
    expect(named(got, "content-encoding")).toEqual([coding]);
    expect(got.body.equals(body)).toBe(true);
  });
});

describe("answers in odd shapes", () => {
  it("with a trailer are whole without it", async () => {
    answer = (socket) =>
      socket.end(
        `HTTP/1.1 200 OK\r\n${html}\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${page.length.toString(16)}\r\n${page}\r\n0\r\nX-Sum: 1\r\n\r\n`,
      );
    const got = await send(get("/cart"));
    expect([got.isWhole, without(got.body)]).toEqual([true, page]);
  });

  it.each(["204 No Content", "304 Not Modified"])("without a body have none: %s", async (status) => {
    answer = (socket) =>
      socket.end(`HTTP/1.1 ${status}\r\nETag: "a"\r\nSet-Cookie: a=1\r\nConnection: close\r\n\r\n`);
    const got = await send(file("/x", 'If-None-Match: "a"'));
    expect([got.status, got.body.length, named(got, "etag"), named(got, "set-cookie")]).toEqual([
      Number(status.slice(0, 3)),
      0,
      ['"a"'],
      ["a=1"],
    ]);
  });

  it("that a range cannot be given pass: 416", async () => {
    answer = (socket, request) => {
      expect(request).toMatch(/^range: bytes=900-/im);
      reply(socket, ["Content-Range: bytes */100"], "", "416 Range Not Satisfiable");
    };
    const got = await send(file("/film.mp4", "Range: bytes=900-"));
    expect([got.status, named(got, "content-range")]).toEqual([416, ["bytes */100"]]);
  });

  it("of pages are never asked for in part", async () => {
    answer = (socket, request) => {
      expect(request).not.toMatch(/^(range|if-range):/im);
      reply(socket, [html, "Accept-Ranges: bytes"], page);
    };
    const got = await send(get("/cart", "Range: bytes=0-9", 'If-Range: "a"'));
    expect([got.status, without(got.body), named(got, "accept-ranges")]).toEqual([200, page, []]);
  });

  it("that come after an early hint come", async () => {
    answer = (socket) => {
      socket.write("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n");
      reply(socket, [html], page);
    };
    expect(without((await send(get("/cart"))).body)).toBe(page);
  });

  it("keep a header that comes twice, and every cookie by itself", async () => {
    const cookies = Array.from(
      { length: 40 },
      (_, at) => `c${at}=v; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT`,
    );
    answer = (socket) =>
      reply(
        socket,
        [
          html,
          "Link: </a.css>; rel=preload",
          "Link: </b.css>; rel=preload",
          "Vary: Cookie",
          "Vary: Accept",
          ...cookies.map((line) => `Set-Cookie: ${line}`),
        ],
        page,
      );
    const got = await send(get("/cart"));
    expect(named(got, "set-cookie").filter((line) => !/^cw_(shopper|kept)=/.test(line))).toEqual(cookies);
    expect(named(got, "link").join(", ")).toBe("</a.css>; rel=preload, </b.css>; rel=preload");
    expect(named(got, "vary").join(", ")).toBe("Cookie, Accept");
  });

  it("that redirect are the shopper's to follow, round in circles too", async () => {
    let asked = 0;
    answer = (socket) => {
      asked++;
      reply(socket, ["Location: /cart", "Set-Cookie: a=1"], "", "302 Found");
    };
    const got = await send(get("/cart"));
    expect([got.status, named(got, "location"), asked]).toEqual([302, ["/cart"], 1]);
  });

  it.each<[string, number]>([
    ["is longer than it says", -100],
    ["is shorter than it says", 100],
  ])("whose length lies never look whole: a page that %s", async (_, more) => {
    answer = (socket) => {
      socket.write(
        `HTTP/1.1 200 OK\r\n${html}\r\nContent-Length: ${page.length + more}\r\nConnection: close\r\n\r\n`,
      );
      socket.end(page);
    };
    const got = await send(get("/cart")).catch(() => null);
    if (got !== null && got.status === 200) expect(got.isWhole && got.body.includes("</html>")).toBe(false);
  });

  it.each([true, false])("that break off in mid-body never look whole (chunked: %s)", async (isChunked) => {
    const head = isChunked ? "Transfer-Encoding: chunked" : `Content-Length: ${page.length * 2}`;
    const body = isChunked ? `${page.length.toString(16)}\r\n${page}\r\n` : page;
    answer = (socket) =>
      socket.write(`HTTP/1.1 200 OK\r\n${html}\r\n${head}\r\n\r\n${body}`, () =>
        setTimeout(() => socket.resetAndDestroy(), 50),
      );
    const got = await send(get("/cart")).catch(() => null);
    if (got !== null && got.status === 200) expect(got.isWhole).toBe(false);
  });
});

describe("bytes that are not what a page is made of", () => {
  const head = "<!doctype html><html><head></head><body><h1>x</h1>";
  const pages: Record<string, [string, Buffer, boolean]> = {
    "NUL bytes": ["", Buffer.from(`${head}a\0b\0\0c<p \0 x=\0>`), true],
    "no doctype": ["; charset=utf-8", Buffer.from("<p>x"), true],
    "no markup at all": ["", Buffer.from("just text"), true],
    "a byte order mark": ["; charset=utf-8", Buffer.from(`\ufeff${head}Łódź`), true],
    "UTF-16 that says so": ["; charset=utf-16le", Buffer.from(`\ufeff${head}Łódź`, "utf16le"), false],
    "UTF-16 that does not": ["", Buffer.from(`\ufeff${head}Łódź`, "utf16le"), false],
    Shift_JIS: [
      "; charset=Shift_JIS",
      Buffer.concat([
        Buffer.from(head),
        Buffer.from([0x83, 0x4a, 0x81, 0x5b, 0x83, 0x67, 0x95, 0x5c, 0x5c, 0x3c]),
      ]),
      true,
    ],
    "EUC-JP": [
      "; charset=EUC-JP",
      Buffer.concat([Buffer.from(head), Buffer.from([0xa5, 0xab, 0xa1, 0xbc, 0x8f, 0xb0, 0xa1])]),
      true,
    ],
    "windows-1251": [
      "; charset=windows-1251",
      Buffer.concat([Buffer.from(head), Buffer.from([0xca, 0xee, 0xf0, 0xe7, 0x98, 0xff])]),
      true,
    ],
    "every byte there is": [
      "; charset=iso-8859-1",
      Buffer.concat([Buffer.from(head), Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))]),
      true,
    ],
    "20,000 paragraphs and items without an end": [
      "",
      Buffer.from(`${head}${"<p>x".repeat(20_000)}<ul>${"<li>x".repeat(20_000)}`),
      true,
    ],
    "an attribute of a megabyte": ["", Buffer.from(`${head}<p data-x="${"x".repeat(1_000_000)}">y`), true],
    "a select without an end, and a noscript": [
      "",
      Buffer.from(`${head}<select><noscript><title></title>`),
      true,
    ],
    "a page as long as is read whole": ["", Buffer.from(head.padEnd(1_000_000, "x")), true],
    "a page one byte longer": ["", Buffer.from(head.padEnd(1_000_001, "x")), true],
    "a head as long as is read": [
      "",
      Buffer.from(`<html><head>${`<meta content="${"x".repeat(1_048_576 - 12 - 17 - 6)}">`}<body>x`),
      true,
    ],
    "a longer head": [
      "",
      Buffer.from(`<html><head>${`<meta content="${"x".repeat(1_100_000)}">`}<body>x`),
      false,
    ],
  };

  it.each(Object.entries(pages))(
    "reach the shopper as they are, whole and in pieces: %s",
    async (_, [charset, body, changes]) => {
      for (const isChunked of [false, true]) {
        answer = (socket) => {
          const type = `Content-Type: text/html${charset}`;
          if (!isChunked) return reply(socket, [type], body);
          socket.write(
            `HTTP/1.1 200 OK\r\n${type}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`,
          );
          for (let at = 0; at < body.length; at += 7000) {
            const part = body.subarray(at, at + 7000);
            socket.write(`${part.length.toString(16)}\r\n`);
            socket.write(part);
            socket.write("\r\n");
          }
          socket.end("0\r\n\r\n");
        };
        const got = await send(get("/cart"));
        const text = got.body.toString("latin1");
        expect(ours.test(text)).toBe(changes);
        expect(got.isWhole).toBe(true);
        const plain = Buffer.from(text.replace(ours, ""), "latin1");
        expect(plain.length).toBe(body.length);
        expect(plain.equals(body)).toBe(true);
      }
    },
  );
});

describe("what is not a page", () => {
  it("goes up while it is still being sent: eight megabytes, the first byte before the last", async () => {
    const size = 8 * 1024 * 1024;
    const block = Buffer.alloc(64 * 1024, "u");
    let received = 0;
    let begun = () => {};
    const firstArrived = new Promise<void>((resolve) => {
      begun = resolve;
    });
    answer = (socket, request) => {
      received = request.length - (request.indexOf("\r\n\r\n") + 4);
      begun();
      socket.on("data", (bytes) => {
        received += bytes.length;
        if (received >= size) reply(socket, ["Content-Type: text/plain"], String(received));
      });
    };
    const head = file("/upload", `Content-Length: ${size}`, "Content-Type: application/octet-stream").replace(
      "GET",
      "POST",
    );
    const sent = { before: 0 };
    const got = new Promise<Got>((resolve, reject) => {
      const socket = connect(Number(worker.port), worker.hostname, async () => {
        socket.write(head);
        socket.write(block);
        sent.before = block.length;
        // Only once the origin has some of it, the rest is sent.
        await firstArrived;
        for (let at = block.length; at < size; at += block.length) {
          if (!socket.write(block)) await new Promise((resolve) => socket.once("drain", resolve));
        }
      });
      const chunks: Buffer[] = [];
      socket.on("data", (bytes) => chunks.push(bytes));
      socket.on("error", reject);
      socket.on("close", () => resolve(readAnswer(Buffer.concat(chunks))));
    });
    expect((await got).body.toString()).toBe(String(size));
    expect(sent.before).toBe(block.length);
  }, 30_000);

  it("comes down while it is still being made: events, one by one", async () => {
    let next = () => {};
    answer = (socket) => {
      socket.write(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
      );
      const event = (text: string) => socket.write(`${text.length.toString(16)}\r\n${text}\r\n`);
      event("data: first\n\n");
      next = () => {
        event("data: second\n\n");
        socket.end("0\r\n\r\n");
        next = () => {};
      };
    };
    // The second is only sent once the first has arrived.
    const got = await send(file("/events"), (text) => text.includes("first") && next());
    expect(got.body.toString()).toBe("data: first\n\ndata: second\n\n");
  });

  it("drips: a page's beginning is there before its end is made", async () => {
    let next = () => {};
    answer = (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${html}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`);
      const piece = (text: string) => socket.write(`${text.length.toString(16)}\r\n${text}\r\n`);
      piece(page.slice(0, 120));
      next = () => {
        next = () => {};
        piece(page.slice(120));
        socket.end("0\r\n\r\n");
      };
    };
    const got = await send(get("/cart"), (text) => text.includes("<cw-progress-bar>") && next());
    expect(without(got.body)).toBe(page);
  });

  it("is talked to both ways: a web socket", async () => {
    answer = (socket, request) => {
      const key = /^sec-websocket-key: (.*)$/im.exec(request)?.[1]?.trim() ?? "";
      const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      );
      socket.on("data", (frame) => {
        const masked = frame.subarray(2, 6);
        const text = frame
          .subarray(6, 6 + ((frame[1] ?? 0) & 127))
          .map((byte, at) => byte ^ (masked[at % 4] ?? 0));
        if (((frame[0] ?? 0) & 15) === 1)
          socket.write(Buffer.concat([Buffer.from([0x81, text.length]), text]));
      });
    };
    const socket = new WebSocket(`ws://${worker.host}/live`);
    const echoed = await new Promise((resolve, reject) => {
      socket.onopen = () => socket.send("hello");
      socket.onmessage = ({ data }) => resolve(data);
      socket.onerror = () => reject(new Error("no web socket"));
    });
    socket.close();
    expect(echoed).toBe("hello");
  });
});

describe("addresses under our prefix", () => {
  it.each([
    "/_cw/cart/x.css",
    "/_cw/cart;x.css",
    "/_cw/cart.css",
    "/_cw/cart%2fx.css",
    "/_cw/cart%00.css",
    "/_cw/cart%3b.js",
    "/_cw/cart%3fx.css",
    "/_cw/cart%23.css",
    "/_cw//cart",
    "/_cw/x/../cart/x.js",
    "/_cw/Cart",
    "/_cw/cart/",
    "/_cw/nothing.css",
    "/_cw/resume/x.png",
    "/%5fcw/cart.css",
  ])("are answered with nothing a cache could keep, and never by the shop: %s", async (path) => {
    let asked = false;
    answer = (socket) => {
      asked = true;
      reply(socket, [html], page);
    };
    const got = await send(file(path));
    expect(asked).toBe(false);
    expect(got.status).toBe(404);
    expect(named(got, "cache-control").join()).toContain("no-store");
  });

  it.each(["/_cw%2fcart", "/x/..%2f_cw/cart", "/_CW/cart"])(
    "that are not ours are the shop's: %s",
    async (path) => {
      answer = (socket) => reply(socket, ["Content-Type: text/plain"], "the shop");
      expect((await send(file(path))).body.toString()).toBe("the shop");
    },
  );
});

describe("an origin that is this very worker", () => {
  it("is noticed at the second pass", async () => {
    answer = (socket) => reply(socket, [html], page);
    const got = await send(get("/cart", "X-Cartwright-Hop: 1"));
    expect([got.status, named(got, "cache-control")]).toEqual([508, ["no-store"]]);
  });
});
