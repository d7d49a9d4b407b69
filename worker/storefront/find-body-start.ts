import { decodeHTMLAttribute } from "entities";

/**
 * Finds the place right behind a page's `<body …>` tag, or before the first thing that implies one, by reading the head
 * as a browser does (WHATWG HTML §13.2.5 and §13.2.6.4.1-6) and nothing after it. The text is one character per byte
 * (latin1), so offsets are byte offsets and no byte is ever changed.
 */
export interface HeadScan {
  /** The very first bytes have been looked at for a byte order mark. */
  begun: boolean;
  /** Everything before this offset is read and will not be looked at again. */
  position: number;
  /** Template elements that are open at `position`. */
  templates: number;
  /** `lang` of the html element. */
  language: string | null;
  /** Policies in `<meta http-equiv=content-security-policy>`. */
  policies: string[];
}

export type ScanResult =
  | { found: "body"; at: number }
  /** The text ends before the place is known; call again with more of it. */
  | { found: "more" }
  /** There is no such place: frames, or text that only a browser could make sense of. */
  | { found: "nothing" };

export const newScan = (): HeadScan => ({
  begun: false,
  position: 0,
  templates: 0,
  language: null,
  policies: [],
});

const inHead = new Set(["html", "head", "base", "basefont", "bgsound", "link", "meta"]);
const rawText = new Set(["title", "style", "noscript", "noframes", "textarea", "iframe", "noembed", "xmp"]);

/** Goes on from where `scan` stands. @param isLast no more text will come */
export function findBodyStart(text: string, scan: HeadScan, isLast: boolean): ScanResult {
  const more: ScanResult = isLast ? { found: "nothing" } : { found: "more" };
  if (!scan.begun) {
    if (text.length < 3 && !isLast) return more;
    scan.begun = true;
    // UTF-16: none of what follows is what it seems to be, whatever a header says (WHATWG Encoding §6, BOM sniff).
    if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) return { found: "nothing" };
    // UTF-8's is three characters here and no text.
    if (text.startsWith("\u00ef\u00bb\u00bf")) scan.position = 3;
  }
  for (;;) {
    const at = skipSpace(text, scan.position);
    if (at === text.length) return more;
    const end = text[at] === "<" ? endOfMarkup(text, at, scan) : "body";
    if (end === null) return more;
    if (end === "nothing") return { found: "nothing" };
    if (typeof end === "object") return { found: "body", at: end.after };
    if (end !== "body") {
      scan.position = end;
      continue;
    }
    if (scan.templates === 0) return { found: "body", at };
    // Within a template anything may stand; go on behind this character.
    const next = text.indexOf("<", at + 1);
    if (next === -1) return more;
    scan.position = next;
  }
}

/**
 * Where the piece of markup at `at` ends; `"body"` when the body begins with it, `{ after }` when it is the body's own
 * tag, `null` when more text is needed.
 */
function endOfMarkup(
  text: string,
  at: number,
  scan: HeadScan,
): number | "body" | "nothing" | { after: number } | null {
  // Short of these many characters a comment cannot be told from a declaration.
  if (text.length - at < 4) return null;
  if (text.startsWith("<!--", at)) return endOfComment(text, at);
  if (text[at + 1] === "!" || text[at + 1] === "?") return endAt(text, ">", at);
  const isEnd = text[at + 1] === "/";
  const name = /^[a-z][^\t\n\f\r />]*/i.exec(text.slice(at + (isEnd ? 2 : 1), at + 32))?.[0].toLowerCase();
  if (name === undefined) return isEnd ? endAt(text, ">", at) : "body";
  const tag = readTag(text, at + (isEnd ? 2 : 1) + name.length);
  if (tag === null) return null;
  return isEnd ? endOfEndTag(name, tag.end, scan) : endOfStartTag(text, name, tag, scan);
}

function endOfEndTag(name: string, end: number, scan: HeadScan): number | "body" {
  if (name === "template") scan.templates = Math.max(0, scan.templates - 1);
  return name === "body" || name === "html" || name === "br" ? "body" : end;
}

function endOfStartTag(text: string, name: string, tag: Tag, scan: HeadScan) {
  if (name === "script") return endOfScript(text, tag.end);
  if (rawText.has(name) && (scan.templates > 0 || !isOfBody.has(name)))
    return endOfRawText(text, name, tag.end);
  if (name === "template") {
    scan.templates++;
    return tag.end;
  }
  if (scan.templates > 0) return tag.end;
  if (name === "body") return { after: tag.end };
  if (name === "frameset") return "nothing";
  if (!inHead.has(name)) return "body";
  if (name === "html") scan.language ??= tag.attributes.get("lang") ?? null;
  if (name === "meta" && tag.attributes.get("http-equiv")?.toLowerCase() === "content-security-policy") {
    // Templates like to write its quotes as references.
    scan.policies.push(decodeHTMLAttribute(tag.attributes.get("content") ?? ""));
  }
  return tag.end;
}

/** Raw text that can only stand in a body: outside of templates it begins one. */
const isOfBody = new Set(["textarea", "iframe", "noembed", "xmp"]);

interface Tag {
  end: number;
  attributes: Map<string, string>;
}

/** Reads attributes from behind the tag's name to its `>`. Quotes count only where a value may begin. */
function readTag(text: string, from: number): Tag | null {
  const attributes = new Map<string, string>();
  const part = /[\t\n\f\r /]*(?:(>)|([^\t\n\f\r />][^\t\n\f\r />=]*)[\t\n\f\r ]*(=[\t\n\f\r ]*)?)/y;
  let at = from;
  for (;;) {
    part.lastIndex = at;
    const match = part.exec(text);
    if (match === null || part.lastIndex >= text.length) {
      return match?.[1] ? { end: part.lastIndex, attributes } : null;
    }
    at = part.lastIndex;
    if (match[1]) return { end: at, attributes };
    let value = "";
    if (match[3] !== undefined) {
      const quote = text[at] === '"' || text[at] === "'" ? text[at] : null;
      const end = quote ? text.indexOf(quote, at + 1) : searchFrom(text, /[\t\n\f\r >]/g, at);
      if (end === -1) return null;
      value = text.slice(quote ? at + 1 : at, end);
      at = quote ? end + 1 : end;
    }
    const name = match[2]?.toLowerCase() ?? "";
    if (!attributes.has(name)) attributes.set(name, value);
  }
}

function endOfComment(text: string, at: number): number | null {
  // "<!-->" and "<!--->" are whole comments.
  const short = /^<!---?>/.exec(text.slice(at, at + 6));
  if (short) return at + short[0].length;
  const end = /--!?>/g;
  end.lastIndex = at + 4;
  return end.exec(text) ? end.lastIndex : null;
}

function endOfRawText(text: string, name: string, from: number): number | null {
  const close = searchFrom(text, new RegExp(`</${name}[\\t\\n\\f\\r />]`, "gi"), from);
  return close === -1 ? null : (readTag(text, close + 2 + name.length)?.end ?? null);
}

/** A script ends at its end tag, unless that stands within `<!-- <script> … -->` (§13.2.5.27, "double escaped"). */
function endOfScript(text: string, from: number): number | null {
  const marks = /<!--|-->|<(\/?)script[\t\n\f\r />]/gi;
  marks.lastIndex = from;
  let escaped = false;
  let double = false;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === "<!--") {
      escaped = true;
      // "<!-->" closes what it opened.
      marks.lastIndex -= 2;
    } else if (mark[0] === "-->") {
      escaped = double = false;
    } else if (mark[1] === "") {
      double = escaped;
    } else if (double) {
      double = false;
    } else {
      return readTag(text, mark.index + "</script".length)?.end ?? null;
    }
  }
  return null;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && "\t\n\f\r ".includes(text[at] as string)) at++;
  return at;
}

function endAt(text: string, character: string, from: number): number | null {
  const at = text.indexOf(character, from);
  return at === -1 ? null : at + 1;
}

function searchFrom(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}
