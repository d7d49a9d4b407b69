import type { HeadFacts } from "./head-reader.ts";
import { PageScan } from "./page-scan.ts";
import { headersOfChangedPage, tagOfChangedPage } from "./page-validators.ts";
import type { Place } from "./place-finder.ts";

/** Why a piece is not in a page that was meant to have it. */
export type WhyLeftOut = "script-not-allowed" | "style-not-allowed" | "no-match" | "unclear" | "no-body";

/** Something to be inserted. */
export interface Piece {
  /** Which widgets it brings, for the merchant. */
  widgets: readonly string[];
  /** `null`: at the start of the body. */
  place: Place | null;
  /**
   * Its HTML, or why it has none here. ASCII only: the page may be in any charset that extends ASCII. The same for the
   * same head, whoever asks: the page's ETag is made of it too.
   */
  write(head: HeadFacts): string | { leftOut: WhyLeftOut };
}

export type PagePlan = readonly Piece[];

/** Told of each piece that a page did not get. */
export type OnLeftOut = (piece: Piece, why: WhyLeftOut) => void;

/** A page that names its length and is not longer than this is read whole: one body is faster than a stream. */
const wholeLimit = 1_000_000;

/**
 * The origin's page with pieces of ours in it. Every byte of the origin stays and keeps its order; where there is no place
 * for a piece, it is left out. A page without a length streams: what has been read is sent on as soon as it is known that
 * nothing belongs before it.
 *
 * @param response a page in a charset that extends ASCII; without a body when only its headers were asked for
 * @throws when the origin breaks off before its headers' promise, or when a piece throws
 */
export async function insertIntoPage(
  response: Response,
  plan: PagePlan,
  onLeftOut?: OnLeftOut,
): Promise<Response> {
  const { status, statusText } = response;
  const policy = response.headers.get("content-security-policy");
  const insertion = new Insertion(plan, policy === null ? [] : [policy], onLeftOut);
  const etag = await tagOfChangedPage(plan, response.headers);
  const headers = headersOfChangedPage(response.headers, etag);
  if (response.body === null) return new Response(null, { status, statusText, headers });
  const length = Number(response.headers.get("content-length") ?? Number.NaN);
  const encoded = response.headers.has("content-encoding");
  if (!encoded && length <= wholeLimit) {
    const page = insertIntoBytes(new Uint8Array(await response.arrayBuffer()), insertion);
    return new Response(page, { status, statusText, headers });
  }
  const body = insertIntoStream(response.body as ReadableStream<Uint8Array>, insertion);
  return new Response(body, { status, statusText, headers });
}

/** The whole-page way. */
export function insertIntoBytes(
  page: Uint8Array<ArrayBuffer>,
  insertion: Insertion,
): Uint8Array<ArrayBuffer> {
  const cuts: Cut[] = [];
  // Most heads fit into the first piece; decoding more than needed is what costs here.
  for (let at = 0; at < page.length && !insertion.isOver; at += pieceSize) {
    cuts.push(...insertion.read(latin1(page.subarray(at, at + pieceSize))));
  }
  cuts.push(...insertion.end());
  return splice(page, 0, cuts);
}

const pieceSize = 16_384;

/**
 * The streaming way: JavaScript reads up to the last place, the runtime's own pipe does the rest.
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
  const held = new HeldBytes();
  try {
    while (!insertion.isOver) {
      const { done, value } = await reader.read();
      if (value) held.append(value);
      const cuts = await attempt(() => (done ? insertion.end() : insertion.read(latin1(value))));
      // What is read needs no second look: let the shopper's browser have it.
      const start = held.start;
      const settled = held.take(insertion.isOver ? held.end : insertion.settled);
      if (settled.length > 0) await writer.write(splice(settled, start, cuts));
      if (done) break;
    }
  } catch (error) {
    await Promise.allSettled([reader.cancel(error), writer.abort(error)]);
    throw error;
  }
  reader.releaseLock();
  writer.releaseLock();
  await body.pipeTo(writable);

  /** Once bytes are on their way an error of ours can no longer give the origin's page; leaving ourselves out can. */
  async function attempt(work: () => Cut[]): Promise<Cut[]> {
    try {
      return work();
    } catch {
      insertion.isOver = true;
      return [];
    }
  }
}

interface Cut {
  at: number;
  text: string;
}

/** What goes where in one page, as far as it has been read. */
export class Insertion {
  isOver = false;
  readonly #scan: PageScan;
  readonly #placed: (Piece & { place: Place })[];
  readonly #plan: PagePlan;
  readonly #policies: string[];
  readonly #onLeftOut: OnLeftOut;
  /** HTML of the placed pieces that wait for their place. */
  #waiting: (string | null)[] | null = null;

  /** @param policies the page's Content-Security-Policy headers; those in its head are added when they are read */
  constructor(plan: PagePlan, policies: string[] = [], onLeftOut: OnLeftOut = () => {}) {
    this.#plan = plan;
    this.#policies = policies;
    this.#onLeftOut = onLeftOut;
    this.#placed = plan.filter((piece): piece is Piece & { place: Place } => piece.place !== null);
    this.#scan = new PageScan(this.#placed.map(({ place }) => place));
  }

  get settled(): number {
    return this.#scan.settled;
  }

  read(text: string): Cut[] {
    this.#scan.read(text);
    return this.#collect();
  }

  end(): Cut[] {
    this.#scan.end();
    return this.#collect();
  }

  #collect(): Cut[] {
    const { bodyStart, found } = this.#scan;
    const cuts: Cut[] = [];
    this.isOver = this.#scan.isOver;
    if (bodyStart === "none") for (const piece of this.#plan) this.#onLeftOut(piece, "no-body");
    if (bodyStart === null || bodyStart === "none") return cuts;
    this.#waiting ??= this.#write(bodyStart, cuts);
    for (const [index, place] of found.entries()) {
      const text = this.#waiting[index] ?? null;
      if (place === null || text === null) continue;
      this.#waiting[index] = null;
      if (place.at !== null) cuts.push({ at: place.at, text });
      else this.#onLeftOut(this.#placed[index] as Piece, place.why);
    }
    if (this.#waiting.every((text) => text === null)) this.isOver = true;
    // Places in one spot keep the plan's order.
    return cuts.sort((a, b) => a.at - b.at);
  }

  /** Everything is written before anything goes in: a piece that throws leaves a page without any. */
  #write(bodyStart: number, cuts: Cut[]): (string | null)[] {
    let start = "";
    const waiting: (string | null)[] = [];
    const { language, policies } = this.#scan.head;
    const head = { language, policies: [...this.#policies, ...policies] };
    for (const piece of this.#plan) {
      const written = piece.write(head);
      const isText = typeof written === "string";
      if (!isText) this.#onLeftOut(piece, written.leftOut);
      if (piece.place !== null) waiting.push(isText && written !== "" ? written : null);
      else if (isText) start += written;
    }
    if (start !== "") cuts.push({ at: bodyStart, text: start });
    return waiting;
  }
}

/** Bytes that have come and not been sent on, in a buffer that grows by doubling. */
class HeldBytes {
  /** Offsets in the page. */
  start = 0;
  end = 0;
  #buffer = new Uint8Array(16_384);

  append(bytes: Uint8Array): void {
    const length = this.end - this.start;
    if (length + bytes.length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(2 * this.#buffer.length, length + bytes.length));
      larger.set(this.#buffer.subarray(0, length));
      this.#buffer = larger;
    }
    this.#buffer.set(bytes, length);
    this.end += bytes.length;
  }

  /** Hands over what is before an offset. */
  take(until: number): Uint8Array<ArrayBuffer> {
    if (until === this.start) return new Uint8Array(0);
    const taken = this.#buffer.slice(0, until - this.start);
    this.#buffer.copyWithin(0, until - this.start, this.end - this.start);
    this.start = until;
    return taken;
  }
}

/** @param base offset of the bytes in the page, by which cuts are counted */
function splice(bytes: Uint8Array<ArrayBuffer>, base: number, cuts: Cut[]): Uint8Array<ArrayBuffer> {
  if (cuts.length === 0) return bytes;
  const texts = cuts.map(({ at, text }) => ({ at: at - base, bytes: new TextEncoder().encode(text) }));
  const result = new Uint8Array(bytes.length + texts.reduce((sum, text) => sum + text.bytes.length, 0));
  let from = 0;
  let to = 0;
  for (const { at, bytes: text } of texts) {
    result.set(bytes.subarray(from, at), to);
    result.set(text, to + at - from);
    to += at - from + text.length;
    from = at;
  }
  result.set(bytes.subarray(from), to);
  return result;
}

/** One character per byte. windows-1252, which the label means on the web, changes letters but never their count. */
function latin1(bytes: Uint8Array | undefined): string {
  return new TextDecoder("latin1").decode(bytes);
}
