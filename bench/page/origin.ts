import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { heldBack, makePage, type PageKind, readAddress } from "./pages.ts";

/** A shop that does nothing but send pages, made before they are asked for. Runs in a process of its own. */
const made = new Map<string, Buffer>();

function bodyOf({ kilobytes, coding }: PageKind): Buffer {
  const key = `${kilobytes}/${coding}`;
  const known = made.get(key);
  if (known) return known;
  const plain = Buffer.from(makePage(kilobytes));
  const body = coding === "gzip" ? gzipSync(plain) : coding === "br" ? brotliCompressSync(plain) : plain;
  made.set(key, body);
  return body;
}

const firstPiece = 4096;
const lastPiece = 2048;

function send(response: ServerResponse, kind: PageKind): void {
  const body = bodyOf(kind);
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    ...(kind.coding !== "identity" && { "content-encoding": kind.coding }),
    ...(kind.way === "whole" && { "content-length": body.length }),
  });
  if (kind.way === "whole") return void response.end(body);
  if (kind.way === "slow") {
    const last = Math.max(firstPiece, body.length - lastPiece);
    response.write(body.subarray(0, last));
    return void setTimeout(() => response.end(body.subarray(last)), heldBack);
  }
  response.write(body.subarray(0, firstPiece));
  for (let at = firstPiece; at < body.length; at += 16_384) response.write(body.subarray(at, at + 16_384));
  response.end();
}

const server = createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? "/", "http://origin");
  if (!searchParams.has("kb")) return void response.writeHead(404).end();
  send(response, readAddress(searchParams));
});
process.on("disconnect", () => process.exit());
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
