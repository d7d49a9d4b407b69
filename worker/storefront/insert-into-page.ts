import type { WidgetName } from "../../widgets/index.ts";
import { type ByteSource, type Read, sourceOf } from "./byte-source.ts";
import type { HeadFacts } from "./head-reader.ts";
import { PageScan } from "./page-scan.ts";
import { changedPage, tagOfChangedPage } from "./page-validators.ts";
import type { Place } from "./place-finder.ts";
import { writePieces } from "./write-pieces.ts";

/** Why a piece is not in a page that was meant to have it. */
export type WhyLeftOut =
  | "script-not-allowed"
  | "style-not-allowed"
  | "no-match"
  | "unclear"
  | "no-body"
  | "page-may-be-kept";

/** Something to be inserted. */
export interface Piece {
  /** Which widgets it brings, for the merchant. */
  widgets: readonly string[];
  /** The widget in whose place it stands until it is known who asks: page-plan.ts. */
  waits?: WidgetName;
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

/** Who is told what happens to a page. */
export interface Told {
  leftOut?: OnLeftOut;
  /** Of an error behind the page's first byte: from there on the page is the origin's alone. */
  failed?(error: unknown): void;
  /** Of the origin's bytes, when all of them were here at once. They stand. */
  whole?(bytes: Uint8Array): void;
}

/** Of a page that is still being made, how many bytes are asked for at once. */
const readSize = 16_384;
/** A page that names its length and is not longer is asked for as a whole, and taken as it comes. */
const wholeLimit = 262_144;

/**
 * The origin's page with pieces of ours in it. Every byte of the origin stays and keeps its order; where there is no place
 * for a piece, it is left out. Nothing is waited for: a page that is here when it is asked for leaves in one piece, which is
 * faster than a stream; of any other what has been read is sent on as soon as it is known that nothing belongs before it.
 *
 * @param response a page in a charset that extends ASCII; without a body when only its headers were asked for
 * @throws when the origin breaks off, or a piece throws, before anything has been sent on
 */
export async function insertIntoPage(response: Response, plan: PagePlan, told: Told = {}): Promise<Response> {
  const policy = response.headers.get("content-security-policy");
  const insertion = new Insertion(plan, policy === null ? [] : [policy], told.leftOut);
  const etag = await tagOfChangedPage(plan, response.headers);
  if (response.body === null) return changedPage(response, null, etag);
  const isPacked = response.headers.has("content-encoding");
  const length = Number((isPacked ? null : response.headers.get("content-length")) ?? Number.NaN);
  const isShort = length > 0 && length <= wholeLimit;
  const source = sourceOf(response.body as ReadableStream<Uint8Array>, isShort ? length : readSize);
  const first = isShort ? await source.read() : null;
  if (first?.value?.length !== length)
    return changedPage(response, streamFrom(source, insertion, first, told), etag);
  told.whole?.(first.value);
  return changedPage(response, insertIntoBytes(first.value, insertion), etag);
}

/** The whole-page way. */
export function insertIntoBytes(
  page: Uint8Array<ArrayBuffer>,
  insertion: Insertion,
): Uint8Array<ArrayBuffer> {
  const cuts = scan(page, insertion);
  cuts.push(...insertion.end());
  return splice(page, 0, cuts);
}

/** Decoding more than needed is what costs here: heads are short or long, and places far. */
const smallPiece = 4096;
const largePiece = 32_768;

function scan(bytes: Uint8Array, insertion: Insertion): Cut[] {
  const cuts: Cut[] = [];
  let size = smallPiece;
  for (let at = 0; at < bytes.length && !insertion.isOver; at += size, size = largePiece) {
    cuts.push(...insertion.read(latin1(bytes.subarray(at, at + size))));
  }
  return cuts;
}

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
  return streamFrom(sourceOf(body, readSize), insertion, null, {});
}

/** @param first what has been read of it already */
function streamFrom(
  source: ByteSource,
  insertion: Insertion,
  first: Read | null,
  told: Told,
): ReadableStream<Uint8Array> {
  const { readable, writable } = new IdentityTransformStream();
  // Whichever side breaks off, the other is told; the runtime reports it to whoever still listens.
  pump(source, writable, insertion, first, told).catch(() => {});
  return readable;
}

async function pump(
  source: ByteSource,
  writable: WritableStream<Uint8Array>,
  insertion: Insertion,
  first: Read | null,
  told: Told,
): Promise<void> {
  const writer = writable.getWriter();
  const held = new HeldBytes();
  let read = first;
  try {
    while (!insertion.isOver) {
      const { done, value } = read ?? (await source.read());
      read = null;
      if (value) held.append(value);
      const cuts = await attempt(() => (done ? insertion.end() : scan(value, insertion)));
      // What is read needs no second look: let the shopper's browser have it.
      const start = held.start;
      const settled = held.take(insertion.isOver ? held.end : insertion.settled);
      if (settled.length > 0) await writer.write(splice(settled, start, cuts));
      if (done) break;
    }
  } catch (error) {
    await Promise.allSettled([source.cancel(error), writer.abort(error)]);
    throw error;
  }
  writer.releaseLock();
  await source.rest().pipeTo(writable);

  /** Once bytes are on their way an error of ours can no longer give the origin's page; leaving ourselves out can. */
  async function attempt(work: () => Cut[]): Promise<Cut[]> {
    try {
      return work();
    } catch (error) {
      insertion.isOver = true;
      told.failed?.(error);
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

  #write(bodyStart: number, cuts: Cut[]): (string | null)[] {
    const { language, policies } = this.#scan.head;
    const written = writePieces(this.#plan, { language, policies: [...this.#policies, ...policies] });
    for (const { piece, why } of written.leftOut) this.#onLeftOut(piece, why);
    if (written.start !== "") cuts.push({ at: bodyStart, text: written.start });
    return [...written.placed];
  }
}

/** Bytes that have come and not been sent on. */
class HeldBytes {
  /** Offsets in the page. */
  start = 0;
  end = 0;
  /** What was held before the last bytes came; grows by doubling. */
  #buffer = new Uint8Array(0);
  #kept = 0;
  #last: Uint8Array<ArrayBuffer> | null = null;

  /** @param bytes are copied no later than at the next `take` */
  append(bytes: Uint8Array<ArrayBuffer>): void {
    this.#last = bytes;
    this.end += bytes.length;
  }

  /** Hands over what is before an offset. */
  take(until: number): Uint8Array<ArrayBuffer> {
    const count = until - this.start;
    this.start = until;
    const last = this.#last;
    this.#last = null;
    // Most of what comes can leave as it is.
    if (last && this.#kept === 0) {
      this.#keep(last.subarray(count));
      return last.subarray(0, count);
    }
    if (last) this.#keep(last);
    if (count === 0) return new Uint8Array(0);
    const taken = this.#buffer.slice(0, count);
    this.#buffer.copyWithin(0, count, this.#kept);
    this.#kept -= count;
    return taken;
  }

  #keep(bytes: Uint8Array): void {
    const length = this.#kept + bytes.length;
    if (length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(2 * this.#buffer.length, length));
      larger.set(this.#buffer.subarray(0, this.#kept));
      this.#buffer = larger;
    }
    this.#buffer.set(bytes, this.#kept);
    this.#kept = length;
  }
}

/** @param base offset of the bytes in the page, by which cuts are counted */
function splice(bytes: Uint8Array<ArrayBuffer>, base: number, cuts: Cut[]): Uint8Array<ArrayBuffer> {
  if (cuts.length === 0) return bytes;
  const texts = cuts.map(({ at, text }) => ({ at: at - base, bytes: encoder.encode(text) }));
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

const decoder = new TextDecoder("latin1");
const encoder = new TextEncoder();

/** One character per byte. windows-1252, which the label means on the web, changes letters but never their count. */
function latin1(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
