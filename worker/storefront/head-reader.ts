import { decodeHTMLAttribute } from "entities";
import type { MarkupVisitor, Tag, TextMode } from "./markup-reader.ts";

/** What is known of a page where its body begins: its language and the policies written into its head. */
export interface HeadFacts {
  /** `lang` of the html element. */
  language: string | null;
  /** Content security policies, from headers and from `<meta http-equiv=content-security-policy>`. */
  policies: string[];
}

/** Where the body begins, and with what. */
export interface BodyStart {
  at: number;
  /** Of the body's own tag, when it has one. */
  attributes: Tag["attributes"] | null;
}

const inHead = new Set(["html", "head", "base", "basefont", "bgsound", "link", "meta"]);
const rawText = new Set(["title", "style", "noscript", "noframes"]);
/** Raw text that can only stand in a body: outside of templates it begins one. */
const rawTextOfBody = new Set(["textarea", "iframe", "noembed", "xmp"]);

/**
 * Reads a page's head as a browser does (WHATWG HTML §13.2.6.4.1-6), up to the place right behind its `<body …>` tag, or
 * before the first thing that implies one, and nothing after it.
 */
export class HeadReader implements MarkupVisitor, HeadFacts {
  language: string | null = null;
  policies: string[] = [];
  /** Of the html element's tag, when it has one. */
  htmlAttributes: Tag["attributes"] | null = null;
  /** What the doctype says, or `null` when there is none. */
  doctype: string | null = null;
  readonly #found: (start: BodyStart | null) => void;
  #templates = 0;

  /** @param found called once: with the place, or `null` when there is none, as in a page of frames */
  constructor(found: (start: BodyStart | null) => void) {
    this.#found = found;
  }

  tag(tag: Tag): TextMode {
    return tag.kind === "end" ? this.#endTag(tag) : this.#startTag(tag);
  }

  text(at: number): void {
    // Within a template anything may stand.
    if (this.#templates === 0) this.#found({ at, attributes: null });
  }

  declaration(text: string): void {
    if (/^doctype/i.test(text)) this.doctype ??= text;
  }

  isForeign(): boolean {
    return false;
  }

  #endTag(tag: Tag): TextMode {
    const { name } = tag;
    if (name === "template") this.#templates = Math.max(0, this.#templates - 1);
    const isOfBody = name === "body" || name === "html" || name === "br";
    if (isOfBody && this.#templates === 0) this.#found({ at: tag.start, attributes: null });
    return "data";
  }

  #startTag(tag: Tag): TextMode {
    const { name } = tag;
    if (name === "script") return "script";
    if (rawText.has(name)) return "raw";
    if (name === "template") {
      this.#templates++;
      return "data";
    }
    if (this.#templates > 0) return rawTextOfBody.has(name) ? "raw" : "data";
    if (name === "body") this.#found({ at: tag.end, attributes: tag.attributes });
    else if (name === "frameset") this.#found(null);
    else if (!inHead.has(name)) this.#found({ at: tag.start, attributes: null });
    else if (name === "html" || name === "meta") this.#note(tag);
    return "data";
  }

  #note({ name, attributes }: Pick<Tag, "name" | "attributes">): void {
    if (name === "html") {
      this.htmlAttributes ??= attributes;
      this.language ??= attributes.get("lang") ?? null;
    } else if (attributes.get("http-equiv")?.toLowerCase() === "content-security-policy") {
      // Templates like to write its quotes as references.
      this.policies.push(decodeHTMLAttribute(attributes.get("content") ?? ""));
    }
  }
}
