import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { promisify } from "node:util";
import * as zlib from "node:zlib";

export const LARGEST_TEXT = 10 * 1024 * 1024;
export const LARGEST_FORM = 1024 * 1024;

/** A page, script, style, feed or JSON answer that is shown, not downloaded and not an endless stream of events. */
export function isMappableText(headers: IncomingHttpHeaders): boolean {
  const type = mediaType(headers);
  if (type === "text/event-stream" || /^\s*attachment/i.test(headers["content-disposition"] ?? ""))
    return false;
  return /^text\/|^application\/(?:json|javascript|x-javascript|ecmascript|xml)$|\+(?:json|xml)$/.test(type);
}

/** A form or a JSON body that may carry the public address back to the shop. */
export function isMappableForm(headers: IncomingHttpHeaders): boolean {
  if ((headers["content-encoding"] ?? "identity") !== "identity") return false;
  if (Number(headers["content-length"] ?? 0) > LARGEST_FORM) return false;
  return /^application\/(?:x-www-form-urlencoded|json)$|\+json$/.test(mediaType(headers));
}

/** Reads up to `limit` bytes; when there are more, `rest` is true and the stream still holds what was not read. */
export async function readAtMost(
  stream: IncomingMessage,
  limit: number,
): Promise<{ bytes: Buffer; rest: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) return { bytes: Buffer.concat(chunks), rest: true };
  }
  return { bytes: Buffer.concat(chunks), rest: false };
}

/** The decoded bytes, or null when they are encoded in a way that is not known, broken, or too large unpacked. */
export async function decodeBody(bytes: Buffer, contentEncoding: string | undefined): Promise<Buffer | null> {
  const limit = { maxOutputLength: LARGEST_TEXT };
  try {
    switch ((contentEncoding ?? "identity").trim().toLowerCase()) {
      case "":
      case "identity":
        return bytes;
      case "gzip":
      case "x-gzip":
        return await promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip)(bytes, limit);
      case "br":
        return await promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress)(bytes, limit);
      case "zstd":
        return await promisify<Buffer, zlib.ZstdOptions, Buffer>(zlib.zstdDecompress)(bytes, limit);
      case "deflate":
        return await inflate(bytes, limit);
      default:
        return null;
    }
  } catch {
    return null;
  }
}

/** Some servers send "deflate" without the zlib wrapper that RFC 9110 §8.4.1.2 asks for. */
async function inflate(bytes: Buffer, limit: zlib.ZlibOptions): Promise<Buffer> {
  const hasWrapper = ((bytes[0] ?? 0) & 0x0f) === 8 && bytes.length > 1 && bytes.readUInt16BE(0) % 31 === 0;
  const unpack = hasWrapper ? zlib.inflate : zlib.inflateRaw;
  return promisify<Buffer, zlib.ZlibOptions, Buffer>(unpack)(bytes, limit);
}

function mediaType(headers: IncomingHttpHeaders): string {
  return (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}
