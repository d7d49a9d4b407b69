import { describe, expect, it } from "vitest";
import { isChangeablePage, mayBeShared, wantsPage } from "./is-changeable-page.ts";

describe("a request", () => {
  const browser = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

  it.each<[string, string, Record<string, string>, boolean]>([
    ["a page in a browser", "GET", { ...browser, "sec-fetch-dest": "document" }, true],
    ["a page in a browser too old to say so", "GET", browser, true],
    ["a page, by a client that takes anything", "GET", { accept: "*/*" }, false],
    ["a page, without saying what is taken", "GET", {}, false],
    ["a frame", "GET", { ...browser, "sec-fetch-dest": "iframe" }, false],
    ["a script's fetch that takes HTML", "GET", { ...browser, "sec-fetch-dest": "empty" }, false],
    ["a picture", "GET", { accept: "image/avif,*/*", "sec-fetch-dest": "image" }, false],
    ["a fragment, the old way", "GET", { ...browser, "x-requested-with": "XMLHttpRequest" }, false],
    ["a web socket", "GET", { ...browser, upgrade: "websocket" }, false],
    ["a form", "POST", { ...browser, "sec-fetch-dest": "document" }, false],
    ["a page's headers", "HEAD", { ...browser, "sec-fetch-dest": "document" }, true],
    ["a file's headers", "HEAD", { accept: "*/*" }, false],
  ])("for %s (%s) is for a page or not", (_, method, headers, expected) => {
    expect(wantsPage(new Request("https://shop.example/", { method, headers }))).toBe(expected);
  });
});

describe("an answer", () => {
  const answer = (headers: Record<string, string>, status = 200) =>
    new Response(status === 204 || status === 304 ? null : "<p>x", { status, headers });

  it.each<[Record<string, string>, boolean]>([
    [{ "content-type": "text/html" }, true],
    [{ "content-type": "text/html; charset=utf-8" }, true],
    [{ "content-type": 'Text/HTML;charset="UTF-8"' }, true],
    [{ "content-type": "text/html; charset=iso-8859-2" }, true],
    [{ "content-type": "text/html; charset=shift_jis" }, true],
    [{ "content-type": "text/html; charset=nonsense" }, true],
    [{ "content-type": "text/html; charset=utf-16le" }, false],
    [{ "content-type": "text/html; charset=UTF-16" }, false],
    [{ "content-type": 'text/html; x=y; charset = "utf16"' }, false],
    [{ "content-type": "text/html; charset=unicode" }, false],
    [{ "content-type": "text/html; charset=csunicode" }, false],
    [{ "content-type": "text/html; charset=iso-10646-ucs-2" }, false],
    [{ "content-type": "text/html; charset=iso-2022-jp" }, false],
    [{ "content-type": "text/html; charset=csISO2022JP" }, false],
    [{ "content-type": "text/html; charset=hz-gb-2312" }, false],
    [{ "content-type": "text/html; charset=utf-7" }, false],
    [{ "content-type": "application/xhtml+xml" }, false],
    [{ "content-type": "text/html-ish" }, false],
    [{ "content-type": "application/json" }, false],
    [{ "content-type": "text/html", "content-encoding": "gzip" }, true],
    [{ "content-type": "text/html", "content-encoding": "BR" }, true],
    [{ "content-type": "text/html", "content-encoding": "identity" }, true],
    [{ "content-type": "text/html", "content-encoding": "zstd" }, false],
    [{ "content-type": "text/html", "content-encoding": "deflate" }, false],
    [{ "content-type": "text/html", "content-encoding": "gzip, br" }, false],
    [{ "content-type": "text/html", "cache-control": "public, no-transform" }, false],
    [{ "content-type": "text/html", "cache-control": "No-Transform" }, false],
    [{ "content-type": "text/html", "cache-control": "no-store, max-age=0" }, true],
    [{ "content-type": "text/html", "content-disposition": "attachment" }, false],
    [{ "content-type": "text/html", "content-disposition": " Attachment; filename=a.html" }, false],
    [{ "content-type": "text/html", "content-disposition": "inline; filename=attachment.html" }, true],
  ])("of %j may be changed: %j", (headers, expected) => {
    expect(isChangeablePage("GET", answer(headers))).toBe(expected);
  });

  it.each([201, 204, 206, 299, 301, 304, 403, 404, 410, 429, 500, 503])(
    "of status %d is left alone",
    (status) => {
      expect(isChangeablePage("GET", answer({ "content-type": "text/html" }, status))).toBe(false);
    },
  );

  it("without a type or a body is left alone", () => {
    expect(isChangeablePage("GET", new Response(new Uint8Array([60])))).toBe(false);
    expect(isChangeablePage("GET", new Response(null, { headers: { "content-type": "text/html" } }))).toBe(
      false,
    );
  });

  it.each<[string, Record<string, string>, boolean]>([
    ["GET", {}, true],
    ["GET", { "cache-control": "public, max-age=60" }, true],
    ["GET", { "cache-control": "max-age=0" }, true],
    ["GET", { "cache-control": "no-cache, must-revalidate" }, true],
    ["HEAD", { "cache-control": "s-maxage=60" }, true],
    ["GET", { "cache-control": "no-store" }, false],
    ["GET", { "cache-control": "Private, max-age=60" }, false],
    ["GET", { "set-cookie": "session=1" }, false],
    ["POST", {}, false],
    ["PUT", { "cache-control": "public" }, false],
  ])("to %s with %j may be kept for somebody else: %j", (method, headers, expected) => {
    expect(mayBeShared(method, answer(headers))).toBe(expected);
  });
});
