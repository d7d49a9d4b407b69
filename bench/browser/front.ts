import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync } from "node:zlib";
import { peerAnswer, withPeer } from "./peers.ts";

/**
 * What stands between a phone and a data centre: packs text as Cloudflare does, for the shop and for the shop with something in
 * front of it alike. Runs in a process of its own, with a port for each.
 *
 * Arguments: folder of the peers, then `name=http://address` of each shop. A name of a peer has its script put into pages.
 */
const [folder = "", ...shops] = process.argv.slice(2);
const packed = new Map<string, Buffer>();

function pack(key: string | null, body: Buffer): Buffer {
  const known = key === null ? undefined : packed.get(key);
  if (known) return known;
  const result = brotliCompressSync(body, { params: { 1: 5 } });
  if (key !== null) packed.set(key, result);
  return result;
}

function answer(
  response: ServerResponse,
  status: number,
  headers: Record<string, unknown>,
  body: Buffer,
  key: string | null,
) {
  const isText = /^(text|application\/(javascript|json))/.test(String(headers["content-type"]));
  const sent = isText && body.length > 0 ? pack(key, body) : body;
  const { "transfer-encoding": _, "content-encoding": __, ...rest } = headers;
  response.writeHead(status, {
    ...rest,
    "content-length": String(sent.length),
    ...(sent !== body && { "content-encoding": "br" }),
  } as Record<string, string>);
  response.end(sent);
}

function serve(name: string, shop: URL) {
  return (asked: IncomingMessage, response: ServerResponse) => {
    const path = asked.url ?? "/";
    const ofPeer = peerAnswer(folder, path);
    if (ofPeer) {
      const headers = { "content-type": ofPeer.type, "cache-control": "max-age=3600" };
      return answer(response, 200, headers, ofPeer.body, path.split("?", 1)[0] ?? path);
    }
    const headers = { ...asked.headers, "accept-encoding": "identity" };
    const onwards = request(new URL(path, shop), { method: asked.method ?? "GET", headers }, async (got) => {
      const chunks: Buffer[] = [];
      for await (const chunk of got) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const isPage = String(got.headers["content-type"]).startsWith("text/html");
      const changed = isPage ? Buffer.from(withPeer(name, body.toString())) : body;
      answer(response, got.statusCode ?? 502, got.headers, changed, isPage ? null : `${shop.href}${path}`);
    });
    onwards.on("error", () => response.destroy());
    asked.pipe(onwards);
  };
}

const ports: Record<string, number> = {};
for (const one of shops) {
  const [name = "", address = ""] = one.split(/=(.*)/s);
  const server = createServer(serve(name, new URL(address)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ports[name] = (server.address() as AddressInfo).port;
}
process.on("disconnect", () => process.exit());
process.send?.(ports);
