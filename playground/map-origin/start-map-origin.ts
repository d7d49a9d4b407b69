import * as http from "node:http";
import * as https from "node:https";
import type { AddressInfo, LookupFunction } from "node:net";
import { mapRequestHeaders, mapResponseHeaders } from "./map-headers.ts";
import { createUrlMapper, isSameShop } from "./map-urls.ts";
import {
  decodeBody,
  isMappableForm,
  isMappableText,
  LARGEST_FORM,
  LARGEST_TEXT,
  readAtMost,
} from "./read-body.ts";
import { tunnelWebSocket } from "./tunnel-websocket.ts";
import { unreachablePage } from "./unreachable-page.ts";

/** How long the origin may take to begin its answer. */
const PATIENCE = 30_000;

/**
 * Stands between the worker and a shop on the internet and maps the shop's addresses to `publicOrigin` and back, so
 * that a visitor of the playground stays in it. Listens on a free port of 127.0.0.1.
 * `lookup` resolves names another way (tests use names that no DNS knows).
 */
export async function startMapOrigin(options: {
  origin: URL;
  publicOrigin: () => string;
  lookup?: LookupFunction;
}): Promise<{ url: string; close(): Promise<void> }> {
  const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  /** The shop's own choice between its names and schemes, learnt from its redirects. */
  let upstreamOrigin = new URL(options.origin.origin);

  const server = http.createServer((request, response) => {
    exchange(request, response).catch((error: NodeJS.ErrnoException) => {
      if (response.headersSent) return void response.destroy();
      response.writeHead(502, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
      response.end(unreachablePage(upstreamOrigin, error));
    });
  });
  server.on("upgrade", (request, socket, head) => {
    const upstream = open(request, {
      connection: "Upgrade",
      upgrade: request.headers.upgrade ?? "websocket",
    });
    const mapHeaders = (answer: http.IncomingMessage) => mapHeadersOf(answer, false);
    tunnelWebSocket({ upstream, socket, head, mapHeaders });
  });
  server.on("clientError", (_error, socket) => socket.destroy());

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close };

  async function exchange(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    let answer = await send(request, response);
    const ownAddress = canonicalAddress(request, answer);
    if (ownAddress) {
      answer.resume();
      upstreamOrigin = ownAddress;
      answer = await send(request, response);
    }
    await pass(request, answer, response);
  }

  async function send(
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<http.IncomingMessage> {
    const hasBody = "content-length" in request.headers || "transfer-encoding" in request.headers;
    const form = hasBody && isMappableForm(request.headers) ? await readAtMost(request, LARGEST_FORM) : null;
    const body = form && !form.rest ? Buffer.from(toOrigin(form.bytes.toString("latin1")), "latin1") : null;

    const upstream = open(request, body ? { "content-length": body.length } : {});
    response.once("close", () => upstream.destroy());
    const answered = answerOf(upstream);
    if (body) upstream.end(body);
    else if (form) request.pipe(withStart(upstream, form.bytes));
    else if (hasBody) request.pipe(upstream);
    else upstream.end();
    return answered;
  }

  async function pass(
    request: http.IncomingMessage,
    answer: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> {
    const status = answer.statusCode ?? 502;
    const begin = (headers: string[]) => response.writeHead(status, answer.statusMessage ?? "", headers);
    const bodiless = request.method === "HEAD" || status === 204 || status === 304;
    const tooLarge = Number(answer.headers["content-length"] ?? 0) > LARGEST_TEXT;
    if (!isMappableText(answer.headers) || tooLarge || status === 206 || bodiless) {
      begin(mapHeadersOf(answer, bodiless && isMappableText(answer.headers)));
      return stream(answer, response);
    }
    const read = await readAtMost(answer, LARGEST_TEXT);
    const decoded = read.rest ? null : await decodeBody(read.bytes, answer.headers["content-encoding"]);
    if (!decoded) {
      begin(mapHeadersOf(answer, false));
      if (!read.rest) return void response.end(read.bytes);
      return stream(answer, withStart(response, read.bytes));
    }
    const mapped = Buffer.from(toPublic(decoded.toString("latin1")), "latin1");
    begin([...mapHeadersOf(answer, true), "Content-Length", String(mapped.length)]).end(mapped);
  }

  function open(request: http.IncomingMessage, extra: http.OutgoingHttpHeaders): http.ClientRequest {
    const secure = upstreamOrigin.protocol === "https:";
    const headers = {
      ...mapRequestHeaders(request.headers, { host: upstreamOrigin.host, toOrigin }),
      ...extra,
    };
    const settings: http.RequestOptions = {
      method: request.method ?? "GET",
      host: upstreamOrigin.hostname.replace(/^\[|\]$/g, ""),
      port: upstreamOrigin.port || (secure ? 443 : 80),
      path: toOrigin(request.url ?? "/"),
      headers,
      agent: secure ? agents.https : agents.http,
      ...(options.lookup ? { lookup: options.lookup } : {}),
    };
    return secure ? https.request(settings) : http.request(settings);
  }

  /**
   * A shop that sends `shop.example` to `www.shop.example`, or http to https, would after mapping send the visitor to
   * the very page asked for, for ever. Such a redirect is followed here instead, and remembered.
   */
  function canonicalAddress(request: http.IncomingMessage, answer: http.IncomingMessage): URL | null {
    const { location } = answer.headers;
    const status = answer.statusCode ?? 0;
    if (!location || status < 300 || status > 399 || !/^(?:GET|HEAD)$/.test(request.method ?? ""))
      return null;
    const asked = URL.parse(toOrigin(request.url ?? "/"), upstreamOrigin);
    const target = URL.parse(location, upstreamOrigin);
    if (!asked || !target || !isSameShop(target, options.origin) || target.origin === asked.origin)
      return null;
    return target.pathname + target.search === asked.pathname + asked.search ? new URL(target.origin) : null;
  }

  function toPublic(text: string): string {
    return createUrlMapper(options.origin, new URL(options.publicOrigin()))(text);
  }

  function toOrigin(text: string): string {
    return createUrlMapper(new URL(options.publicOrigin()), upstreamOrigin)(text);
  }

  function mapHeadersOf(answer: http.IncomingMessage, bodyChanges: boolean): string[] {
    const publicUrl = new URL(options.publicOrigin());
    return mapResponseHeaders(answer.rawHeaders, {
      origin: options.origin,
      publicUrl,
      toPublic,
      bodyChanges,
    });
  }

  function close(): Promise<void> {
    agents.http.destroy();
    agents.https.destroy();
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  }
}

function answerOf(upstream: http.ClientRequest): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    upstream.on("error", reject);
    upstream.setTimeout(PATIENCE, () =>
      upstream.destroy(Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" })),
    );
    upstream.on("response", (answer) => {
      // From here on silence is allowed: an event stream may say nothing for minutes.
      upstream.setTimeout(0);
      resolve(answer);
    });
  });
}

function stream(answer: http.IncomingMessage, response: http.ServerResponse): void {
  answer.on("error", () => response.destroy());
  answer.pipe(response);
}

function withStart<Sink extends NodeJS.WritableStream>(sink: Sink, start: Buffer): Sink {
  sink.write(start);
  return sink;
}
