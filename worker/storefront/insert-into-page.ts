import { findBodyStart, type HeadScan, newScan } from "./find-body-start.ts";

/** What is known of the page where the insertion stands: its language and the policies written into its head. */
export type HeadFacts = Pick<HeadScan, "language" | "policies">;

/** ASCII only: the page may be in any charset that extends ASCII. Empty: nothing is inserted. */
export type Insertion = (head: HeadFacts) => string;

/** A page that names its length and is not longer than this is read whole: one body is faster than a stream. */
const wholeLimit = 1_000_000;
/** A head longer than this is passed on untouched. */
const headLimit = 262_144;

/**
 * The origin's page with one insertion at the start of its body. Every byte of the origin stays and keeps its order; when
 * there is no place to insert, nothing is inserted. A page without a length streams: what has been read is sent on as
 * soon as it is known that nothing belongs before it.
 *
 * @param response a page with a body, in a charset that extends ASCII
 * @throws when the origin breaks off before its headers' promise, or when `insertion` throws
 */
export async function insertIntoPage(response: Response, insertion: Insertion): Promise<Response> {
  const length = Number(response.headers.get("content-length") ?? Number.NaN);
  const headers = headersOfChangedPage(response.headers);
  const encoded = response.headers.has("content-encoding");
  if (!encoded && length <= wholeLimit) {
    const page = insertIntoBytes(new Uint8Array(await response.arrayBuffer()), insertion);
    return new Response(page, { status: response.status, statusText: response.statusText, headers });
  }
  const body = insertIntoStream(response.body as ReadableStream<Uint8Array>, insertion);
  return new Response(body, { status: response.status, statusText: response.statusText, headers });
}

/** The whole-page way. */
export function insertIntoBytes(
  page: Uint8Array<ArrayBuffer>,
  insertion: Insertion,
): Uint8Array<ArrayBuffer> {
  const scan = newScan();
  // Most heads fit into the first piece; decoding more than needed is what costs here.
  for (const size of [16_384, headLimit]) {
    const result = findBodyStart(latin1(page.subarray(0, size)), scan, page.length <= size);
    if (result.found === "body") return splice(page, result.at, insertion(scan));
    if (result.found === "nothing") return page;
  }
  return page;
}

/**
 * The streaming way: JavaScript reads up to the place, the runtime's own pipe does the rest.
 *
 * @param body as `fetch` gave it. Half of a copied stream will not do: the runtime neither pipes it on nor says so
 *   (workerd: "Inter-TransformStream pipeTo"), and the page would hang
 */
export function insertIntoStream(
  body: ReadableStream<Uint8Array>,
  insertion: Insertion,
): ReadableStream<Uint8Array> {
  const { readable, writable } = new IdentityTransformStream();
  // Whichever side breaks off, the other is told; the runtime reports it to whoever still listens.
  pump(body, writable, insertion).catch(() => {});
  return readable;
}

async function pump(
  body: ReadableStream<Uint8Array>,
  writable: WritableStream<Uint8Array>,
  insertion: Insertion,
): Promise<void> {
  const reader = body.getReader();
  const writer = writable.getWriter();
  const scan = newScan();
  let held = new Uint8Array(0);
  let read = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (value) held = concat(held, value);
      read += value?.length ?? 0;
      const result = findBodyStart(latin1(held), scan, done);
      if (result.found !== "more" || done || read > headLimit) {
        const last = result.found === "body" ? insertOrNothing(held, result.at, insertion, scan) : held;
        if (last.length > 0) await writer.write(last);
        break;
      }
      // What is read needs no second look: let the shopper's browser have it.
      if (scan.position > 0) await writer.write(held.subarray(0, scan.position));
      held = held.slice(scan.position);
      scan.position = 0;
    }
  } catch (error) {
    await Promise.allSettled([reader.cancel(error), writer.abort(error)]);
    throw error;
  }
  reader.releaseLock();
  writer.releaseLock();
  await body.pipeTo(writable);
}

/** Once bytes are on their way an error of ours can no longer give the origin's page; leaving ourselves out can. */
function insertOrNothing(
  page: Uint8Array<ArrayBuffer>,
  at: number,
  insertion: Insertion,
  scan: HeadScan,
): Uint8Array<ArrayBuffer> {
  try {
    return splice(page, at, insertion(scan));
  } catch {
    return page;
  }
}

/** Lengths, validators and ranges spoke of the origin's bytes (RFC 9110 §8.8, §14). */
function headersOfChangedPage(original: Headers): Headers {
  const headers = new Headers(original);
  for (const name of [
    "content-length",
    "etag",
    "last-modified",
    "accept-ranges",
    "content-md5",
    "digest",
    "content-digest",
    "repr-digest",
  ]) {
    headers.delete(name);
  }
  return headers;
}

function splice(page: Uint8Array<ArrayBuffer>, at: number, text: string): Uint8Array<ArrayBuffer> {
  if (text === "") return page;
  const inserted = new TextEncoder().encode(text);
  const result = new Uint8Array(page.length + inserted.length);
  result.set(page.subarray(0, at));
  result.set(inserted, at);
  result.set(page.subarray(at), at + inserted.length);
  return result;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(a.length + b.length);
  result.set(a);
  result.set(b, a.length);
  return result;
}

/** One character per byte. windows-1252, which the label means on the web, changes letters but never their count. */
function latin1(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}
