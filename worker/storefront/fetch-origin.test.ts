import { describe, expect, it } from "vitest";
import { hopHeader, type OriginOptions, toOriginRequest, withPublicLocation } from "./fetch-origin.ts";

const origin = new URL("https://origin.example:8443");
const page = { isPage: true };
const data = { isPage: false };

const ask = (path: string, headers: Record<string, string> = {}, options: OriginOptions = data) =>
  toOriginRequest(new Request(`https://shop.example${path}`, { headers }), origin, options);

describe("a request to the origin", () => {
  it("has the method, the path, the query, the cookies and the body of the shopper's", async () => {
    const shoppers = new Request("https://shop.example/a%20b/%2e%2e%2f/ł;x=1/?q=%C5%82&q=+&empty=", {
      method: "PUT",
      headers: {
        cookie: "a=1; b=2",
        "content-type": "text/plain",
        "x-csrf": "t",
        authorization: "Basic eDp5",
      },
      body: "Zażółć",
    });
    const request = toOriginRequest(shoppers, origin, data);
    expect(request.method).toBe("PUT");
    expect(request.url).toBe("https://origin.example:8443/a%20b/%2e%2e%2f/%C5%82;x=1/?q=%C5%82&q=+&empty=");
    for (const name of ["cookie", "content-type", "x-csrf", "authorization"]) {
      expect(request.headers.get(name)).toBe(shoppers.headers.get(name));
    }
    expect(await request.text()).toBe("Zażółć");
  });

  it.each([
    "//evil.example/x",
    "//evil.example",
    "///evil.example/x",
    "/\\evil.example/x",
    "/\\\\evil.example",
    "//user:pass@evil.example/",
    "/https://evil.example/",
    "/@evil.example/",
    "/.evil.example/",
    "/:80/",
    "//[::1]/",
    "/%2f/evil.example",
    "/\t/evil.example/",
  ])("never leaves the origin, whatever the path looks like: %j", (path) => {
    const request = ask(path);
    expect(new URL(request.url).origin).toBe("https://origin.example:8443");
    expect(new URL(request.url).pathname).toBe(new URL(`https://shop.example${path}`).pathname);
  });

  it("follows no redirect: that is the shopper's to do", () => {
    expect(ask("/").redirect).toBe("manual");
  });

  it("says who really asked, and for which host", () => {
    const { headers } = ask("/", { "cf-connecting-ip": "203.0.113.7", "x-forwarded-for": "127.0.0.1" });
    expect(headers.get("x-forwarded-for")).toBe("203.0.113.7");
    expect(headers.get("x-forwarded-proto")).toBe("https");
    expect(headers.get("x-forwarded-host")).toBe("shop.example");
    expect(headers.get(hopHeader)).toBe("1");
  });

  const pretended = [
    "forwarded",
    "x-forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-scheme",
    "x-forwarded-ssl",
    "x-forwarded-port",
    "x-forwarded-prefix",
    "x-forwarded-server",
    "x-real-ip",
    "x-client-ip",
    "x-original-url",
    "x-rewrite-url",
    "x-original-host",
    "x-http-host-override",
    "x-host",
    "proxy-authorization",
    "front-end-https",
  ];

  it.each([{}, { upgrade: "websocket", connection: "upgrade" }, { upgrade: "h2c" }])(
    "lets nobody pretend to be another host or person (%j)",
    (more) => {
      const { headers } = ask("/", {
        ...Object.fromEntries(pretended.map((name) => [name, "evil.example"])),
        ...more,
      });
      for (const [name, value] of headers) expect(value, name).not.toContain("evil");
    },
  );

  it("carries nothing that was meant for one connection only", () => {
    const { headers } = ask("/", {
      connection: "close, X-Secret , x-other,, not a name, Authorization",
      "x-secret": "1",
      "x-other": "2",
      authorization: "Basic x",
      "keep-alive": "timeout=5",
      "proxy-connection": "x",
      te: "trailers",
      upgrade: "h2c",
      "x-third": "3",
    });
    const gone = [
      "connection",
      "x-secret",
      "x-other",
      "authorization",
      "keep-alive",
      "proxy-connection",
      "te",
      "upgrade",
    ];
    for (const name of gone) expect(headers.get(name), name).toBeNull();
    expect(headers.get("x-third")).toBe("3");
  });

  it("asks on for a web socket with the headers that ask for it", () => {
    const { headers } = ask("/live", {
      upgrade: "WebSocket",
      connection: "Upgrade",
      "sec-websocket-key": "k",
    });
    expect(headers.get("upgrade")).toBe("WebSocket");
    expect(headers.get("connection")).toBe("Upgrade");
    expect(headers.get("sec-websocket-key")).toBe("k");
  });

  it("asks for a page plain, whole, and never for 'unless it is as it was'", () => {
    const conditions = {
      range: "bytes=0-5",
      "if-range": '"a"',
      "if-none-match": '"a"',
      "if-modified-since": "Wed, 21 Oct 2026 07:28:00 GMT",
      "accept-encoding": "gzip, br, zstd",
    };
    const changed = ask("/", conditions, page).headers;
    expect(changed.get("accept-encoding")).toBe("identity");
    for (const name of Object.keys(conditions).slice(0, 4)) expect(changed.get(name), name).toBeNull();
    const untouched = ask("/film.mp4", conditions).headers;
    for (const [name, value] of Object.entries(conditions)) expect(untouched.get(name), name).toBe(value);
  });

  it("asks for a page under the origin's own ETags, when the shopper has one from us", () => {
    const headers = { "if-none-match": 'W/"a;cw-s-0"', "if-match": '"x"', "if-unmodified-since": "x" };
    const asked = ask("/", headers, { isPage: true, unless: ['"a"', 'W/"b"'] }).headers;
    expect(asked.get("if-none-match")).toBe('"a", W/"b"');
    expect(asked.get("if-match")).toBeNull();
    expect(asked.get("if-unmodified-since")).toBeNull();
  });

  it.each([
    ["gzip, deflate, br, zstd", "gzip, br"],
    ["zstd", "identity"],
    ["br;q=1.0, GZIP;q=0.5, *;q=0.1", "br;q=1.0, GZIP;q=0.5"],
    [null, "identity"],
  ])("asks for what will be read in a coding that can be taken off: %s", (accepted, expected) => {
    const headers: Record<string, string> = accepted === null ? {} : { "accept-encoding": accepted };
    expect(ask("/", headers, { isPage: false, isRead: true }).headers.get("accept-encoding")).toBe(expected);
  });

  it("streams a body on while it still arrives", async () => {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(given) {
        controller = given;
      },
    });
    const request = toOriginRequest(
      new Request("https://shop.example/", { method: "POST", body }),
      origin,
      data,
    );
    const reader = (request.body as ReadableStream<Uint8Array>).getReader();
    controller?.enqueue(new TextEncoder().encode("first"));
    expect(new TextDecoder().decode((await reader.read()).value)).toBe("first");
    controller?.enqueue(new TextEncoder().encode("last"));
    controller?.close();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe("last");
    expect((await reader.read()).done).toBe(true);
  });

  it("leaves out a body where none can be sent, instead of failing", () => {
    const plain = new Request("https://shop.example/search", { method: "GET" });
    const odd = new Proxy(plain, {
      get: (target, name) => (name === "body" ? new Response("{}").body : Reflect.get(target, name, target)),
    });
    const request = toOriginRequest(odd, origin, data);
    expect(request.method).toBe("GET");
    expect(request.body).toBeNull();
  });
});

describe("a redirect of the origin", () => {
  const shop = new URL("https://shop.example/checkout/pay?x=1");

  it.each([
    ["https://origin.example:8443/cart?a=b#c", "https://shop.example/cart?a=b#c"],
    ["https://origin.example:8443", "https://shop.example/"],
    ["HTTPS://ORIGIN.EXAMPLE:8443/Cart", "https://shop.example/Cart"],
    ["http://origin.example:8443/cart", "https://shop.example/cart"],
    ["//origin.example:8443/cart", "https://shop.example/cart"],
    ["https://origin.example:8443//evil.example/", "https://shop.example//evil.example/"],
  ])("that names it leads to the shop instead: %s", (location, expected) => {
    const response = new Response(null, { status: 302, headers: { location } });
    expect(withPublicLocation(response, origin, shop).headers.get("location")).toBe(expected);
  });

  it.each([
    "/cart",
    "cart?x#y",
    "?step=2",
    "#top",
    "../shop/",
    "https://pay.example/redirect?back=https://origin.example:8443/",
    "https://origin.example/other-port",
    "https://origin.example.evil.example/",
    "//pay.example/x",
    "https://shop.example/cart",
    "mailto:x@origin.example",
    "javascript:alert(1)",
    "https://",
    "http://[",
  ])("that does not is left as it is: %s", (location) => {
    const response = new Response(null, { status: 301, headers: { location } });
    expect(withPublicLocation(response, origin, shop)).toBe(response);
  });

  it("keeps its status, its body and each of its cookies", async () => {
    const response = new Response("moved", {
      status: 307,
      statusText: "Over there",
      headers: [
        ["location", "https://origin.example:8443/x"],
        ["set-cookie", "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT"],
        ["set-cookie", "b=2"],
      ],
    });
    const changed = withPublicLocation(response, origin, shop);
    expect(changed.status).toBe(307);
    expect(changed.statusText).toBe("Over there");
    expect(changed.headers.getSetCookie()).toEqual(["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"]);
    expect(await changed.text()).toBe("moved");
  });

  it("to a shop on a port of its own leads to that port", () => {
    const response = new Response(null, {
      status: 302,
      headers: { location: "https://origin.example:8443/x" },
    });
    const local = new URL("http://shop.localhost:8787/");
    expect(withPublicLocation(response, origin, local).headers.get("location")).toBe(
      "http://shop.localhost:8787/x",
    );
  });

  it("is left alone where shop and origin are one host", () => {
    const response = new Response(null, { status: 302, headers: { location: "https://shop.example/x" } });
    expect(withPublicLocation(response, new URL("https://shop.example"), shop)).toBe(response);
  });
});
