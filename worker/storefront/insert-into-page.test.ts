import { describe, expect, it } from "vitest";
import {
  Insertion,
  insertIntoBytes,
  insertIntoPage,
  insertIntoStream,
  type PagePlan,
  type Piece,
} from "./insert-into-page.ts";

const html = { "content-type": "text/html; charset=utf-8" };
const mark = "<!--cw-->";
const planOf = (write: Piece["write"]): PagePlan => [{ widgets: ["test"], place: null, write }];
const insertMark = planOf(() => mark);
const nothing = planOf(() => "");
const fails = planOf(() => {
  throw new Error("broken");
});

const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text));
const text = (data: ArrayBuffer | Uint8Array) => new TextDecoder().decode(data);
const page =
  "<!doctype html><html lang=pl><head><title>Łódź</title></head><body class=a><p>x</p></body></html>";
const changed = page.replace("<body class=a>", `<body class=a>${mark}`);

/** A body that says nothing of its length, in pieces. */
function streamOf(...pieces: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(typeof piece === "string" ? bytes(piece) : piece);
      controller.close();
    },
  });
}

const whole = (body = page, headers: Record<string, string> = {}) =>
  new Response(body, { headers: { ...html, "content-length": String(bytes(body).length), ...headers } });
const streamed = (...pieces: string[]) => new Response(streamOf(...pieces), { headers: html });

describe("a page with one insertion", () => {
  it.each([
    ["whole", () => whole()],
    ["in one piece", () => streamed(page)],
    ["in two pieces, cut in the body's tag", () => streamed(page.slice(0, 70), page.slice(70))],
    [
      "byte by byte",
      () => new Response(streamOf(...[...bytes(page)].map((byte) => Uint8Array.of(byte))), { headers: html }),
    ],
  ])("is the origin's with it behind the body's tag: %s", async (_, answer) => {
    expect(await (await insertIntoPage(answer(), insertMark)).text()).toBe(changed);
  });

  it.each([
    ["whole", () => whole()],
    ["streamed", () => streamed(page.slice(0, 30), page.slice(30))],
  ])("tells the insertion the page's language: %s", async (_, answer) => {
    const seen: unknown[] = [];
    const write = (head: unknown) => {
      seen.push(head);
      return "";
    };
    const response = await insertIntoPage(answer(), planOf(write));
    await response.text();
    expect(seen).toEqual([expect.objectContaining({ language: "pl", policies: [] })]);
  });

  it("is asked for once, however many pieces the page comes in", async () => {
    let asked = 0;
    const stream = streamOf(...[...bytes(page)].map((byte) => Uint8Array.of(byte)));
    const write = () => {
      asked++;
      return mark;
    };
    const result = insertIntoStream(stream, new Insertion(planOf(write)));
    expect(await new Response(result).text()).toBe(changed);
    expect(asked).toBe(1);
  });

  it.each([
    ["an empty insertion, whole", () => whole(), nothing],
    ["an empty insertion, streamed", () => streamed(page), nothing],
    ["frames, whole", () => whole("<html><frameset><frame></frameset>"), insertMark],
    ["frames, streamed", () => streamed("<html><frameset>", "<frame></frameset>"), insertMark],
    ["no end of a comment, whole", () => whole("<html><!-- <body>"), insertMark],
    ["no end of a comment, streamed", () => streamed("<html><!-- ", "<body>"), insertMark],
    ["nothing at all, whole", () => whole(""), insertMark],
    ["nothing at all, streamed", () => streamed(), insertMark],
  ])("leaves every byte where there is nothing to insert: %s", async (_, answer, insertion) => {
    const original = await answer().text();
    expect(await (await insertIntoPage(answer(), insertion)).text()).toBe(original);
  });

  it("keeps bytes that are no text as they are", async () => {
    const noise = crypto.getRandomValues(new Uint8Array(50_000));
    const head = bytes("<html><head></head><body>");
    const body = new Uint8Array([...head, ...noise]);
    const expected = new Uint8Array([...head, ...bytes(mark), ...noise]);
    const inOne = new Response(body, { headers: { ...html, "content-length": String(body.length) } });
    expect(new Uint8Array(await (await insertIntoPage(inOne, insertMark)).arrayBuffer())).toEqual(expected);
    const inPieces = new Response(streamOf(body.slice(0, 9), body.slice(9, 30_001), body.slice(30_001)), {
      headers: html,
    });
    expect(new Uint8Array(await (await insertIntoPage(inPieces, insertMark)).arrayBuffer())).toEqual(
      expected,
    );
  });
});

describe("a page that is still being made", () => {
  it("reaches the reader up to where the origin has come, insertion included", async () => {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const origin = new ReadableStream<Uint8Array>({
      start(given) {
        controller = given;
      },
    });
    const reader = insertIntoStream(origin, new Insertion(insertMark)).getReader();
    let seen = "";
    const readUntil = async (wanted: string) => {
      while (!seen.includes(wanted)) seen += text((await reader.read()).value ?? new Uint8Array());
    };
    controller?.enqueue(bytes("<!doctype html><html><head><title>x</title>"));
    await readUntil("</title>");
    controller?.enqueue(bytes("<link rel=stylesheet href=a.css></head><body><h1>First</h1>"));
    await readUntil("<h1>First</h1>");
    expect(seen).toContain(`<body>${mark}<h1>First</h1>`);
    controller?.enqueue(bytes("<p>Last</p>"));
    await readUntil("<p>Last</p>");
    controller?.close();
    expect((await reader.read()).done).toBe(true);
  });

  it("breaks where the origin breaks, before and behind the insertion, and does not hang", async () => {
    for (const pieces of [[], ["<html><head>"], ["<html><body><p>"]]) {
      let at = 0;
      const origin = new ReadableStream<Uint8Array>({
        pull(controller) {
          const piece = pieces[at++];
          if (piece === undefined) controller.error(new TypeError("connection reset"));
          else controller.enqueue(bytes(piece));
        },
      });
      await expect(
        new Response(insertIntoStream(origin, new Insertion(insertMark))).text(),
      ).rejects.toThrow();
    }
  });

  it("stops the origin when nobody reads on", async () => {
    for (const pieces of [["<html><head>"], ["<html><body><p>"]]) {
      let stopped = false;
      const origin = new ReadableStream<Uint8Array>({
        async pull(controller) {
          await scheduler.wait(1);
          controller.enqueue(bytes(pieces.shift() ?? "<meta charset=utf-8>"));
        },
        cancel() {
          stopped = true;
        },
      });
      const reader = insertIntoStream(origin, new Insertion(insertMark)).getReader();
      await reader.read();
      await reader.cancel("gone");
      for (let wait = 0; wait < 100 && !stopped; wait++) await scheduler.wait(5);
      expect(stopped).toBe(true);
    }
  });

  it("is the origin's page when the insertion fails on the way", async () => {
    const errors: unknown[] = [];
    const origin = streamed(page.slice(0, 20), page.slice(20));
    const response = await insertIntoPage(origin, fails, { failed: (error) => errors.push(error) });
    expect(await response.text()).toBe(page);
    expect(errors).toEqual([new Error("broken")]);
  });
});

describe("a page that was read whole", () => {
  it("throws when the insertion does, so that the caller can send the origin's", async () => {
    await expect(insertIntoPage(whole(), fails)).rejects.toThrow("broken");
    expect(() => insertIntoBytes(bytes(page), new Insertion(fails))).toThrow("broken");
  });

  it("throws when the origin breaks off before the length it promised", async () => {
    const broken = new ReadableStream({
      pull(controller) {
        controller.enqueue(bytes(page.slice(0, 20)));
        controller.error(new TypeError("connection reset"));
      },
    });
    const response = new Response(broken, { headers: { ...html, "content-length": "500" } });
    await expect(insertIntoPage(response, insertMark)).rejects.toThrow();
  });
});

describe("a head that is too long", () => {
  const filler = `<meta name=x content="${"y".repeat(1000)}">`;

  it.each([
    ["many small things", filler.repeat(1100)],
    ["one long style", `<style>${"a{}".repeat(400_000)}</style>`],
    ["a comment without an end", `<!--${"x".repeat(1_200_000)}`],
    ["a tag without an end", `<meta content="${"x".repeat(1_200_000)}`],
  ])("passes untouched: %s", async (_, head) => {
    const long = `<html><head>${head}</head><body><p>x</p></body></html>`;
    expect(await (await insertIntoPage(whole(long), insertMark)).text()).toBe(long);
    const pieces = long.match(/.{1,20000}/gs) ?? [];
    expect(await (await insertIntoPage(streamed(...pieces), insertMark)).text()).toBe(long);
  });

  it("is taken up to a megabyte", async () => {
    const long = `<html><head>${filler.repeat(900)}</head><body><p>x</p></body></html>`;
    const expected = long.replace("<body>", `<body>${mark}`);
    expect(await (await insertIntoPage(whole(long), insertMark)).text()).toBe(expected);
    const pieces = long.match(/.{1,4096}/gs) ?? [];
    expect(await (await insertIntoPage(streamed(...pieces), insertMark)).text()).toBe(expected);
  });
});

describe("the headers of a changed page", () => {
  const original = () => {
    const headers = new Headers({
      ...html,
      "content-length": String(bytes(page).length),
      etag: '"abc"',
      "last-modified": "Wed, 21 Oct 2026 07:28:00 GMT",
      "accept-ranges": "bytes",
      "content-md5": "x",
      digest: "sha-256=x",
      "content-digest": "sha-256=:x:",
      "repr-digest": "sha-256=:x:",
      "cache-control": "public, max-age=60",
      vary: "Accept-Encoding, Cookie",
      "content-security-policy": "default-src 'self'",
      link: "</a.css>; rel=preload",
      "x-powered-by": "shop",
    });
    headers.append("set-cookie", "a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT");
    headers.append("set-cookie", "b=2; HttpOnly");
    return headers;
  };

  it.each([true, false])(
    "say nothing of the origin's bytes any more and keep all else (whole: %s)",
    async (isWhole) => {
      const headers = original();
      if (!isWhole) headers.delete("content-length");
      const response = new Response(isWhole ? page : streamOf(page), {
        status: 200,
        statusText: "Very fine",
        headers,
      });
      const result = await insertIntoPage(response, insertMark);
      expect(result.status).toBe(200);
      expect(result.statusText).toBe("Very fine");
      const length = result.headers.get("content-length");
      const body = await result.arrayBuffer();
      if (length !== null) expect(Number(length)).toBe(body.byteLength);
      expect(result.headers.get("etag")).toMatch(/^W\/"abc;cw-s-[0-9a-f]{32}"$/);
      for (const name of [
        "last-modified",
        "accept-ranges",
        "content-md5",
        "digest",
        "content-digest",
        "repr-digest",
      ]) {
        expect(result.headers.get(name), name).toBeNull();
      }
      for (const name of [
        "cache-control",
        "vary",
        "content-security-policy",
        "link",
        "x-powered-by",
        "content-type",
      ]) {
        expect(result.headers.get(name), name).toBe(headers.get(name));
      }
      expect(result.headers.getSetCookie()).toEqual(headers.getSetCookie());
    },
  );

  it("keep the coding that the runtime took off and puts on again", async () => {
    const response = new Response(streamOf(page), { headers: { ...html, "content-encoding": "gzip" } });
    const result = await insertIntoPage(response, insertMark);
    expect(result.headers.get("content-encoding")).toBe("gzip");
    expect(await result.text()).toBe(changed);
  });
});
