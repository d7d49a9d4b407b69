import { decodeHTMLAttribute } from "entities";
import { type Compound, matchesCompound, type Selector } from "../../widgets/place/selector.ts";
import type { PlacePosition } from "../../widgets/place/settings.ts";
import type { HeadReader } from "./head-reader.ts";
import type { MarkupVisitor, Tag, TextMode } from "./markup-reader.ts";
import { type Element, OpenElements, type Opened } from "./open-elements.ts";

/** A place beside or in the first element of a page that a selector means. */
export interface Place {
  selector: Selector;
  position: PlacePosition;
}

/** Offset of a place; or why there is none: nothing matched, or what matched leaves in doubt where a browser would put it. */
export type Found = { at: number } | { at: null; why: "no-match" | "unclear" };

/**
 * Finds places in a page's body while it is read. When in doubt it finds nothing: a piece of ours that a browser would move
 * elsewhere, or that would move the page's own elements, is worse than none.
 */
export class PlaceFinder implements MarkupVisitor {
  readonly found: (Found | null)[];
  readonly #places: readonly Place[];
  readonly #paths: PathOfPlace[];
  /** Of an element that matches nothing. */
  readonly #noBits: readonly number[];
  readonly #clues: readonly Clue[];
  readonly #open: OpenElements;
  /** Elements whose end a place waits for. */
  readonly #awaited: (Element | null)[];

  /**
   * @param ofBody attributes of the body's tag
   * @param bodyAt where the body begins
   */
  constructor(places: readonly Place[], head: HeadReader, ofBody: Tag["attributes"] | null, bodyAt: number) {
    this.#places = places;
    this.#paths = places.flatMap(({ selector }, index) => selector.map((path) => ({ path, index })));
    this.#noBits = this.#paths.map(() => 0);
    this.#clues = this.#paths.flatMap(({ path }) => path.map(({ compound }) => clueTo(compound)));
    this.found = places.map(() => null);
    this.#awaited = places.map(() => null);
    this.#open = new OpenElements(head.doctype);
    const { root, body } = this.#open;
    if (this.#isMeant(root, null, new Attributes(head.htmlAttributes)))
      this.#locate(root, () => this.#unclear);
    if (!this.#isMeant(body, root, new Attributes(ofBody))) return;
    this.#locate(body, ({ position }, index) => {
      if (position === "prepend") return { at: bodyAt };
      if (position === "append") this.#awaited[index] = body;
      return position === "append" ? null : this.#unclear;
    });
  }

  readonly #unclear: Found = { at: null, why: "unclear" };

  get isOver(): boolean {
    return !this.found.includes(null);
  }

  /** No more of the page will be read. */
  end(): void {
    for (const [index, found] of this.found.entries()) {
      const isUnclear = this.#awaited[index] !== null || this.#open.isLost;
      this.found[index] = found ?? { at: null, why: isUnclear ? "unclear" : "no-match" };
    }
  }

  text(): void {}
  declaration(): void {}

  isForeign(): boolean {
    return this.#open.isForeign();
  }

  tag(tag: Tag): TextMode {
    if (tag.kind === "end") {
      this.#endTag(tag);
      return "data";
    }
    if (!this.#concerns(tag)) return this.#passBy(tag);
    const { isSettled, isInTemplate } = this.#open;
    const attributes = new Attributes(tag.attributes);
    // Asked before the tag has its effect, and only for the few tags it matters for.
    const takesChildren = this.#mayBeMeant(tag.name, attributes) && this.#open.takesChildren;
    const opened = this.#open.start(tag);
    const { element, parent } = opened;
    if (this.#open.isLost) this.end();
    if (element === null || parent === null) return opened.mode;
    this.#locateImplied(opened, isInTemplate);
    if (!this.#isMeant(element, parent, attributes) || isInTemplate) return opened.mode;
    this.#place(tag, opened, element, { takesChildren, isSettled });
    return opened.mode;
  }

  /** Whether its element may be one that a compound means. Of nearly all tags one look at them says no. */
  #concerns({ name, rest }: Tag): boolean {
    for (const { type, text } of this.#clues) {
      if (type !== null && type !== name) continue;
      // A reference may stand for any character.
      if (text === null || rest === null || rest.includes(text) || rest.includes("&")) return true;
    }
    return false;
  }

  /** Its element matches nothing: it has what its parent has. */
  #passBy(tag: Tag): TextMode {
    const { isInTemplate } = this.#open;
    const opened = this.#open.start(tag);
    const { element, parent } = opened;
    if (this.#open.isLost) this.end();
    if (opened.implied.length > 0) this.#locateImplied(opened, isInTemplate);
    if (element !== null) element.chain = parent?.chain ?? this.#noBits;
    return opened.mode;
  }

  /** Elements that have no tag may be meant too; nothing stands beside them for certain. */
  #locateImplied({ implied }: Opened, isInTemplate: boolean): void {
    for (const { element, parent } of implied) {
      if (this.#isMeant(element, parent, new Attributes(null)) && !isInTemplate)
        this.#locate(element, () => this.#unclear);
    }
  }

  /** @param before how it was before the tag */
  #place(
    tag: Tag,
    opened: Opened,
    element: Element,
    before: { takesChildren: boolean; isSettled: boolean },
  ): void {
    const canStandBefore = before.isSettled && before.takesChildren && opened.isClean;
    this.#locate(element, ({ position }, index) => {
      if (!this.#open.isSettled || element.astray || element.foreign !== null) return this.#unclear;
      if (position === "before") return canStandBefore ? { at: tag.start } : this.#unclear;
      if (position === "after" && !element.isOpen) {
        return this.#open.takesChildren ? { at: tag.end } : this.#unclear;
      }
      if (position !== "after" && !mayHold(opened, position)) return this.#unclear;
      if (!(position === "after" ? before.takesChildren : this.#open.takesChildren)) return this.#unclear;
      if (position === "prepend") return { at: tag.end };
      this.#awaited[index] = element;
      return null;
    });
  }

  #endTag(tag: Tag): void {
    const wasSettled = this.#open.isSettled;
    const { closed, isAlone } = this.#open.end(tag);
    if (this.#open.isLost) this.end();
    for (let index = 0; index < this.#awaited.length; index++) {
      const element = this.#awaited[index] ?? null;
      if (element === null || this.found[index] !== null) continue;
      const isAfter = this.#places[index]?.position === "after";
      const isClear = isAfter ? this.#open.isSettled && this.#open.takesChildren : wasSettled && isAlone;
      if (closed === element && isClear) this.found[index] = { at: isAfter ? tag.end : tag.start };
      else if (closed === element || !element.isOpen) this.found[index] = this.#unclear;
    }
  }

  /** Notes what an element matches. @returns whether that is the last compound of a path */
  #isMeant(element: Element, parent: Element | null, attributes: Attributes): boolean {
    let isMeant = false;
    element.own = this.#noBits;
    element.chain = parent?.chain ?? this.#noBits;
    for (let at = 0; at < this.#paths.length; at++) {
      const { path } = this.#paths[at] as PathOfPlace;
      const bits = ownBits(path, element, parent, at, attributes);
      // What most match is nothing, and then what their parents do is all there is.
      if (bits === 0) continue;
      element.own = element.own.with(at, bits);
      element.chain = element.chain.with(at, bits | (element.chain[at] as number));
      isMeant ||= isLast(path, bits);
    }
    return isMeant;
  }

  /** Asks for a place of those that an element is meant by. */
  #locate(element: Element, locate: (place: Place, index: number) => Found | null): void {
    for (const [at, { path, index }] of this.#paths.entries()) {
      if (!isLast(path, element.own[at] as number)) continue;
      if (this.found[index] !== null || this.#awaited[index] !== null) continue;
      this.found[index] = locate(this.#places[index] as Place, index);
    }
  }

  #mayBeMeant(name: string, attributes: Attributes): boolean {
    for (const { path } of this.#paths) {
      const last = path.at(-1);
      if (last !== undefined && matchesCompound(last.compound, name, attributes)) return true;
    }
    return false;
  }
}

interface PathOfPlace {
  path: Selector[number];
  /** Of the place whose selector it is in. */
  index: number;
}

/** What the tag of every element has in it that a compound means: its name, and a part of its attributes as they are written. */
interface Clue {
  /** `null`: any. */
  type: string | null;
  text: string | null;
}

function clueTo({ type, conditions }: Compound): Clue {
  const values = conditions.map(({ value }) => value).sort((a, b) => b.length - a.length);
  return { type, text: values[0] || null };
}

/** Values as the page means them. */
class Attributes {
  readonly #written: Tag["attributes"] | null;

  /** @param written `null`: of an element without a tag */
  constructor(written: Tag["attributes"] | null) {
    this.#written = written;
  }

  get(name: string): string | undefined {
    const value = this.#written?.get(name);
    return value?.includes("&") ? decodeHTMLAttribute(value) : value;
  }
}

/** The compounds of a path that an element matches with all before them: one bit each, so that nothing is tried twice. */
function ownBits(
  path: Selector[number],
  element: Element,
  parent: Element | null,
  slot: number,
  attributes: Attributes,
): number {
  let bits = 0;
  for (let at = 0; at < path.length; at++) {
    const { compound, below } = path[at] as Selector[number][number];
    const above = below === "parent" ? parent?.own[slot] : parent?.chain[slot];
    const follows = below === "root" || ((above ?? 0) & (1 << (at - 1))) !== 0;
    if (follows && matchesCompound(compound, element.name, attributes)) bits |= 1 << at;
  }
  return bits;
}

function isLast(path: Selector[number], bits: number): boolean {
  return (bits & (1 << (path.length - 1))) !== 0;
}

/** Whether what is put into an element is shown there, and leaves what was in it as it was. */
function mayHold({ element, mode }: Opened, position: PlacePosition): boolean {
  if (element === null || !element.isOpen || mode !== "data" || notShown.has(element.name)) return false;
  // The line break that may follow these begins nothing (§13.1.2.5); behind a piece of ours it would.
  return position !== "prepend" || !/^(pre|listing)$/.test(element.name);
}

/** What is put into these is a replacement for what they show. */
const notShown = new Set(["object", "video", "audio", "canvas"]);
