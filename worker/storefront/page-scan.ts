import { type BodyStart, HeadReader } from "./head-reader.ts";
import { MarkupReader, type MarkupVisitor, type Tag, type TextMode } from "./markup-reader.ts";
import { type Found, type Place, PlaceFinder } from "./place-finder.ts";

/** A head longer than this is not read on: the page gets nothing. Shops that put all their styles there need 450 KB. */
const headLimit = 1_048_576;
/** Nor is a tag longer than this waited for in the body, nor anything read beyond so many bytes of the page. */
const tagLimit = 131_072;
const pageLimit = 1_048_576;

/**
 * Reads a page, in pieces of any size, for the places where something may be inserted: where its body begins, and those
 * that selectors name. The text is one character per byte (latin1), so offsets are offsets of bytes.
 */
export class PageScan implements MarkupVisitor {
  readonly head = new HeadReader((start) => this.#beginBody(start));
  /** Where the body begins; `"none"`: nowhere; `null`: not known yet. */
  bodyStart: number | "none" | null = null;
  readonly #places: readonly Place[];
  #reader: MarkupReader | null = null;
  #finder: PlaceFinder | null = null;
  /** The first characters, until it is known whether they are a byte order mark. */
  #first = "";
  #length = 0;

  constructor(places: readonly Place[]) {
    this.#places = places;
  }

  /** Nothing more is looked for. */
  get isOver(): boolean {
    if (this.bodyStart === null) return false;
    return this.bodyStart === "none" || (this.#finder?.isOver ?? true);
  }

  /** Up to here everything is read, and nothing will be inserted before it that is not known now. */
  get settled(): number {
    return this.isOver ? this.#length : (this.#reader?.settled ?? 0);
  }

  /** For each place what was found; `null` where it is not known yet. */
  get found(): readonly (Found | null)[] {
    return this.#finder?.found ?? this.#places.map(() => null);
  }

  read(text: string): void {
    if (this.isOver) return;
    this.#length += text.length;
    if (this.#reader === null) {
      this.#first += text;
      if (this.#first.length < 3) return;
      this.#begin();
    } else this.#reader.read(text);
    if (!this.isOver && this.#isTooLong()) this.end();
  }

  /** No more text will come, or none that is worth reading. */
  end(): void {
    if (this.#reader === null && this.#first !== "") this.#begin();
    this.bodyStart ??= "none";
    this.#finder?.end();
  }

  tag(tag: Tag): TextMode {
    if (this.#finder !== null) return this.#toFinder(this.#finder, tag);
    const mode = this.head.tag(tag);
    const finder = this.#finder as PlaceFinder | null;
    // The tag that implied the body is the first one in it.
    return finder === null || tag.end === this.bodyStart ? mode : this.#toFinder(finder, tag);
  }

  text(at: number): void {
    if (this.#finder === null) this.head.text(at);
  }

  declaration(text: string): void {
    if (this.#finder === null) this.head.declaration(text);
  }

  isForeign(): boolean {
    return this.#finder?.isForeign() ?? false;
  }

  #toFinder(finder: PlaceFinder, tag: Tag): TextMode {
    const mode = finder.tag(tag);
    if (finder.isOver && this.#reader) this.#reader.stopped = true;
    return mode;
  }

  #begin(): void {
    const isUtf16 = this.#first.startsWith("\u00ff\u00fe") || this.#first.startsWith("\u00fe\u00ff");
    // UTF-16: none of what follows is what it seems to be, whatever a header says (WHATWG Encoding §6, BOM sniff).
    if (isUtf16) this.bodyStart = "none";
    // UTF-8's is three characters here and no text.
    const markLength = this.#first.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
    this.#reader = new MarkupReader(this, markLength);
    if (!isUtf16) this.#reader.read(this.#first.slice(markLength));
  }

  #beginBody(start: BodyStart | null): void {
    this.bodyStart = start?.at ?? "none";
    if (this.#reader) this.#reader.tellsText = false;
    const isSearched = start !== null && this.#places.length > 0;
    if (isSearched) this.#finder = new PlaceFinder(this.#places, this.head, start.attributes, start.at);
    if (this.isOver && this.#reader) this.#reader.stopped = true;
  }

  #isTooLong(): boolean {
    if (this.bodyStart === null) return this.#length > headLimit;
    const settled = this.#reader?.settled ?? 0;
    return this.#length > pageLimit || this.#length - settled > tagLimit;
  }
}
