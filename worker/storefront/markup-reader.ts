/** How a browser reads what follows a start tag (WHATWG HTML §13.2.5). */
export type TextMode = "data" | "raw" | "script" | "plain";

/** Good until the next one is read. */
export interface Tag {
  kind: "start" | "end";
  /** In lower case. */
  name: string;
  /** By name in lower case, the first of each; values as written, references not resolved. */
  attributes: ReadonlyMap<string, string>;
  selfClosing: boolean;
  /** Offset of its `<`. */
  start: number;
  /** Offset behind its `>`. */
  end: number;
  /** What stands behind its name, as written; `null`: it was not kept. */
  rest: string | null;
}

/** Who is told what has been read, in order. */
export interface MarkupVisitor {
  /** @returns how what follows is to be read; for an end tag it does not count */
  tag(tag: Tag): TextMode;
  /** Text other than white space begins here. */
  text(at: number): void;
  /** `<!…>` that is no comment, without its brackets, cut at 100 characters. */
  declaration(text: string): void;
  /** Whether `<![CDATA[` begins what it says: it does within SVG and MathML alone. */
  isForeign(): boolean;
}

type State =
  | "data"
  | "tagOpen"
  | "endTagOpen"
  | "declarationOpen"
  | "declaration"
  | "comment"
  | "cdata"
  | "raw"
  | "script"
  | "plain"
  | "tagName"
  | "beforeName"
  | "name"
  | "afterName"
  | "beforeValue"
  | "quoted"
  | "unquoted";

/** States in which an element's tag may have begun that is not read yet. */
const inTag: ReadonlySet<State> = new Set<State>([
  "tagOpen",
  "endTagOpen",
  "tagName",
  "beforeName",
  "name",
  "afterName",
  "beforeValue",
  "quoted",
  "unquoted",
]);

const noAttributes: ReadonlyMap<string, string> = new Map();
const scriptMarks = ["<!--", "<script", "</script"];

/**
 * Reads markup as a browser's tokenizer does, in pieces of any size. Each character is looked at once, twice at most, whatever
 * the pieces: a page that drips in byte by byte costs no more than one that comes whole. Tags that are whole in a piece are
 * skipped over at once and their attributes read when they are asked for, which most never are; the others go state by state. The text is one character per byte, so that
 * offsets are offsets of bytes.
 */
export class MarkupReader {
  /** Set by the visitor once it has seen enough: reading stops there. */
  stopped = false;
  /** Cleared by the visitor once it does not matter any more where text begins. */
  tellsText = true;
  readonly #visitor: MarkupVisitor;
  #state: State = "data";
  /** Offset of the piece that is being read. */
  #base = 0;
  #position = 0;
  #tokenStart = 0;
  #kind: Tag["kind"] = "start";
  #name = "";
  #attributes: Map<string, string> | null = null;
  #attribute = "";
  #value = "";
  #quote = "";
  #slash = false;
  /** The last characters of a comment, or the first ones of a declaration. */
  #seen = "";
  /** Name of the element whose raw text is read, and how much of what may be its end has been seen. */
  #rawName = "";
  #mark = "";
  #escaped = false;
  #doubleEscaped = false;
  #dashes = 0;
  readonly #whole = new WholeTag();

  constructor(visitor: MarkupVisitor, offset: number) {
    this.#visitor = visitor;
    this.#base = offset;
    this.#position = offset;
  }

  /** Offset up to which everything is read and known: what is still in doubt begins here. */
  get settled(): number {
    return inTag.has(this.#state) || this.#mark !== "" ? this.#tokenStart : this.#position;
  }

  read(piece: string): void {
    let at = 0;
    while (at < piece.length && !this.stopped) at = this.#step(piece, at);
    this.#base += piece.length;
    this.#position = this.#base;
  }

  #step(piece: string, at: number): number {
    switch (this.#state) {
      case "data":
        return this.#data(piece, at);
      case "tagOpen":
        return this.#tagOpen(piece, at);
      case "endTagOpen":
        return this.#endTagOpen(piece, at);
      case "declarationOpen":
        return this.#declarationOpen(piece, at);
      case "declaration":
        return this.#declaration(piece, at);
      case "comment":
        return this.#untilMark(piece, at, isEndOfComment);
      case "cdata":
        return this.#untilMark(piece, at, isEndOfCdata);
      case "raw":
        return this.#raw(piece, at);
      case "script":
        return this.#script(piece, at);
      case "plain":
        return piece.length;
      case "tagName":
        return this.#tagName(piece, at);
      case "beforeName":
        return this.#beforeName(piece, at);
      case "name":
        return this.#attributeName(piece, at);
      case "afterName":
        return this.#afterName(piece, at);
      case "beforeValue":
        return this.#beforeValue(piece, at);
      case "quoted":
        return this.#quoted(piece, at);
      case "unquoted":
        return this.#unquoted(piece, at);
    }
  }

  /** As far as tags are whole and text follows them. */
  #data(piece: string, from: number): number {
    let at = from;
    while (this.#state === "data" && !this.stopped) {
      const next = piece.indexOf("<", at);
      const textEnd = next === -1 ? piece.length : next;
      if (this.tellsText) {
        const textAt = endOfSpace(piece, at);
        if (textAt < textEnd) this.#visitor.text(this.#base + textAt);
        if (this.stopped) return textAt;
      }
      if (next === -1) return textEnd;
      this.#tokenStart = this.#base + next;
      const end = this.#wholeTag(piece, next);
      if (end === -1) {
        this.#state = "tagOpen";
        return next + 1;
      }
      at = end;
    }
    return at;
  }

  /** @returns -1 when it is no tag, or does not end in this piece */
  #wholeTag(piece: string, at: number): number {
    const isEnd = piece.charCodeAt(at + 1) === slash;
    const nameAt = isEnd ? at + 2 : at + 1;
    if (!isLetter(piece.charCodeAt(nameAt))) return -1;
    const nameEnd = endAt(ofNameEnd, piece, nameAt);
    const end = readAttributes(piece, nameEnd, null) + 1;
    if (end === 0) return -1;
    const tag = this.#whole;
    tag.begin(isEnd ? "end" : "start", piece, this.#base, at, nameEnd);
    tag.selfClosing = endedWithSlash;
    tag.end = this.#base + end;
    this.#emit(tag);
    return end;
  }

  #tagOpen(piece: string, at: number): number {
    const code = piece.charCodeAt(at);
    if (isLetter(code)) {
      this.#beginTag("start", "");
      this.#state = "tagName";
      return at;
    }
    this.#seen = "";
    if (code === slash) this.#state = "endTagOpen";
    else if (code === bang) this.#state = "declarationOpen";
    else if (code === questionMark) this.#state = "declaration";
    else {
      this.#visitor.text(this.#tokenStart);
      this.#state = "data";
      return at;
    }
    return at + 1;
  }

  #endTagOpen(piece: string, at: number): number {
    const code = piece.charCodeAt(at);
    if (isLetter(code)) {
      this.#beginTag("end", "");
      this.#state = "tagName";
      return at;
    }
    this.#state = code === greaterThan ? "data" : "declaration";
    // What is no tag's name is a comment, and says nothing.
    this.#seen = "/";
    return code === greaterThan ? at + 1 : at;
  }

  #declarationOpen(piece: string, at: number): number {
    const seen = this.#seen + piece.charAt(at);
    if (seen === "--") this.#state = "comment";
    else if (seen === "[CDATA[" && this.#visitor.isForeign()) this.#state = "cdata";
    else if ("--".startsWith(seen) || "[CDATA[".startsWith(seen)) {
      this.#seen = seen;
      return at + 1;
    } else {
      this.#state = "declaration";
      return at;
    }
    this.#seen = "";
    return at + 1;
  }

  #declaration(piece: string, at: number): number {
    const end = piece.indexOf(">", at);
    if (this.#seen.length < 100)
      this.#seen += piece.slice(at, end === -1 ? at + 100 : Math.min(end, at + 100));
    if (end === -1) return piece.length;
    this.#state = "data";
    this.#visitor.declaration(this.#seen);
    return end + 1;
  }

  /** Comments and CDATA end at a `>`, depending on what stands before it. */
  #untilMark(piece: string, at: number, isEnd: (before: string) => boolean): number {
    const end = piece.indexOf(">", at);
    const stop = end === -1 ? piece.length : end;
    this.#seen = (this.#seen + piece.slice(Math.max(at, stop - 3), stop)).slice(-3);
    if (end === -1) return stop;
    if (isEnd(this.#seen)) this.#state = "data";
    else this.#seen = `${this.#seen}>`.slice(-3);
    return end + 1;
  }

  #raw(piece: string, from: number): number {
    let at = from;
    if (this.#mark === "") {
      at = piece.indexOf("<", at);
      if (at === -1) return piece.length;
      this.#tokenStart = this.#base + at;
      this.#mark = "<";
      return at + 1;
    }
    const wanted = `</${this.#rawName}`;
    const character = piece.charAt(at).toLowerCase();
    if (this.#mark.length < wanted.length) {
      const goesOn = character === wanted.charAt(this.#mark.length);
      this.#mark = goesOn ? this.#mark + character : "";
      return goesOn ? at + 1 : at;
    }
    this.#mark = "";
    if (endsName(piece.charCodeAt(at))) this.#beginTag("end", this.#rawName);
    return at;
  }

  /** A script ends at its end tag, unless that stands within `<!-- <script> … -->` (§13.2.5.15-31). */
  #script(piece: string, at: number): number {
    if (this.#mark !== "") return this.#scriptMark(piece, at);
    const code = piece.charCodeAt(at);
    if (code === lessThan) {
      this.#mark = "<";
      this.#dashes = 0;
      this.#tokenStart = this.#base + at;
      return at + 1;
    }
    if (!this.#escaped) {
      const next = piece.indexOf("<", at);
      return next === -1 ? piece.length : next;
    }
    if (code === greaterThan && this.#dashes >= 2) this.#escaped = this.#doubleEscaped = false;
    this.#dashes = code === dash ? this.#dashes + 1 : 0;
    return at + 1;
  }

  #scriptMark(piece: string, at: number): number {
    const mark = this.#mark + piece.charAt(at).toLowerCase();
    if (mark === "<!--") {
      this.#escaped = true;
      // "<!-->" closes what it opened.
      this.#dashes = 2;
      this.#mark = "";
      return at + 1;
    }
    if (scriptMarks.some((known) => known.startsWith(mark))) {
      this.#mark = mark;
      return at + 1;
    }
    const whole = endsName(piece.charCodeAt(at)) ? this.#mark : "";
    this.#mark = "";
    if (whole === "<script") this.#doubleEscaped = this.#escaped;
    else if (whole === "</script") {
      if (this.#doubleEscaped) this.#doubleEscaped = false;
      else this.#beginTag("end", "script");
    }
    return at;
  }

  #beginTag(kind: Tag["kind"], name: string): void {
    this.#kind = kind;
    this.#name = name;
    this.#attributes = null;
    this.#slash = false;
    this.#state = "beforeName";
  }

  #tagName(piece: string, from: number): number {
    const end = endAt(ofNameEnd, piece, from);
    this.#name += piece.slice(from, end);
    if (end < piece.length) {
      this.#name = this.#name.toLowerCase();
      this.#state = "beforeName";
    }
    return end;
  }

  #beforeName(piece: string, at: number): number {
    const code = piece.charCodeAt(at);
    if (code === greaterThan) return this.#endTag(at);
    if (code === slash || isSpace(code)) {
      this.#slash = code === slash;
      return at + 1;
    }
    this.#slash = false;
    this.#value = "";
    // "=" may begin a name.
    this.#attribute = piece.charAt(at);
    this.#state = "name";
    return at + 1;
  }

  #attributeName(piece: string, from: number): number {
    const end = endAt(ofAttributeEnd, piece, from);
    this.#attribute += piece.slice(from, end);
    if (end === piece.length) return end;
    const code = piece.charCodeAt(end);
    if (code === equals) this.#state = "beforeValue";
    else if (isSpace(code)) this.#state = "afterName";
    else return this.#endAttribute(end);
    return end + 1;
  }

  #afterName(piece: string, at: number): number {
    const code = piece.charCodeAt(at);
    if (code === equals) this.#state = "beforeValue";
    else if (!isSpace(code)) return this.#endAttribute(at);
    return at + 1;
  }

  /** Quotes count only here. */
  #beforeValue(piece: string, at: number): number {
    const code = piece.charCodeAt(at);
    if (isSpace(code)) return at + 1;
    if (code === greaterThan) return this.#endAttribute(at);
    if (code !== doubleQuote && code !== singleQuote) {
      this.#state = "unquoted";
      return at;
    }
    this.#quote = piece.charAt(at);
    this.#state = "quoted";
    return at + 1;
  }

  #quoted(piece: string, at: number): number {
    const end = piece.indexOf(this.#quote, at);
    this.#value += piece.slice(at, end === -1 ? piece.length : end);
    return end === -1 ? piece.length : this.#endAttribute(end + 1);
  }

  #unquoted(piece: string, from: number): number {
    const end = endAt(ofValueEnd, piece, from);
    this.#value += piece.slice(from, end);
    return end === piece.length ? end : this.#endAttribute(end);
  }

  #endAttribute(at: number): number {
    const name = this.#attribute.toLowerCase();
    this.#attributes ??= new Map();
    if (!this.#attributes.has(name)) this.#attributes.set(name, this.#value);
    this.#state = "beforeName";
    return at;
  }

  #endTag(at: number): number {
    this.#emit({
      kind: this.#kind,
      name: this.#name,
      attributes: this.#attributes ?? noAttributes,
      selfClosing: this.#slash,
      start: this.#tokenStart,
      end: this.#base + at + 1,
      rest: null,
    });
    return at + 1;
  }

  #emit(tag: Tag): void {
    this.#state = "data";
    const mode = this.#visitor.tag(tag);
    if (tag.kind === "start" && mode !== "data") {
      this.#state = mode;
      this.#rawName = tag.name;
      this.#escaped = this.#doubleEscaped = false;
      this.#dashes = 0;
    }
  }
}

/** A tag all of which was in one piece: the one that was read last. A new object for each would cost more than reading it. */
class WholeTag implements Tag {
  kind: Tag["kind"] = "start";
  name = "";
  selfClosing = false;
  start = 0;
  end = 0;
  #base = 0;
  #piece = "";
  #nameEnd = 0;

  /** @param base offset of the piece it is in */
  begin(kind: Tag["kind"], piece: string, base: number, at: number, nameEnd: number): void {
    this.kind = kind;
    this.start = base + at;
    this.#piece = piece;
    this.#base = base;
    this.#nameEnd = nameEnd;
    this.name = lowered(piece.slice(kind === "end" ? at + 2 : at + 1, nameEnd));
  }

  get rest(): string {
    return this.#piece.slice(this.#nameEnd, this.end - this.#base);
  }

  get attributes(): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>();
    readAttributes(this.#piece, this.#nameEnd, attributes);
    return attributes;
  }
}

const names = new Map<string, string>();

/** A name in lower case, the same string for the same name: it is compared with many others. */
function lowered(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  // Names come from pages, and pages may make them up.
  if (names.size < 200 && name.length < 30) names.set(name, lower);
  return lower;
}

/** Whether the tag that was read last ended with a "/" that is no part of a value. */
let endedWithSlash = false;

/**
 * The attributes of a tag from the end of its name on (§13.2.5.32-40).
 *
 * @param into takes them; `null`: they are skipped
 * @returns where the tag's `>` is; -1 when the piece ends before
 */
function readAttributes(piece: string, from: number, into: Map<string, string> | null): number {
  let at = from;
  for (;;) {
    const nameAt = endOfSpace(piece, at, slash);
    if (nameAt >= piece.length) return -1;
    if (piece.charCodeAt(nameAt) === greaterThan) {
      endedWithSlash = nameAt > at && piece.charCodeAt(nameAt - 1) === slash;
      return nameAt;
    }
    // "=" may begin a name.
    const nameEnd = endAt(ofAttributeEnd, piece, nameAt + 1);
    at = endOfSpace(piece, nameEnd);
    if (at >= piece.length) return -1;
    let valueAt = at;
    let valueEnd = at;
    if (piece.charCodeAt(at) === equals) {
      valueAt = endOfSpace(piece, at + 1);
      const code = piece.charCodeAt(valueAt);
      // Quotes count only here.
      const isQuoted = code === doubleQuote || code === singleQuote;
      if (isQuoted) valueAt++;
      valueEnd = isQuoted
        ? piece.indexOf(code === doubleQuote ? '"' : "'", valueAt)
        : endAt(ofValueEnd, piece, valueAt);
      if (valueEnd === -1 || valueEnd >= piece.length) return -1;
      at = isQuoted ? valueEnd + 1 : valueEnd;
    }
    if (into !== null) {
      const name = piece.slice(nameAt, nameEnd).toLowerCase();
      if (!into.has(name)) into.set(name, piece.slice(valueAt, valueEnd));
    }
  }
}

/** "<!-->" and "<!--->" are whole comments: of fewer than three characters, `before` is all there is. */
const isEndOfComment = (before: string) =>
  before === "" || before === "-" || before.endsWith("--") || before.endsWith("--!");
const isEndOfCdata = (before: string) => before.endsWith("]]");

const lessThan = 0x3c;
const greaterThan = 0x3e;
const slash = 0x2f;
const equals = 0x3d;
const bang = 0x21;
const questionMark = 0x3f;
const dash = 0x2d;
const doubleQuote = 0x22;
const singleQuote = 0x27;

/**
 * What a character is good for: one look at a table, because every character of a tag goes through these. The last that
 * windows-1252 has is U+2122.
 */
const space = 1;
const ofNameEnd = 2;
const ofAttributeEnd = 4;
const ofValueEnd = 8;
const letter = 16;
const kinds = new Uint8Array(0x2123);
for (const code of [0x20, 0x0a, 0x09, 0x0c, 0x0d])
  kinds[code] = space | ofNameEnd | ofAttributeEnd | ofValueEnd;
kinds[slash] = ofNameEnd | ofAttributeEnd;
kinds[greaterThan] = ofNameEnd | ofAttributeEnd | ofValueEnd;
kinds[equals] = ofAttributeEnd;
for (let code = 0x61; code <= 0x7a; code++) kinds[code] = kinds[code - 0x20] = letter;

function is(kind: number, code: number): boolean {
  return ((kinds[code] as number) & kind) !== 0;
}

function isSpace(code: number): boolean {
  return is(space, code);
}

function isLetter(code: number): boolean {
  return is(letter, code);
}

function endsName(code: number): boolean {
  return is(ofNameEnd, code);
}

/** @param also another character that is skipped */
function endOfSpace(piece: string, from: number, also = 0x20): number {
  let at = from;
  for (; at < piece.length; at++) {
    const code = piece.charCodeAt(at);
    if (code !== also && ((kinds[code] as number) & space) === 0) break;
  }
  return at;
}

/** Where the first character of a kind is; the end of the piece when there is none. */
function endAt(kind: number, piece: string, from: number): number {
  let at = from;
  while (at < piece.length && ((kinds[piece.charCodeAt(at)] as number) & kind) === 0) at++;
  return at;
}
