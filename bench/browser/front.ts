import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream";
import { brotliCompressSync, constants, createBrotliCompress } from "node:zlib";
import { bareHeader } from "../deeds.ts";
import { peerAnswer, peers, withPeer } from "./peers.ts";

/**
 * What stands between a phone and a data centre: packs text as Cloudflare does, for the shop and for the shop with something in
 * front of it alike. Runs in a process of its own, with a port for each.
 *
 * Arguments: folder of the peers, the worker's address, then `name=http://address` of each shop. All are asked for through the worker,
 * which does nothing but ask the shop at that address; without one it is Cartwright. A name of a peer has its script put into pages.
 */
const [folder = "", worker = "", ...shops] = process.argv.slice(2);
const quality = { [constants.BROTLI_PARAM_QUALITY]: 5 };
const packed = new Map<string, Buffer>();

/** The same content is packed once. */
function pack(body: Buffer): Buffer {
  const key = createHash("sha1").update(body).digest("base64");
  const known = packed.get(key);
  if (known) return known;
  const result = brotliCompressSync(body, { params: quality });
  packed.set(key, result);
  return result;
}

type Headers = Record<string, string | string[] | undefined>;

function answer(response: ServerResponse, status: number, headers: Headers, body: Buffer) {
  const isText = /^(text|application\/(javascript|json))/.test(String(headers["content-type"]));
  const sent = isText && body.length > 0 ? pack(body) : body;
  response.writeHead(status, {
    ...withoutCoding(headers),
    "content-length": String(sent.length),
    ...(sent !== body && { "content-encoding": "br" }),
  });
  response.end(sent);
}

/** A page goes on as it comes: its first byte does not wait for its last. */
function stream(response: ServerResponse, got: IncomingMessage) {
  // Who asked may be gone.
  if (response.destroyed) return void got.destroy();
  response.writeHead(got.statusCode ?? 502, { ...withoutCoding(got.headers), "content-encoding": "br" });
  const flush = constants.BROTLI_OPERATION_FLUSH;
  pipeline(got, createBrotliCompress({ params: quality, flush }), response, () => {});
}

function withoutCoding(headers: Headers): Headers {
  const { "transfer-encoding": _, "content-encoding": __, "content-length": ___, ...rest } = headers;
  return rest;
}

function serve(name: string, shop: string) {
  return (asked: IncomingMessage, response: ServerResponse) => {
    const path = asked.url ?? "/";
    const ofPeer = peerAnswer(folder, path);
    if (ofPeer) {
      const headers = { "content-type": ofPeer.type, "cache-control": "max-age=3600" };
      return answer(response, 200, headers, ofPeer.body);
    }
    const headers = {
      ...asked.headers,
      "accept-encoding": "identity",
      ...(shop !== "" && { [bareHeader]: shop }),
    };
    const onwards = request(
      new URL(path, worker),
      { method: asked.method ?? "GET", headers },
      async (got) => {
        const isPage = String(got.headers["content-type"]).startsWith("text/html");
        if (isPage && !(name in peers)) return stream(response, got);
        const chunks: Buffer[] = [];
        for await (const chunk of got) chunks.push(chunk as Buffer);
        const body = Buffer.concat(chunks);
        const changed = isPage ? Buffer.from(withPeer(name, body.toString())) : body;
        answer(response, got.statusCode ?? 502, got.headers, changed);
      },
    );
    onwards.on("error", () => response.destroy());
    asked.pipe(onwards);
  };
}

const ports: Record<string, number> = {};
for (const one of shops) {
  const [name = "", address = ""] = one.split(/=(.*)/s);
  const server = createServer(serve(name, address));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ports[name] = (server.address() as AddressInfo).port;
}
process.on("disconnect", () => process.exit());
process.send?.(ports);
