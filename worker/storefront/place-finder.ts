import { decodeHTMLAttribute } from "entities";
import { matchesCompound, type Selector } from "../../widgets/place/selector.ts";
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
  readonly #open: OpenElements;
  /** Elements whose end a place waits for. */
  readonly #awaited: (Element | null)[];

  /** @param bodyAt where the body begins */
  constructor(places: readonly Place[], head: HeadReader, bodyTag: Tag | null, bodyAt: number) {
    this.#places = places;
    this.#paths = places.flatMap(({ selector }, index) => selector.map((path) => ({ path, index })));
    this.found = places.map(() => null);
    this.#awaited = places.map(() => null);
    this.#open = new OpenElements(head.doctype);
    const { root, body } = this.#open;
    this.#match(root, null, new Attributes(head.htmlTag), () => this.#unclear);
    this.#match(body, root, new Attributes(bodyTag), ({ position }, index) => {
      if (position === "prepend") return { at: bodyAt };
      if (position === "append") this.#awaited[index] = body;
      return position === "append" ? null : this.#unclear;
    });
  }

  readonly #unclear: Found = { at: null, why: "unclear" };

  get isOver(): boolean {
    return this.found.every((found) => found !== null);
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
    const { isSettled, isInTemplate } = this.#open;
    const attributes = new Attributes(tag);
    // Asked before the tag has its effect, and only for the few tags it matters for.
    const takesChildren = this.#mayBeMeant(tag.name, attributes) && this.#open.takesChildren;
    const opened = this.#open.start(tag);
    const { element, parent, mode } = opened;
    if (this.#open.isLost) this.end();
    if (element === null || parent === null) return mode;
    for (const { element, parent } of opened.implied) {
      this.#match(element, parent, new Attributes(null), () => (isInTemplate ? null : this.#unclear));
    }
    const canStandBefore = isSettled && takesChildren && opened.isClean;
    this.#match(element, parent, attributes, ({ position }, index) => {
      if (isInTemplate) return null;
      if (!this.#open.isSettled || element.astray || element.foreign !== null) return this.#unclear;
      if (position === "before") return canStandBefore ? { at: tag.start } : this.#unclear;
      if (position === "after" && !element.isOpen) {
        return this.#open.takesChildren ? { at: tag.end } : this.#unclear;
      }
      if (position !== "after" && !mayHold(opened, position)) return this.#unclear;
      if (!(position === "after" ? takesChildren : this.#open.takesChildren)) return this.#unclear;
      if (position === "prepend") return { at: tag.end };
      this.#awaited[index] = element;
      return null;
    });
    return mode;
  }

  #endTag(tag: Tag): void {
    const wasSettled = this.#open.isSettled;
    const { closed, isAlone } = this.#open.end(tag);
    if (this.#open.isLost) this.end();
    for (const [index, element] of this.#awaited.entries()) {
      if (element === null || this.found[index] !== null) continue;
      const isAfter = this.#places[index]?.position === "after";
      const isClear = isAfter ? this.#open.isSettled && this.#open.takesChildren : wasSettled && isAlone;
      if (closed === element && isClear) this.found[index] = { at: isAfter ? tag.end : tag.start };
      else if (closed === element || !element.isOpen) this.found[index] = this.#unclear;
    }
  }

  /** Notes what an element matches, and asks for a place of those whose last compound it is. */
  #match(
    element: Element,
    parent: Element | null,
    attributes: Attributes,
    locate: (place: Place, index: number) => Found | null,
  ): void {
    const { length } = this.#paths;
    // Of their length at once: as empty lists they would take room for many.
    element.own = new Array(length);
    element.chain = new Array(length);
    for (let at = 0; at < length; at++) {
      const { path, index } = this.#paths[at] as PathOfPlace;
      const bits = ownBits(path, element, parent, at, attributes);
      element.own[at] = bits;
      element.chain[at] = bits | (parent?.chain[at] ?? 0);
      const isMeant = (bits & (1 << (path.length - 1))) !== 0;
      if (!isMeant || this.found[index] !== null || this.#awaited[index] !== null) continue;
      this.found[index] = locate(this.#places[index] as Place, index);
    }
  }

  #mayBeMeant(name: string, attributes: Attributes): boolean {
    return this.#paths.some(({ path }) => {
      const last = path.at(-1);
      return last !== undefined && matchesCompound(last.compound, name, attributes);
    });
  }
}

interface PathOfPlace {
  path: Selector[number];
  /** Of the place whose selector it is in. */
  index: number;
}

/** Values as the page means them; decoded when they are asked for, which most never are. */
class Attributes {
  readonly #tag: Tag | null;

  /** @param tag `null`: of an element without one */
  constructor(tag: Tag | null) {
    this.#tag = tag;
  }

  get(name: string): string | undefined {
    const value = this.#tag?.attributes.get(name);
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

/** Whether what is put into an element is shown there, and leaves what was in it as it was. */
function mayHold({ element, mode }: Opened, position: PlacePosition): boolean {
  if (element === null || !element.isOpen || mode !== "data" || notShown.has(element.name)) return false;
  // The line break that may follow these begins nothing (§13.1.2.5); behind a piece of ours it would.
  return position !== "prepend" || !/^(pre|listing)$/.test(element.name);
}

/** What is put into these is a replacement for what they show. */
const notShown = new Set(["object", "video", "audio", "canvas"]);
