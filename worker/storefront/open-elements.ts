import type { Tag, TextMode } from "./markup-reader.ts";

/** An element whose end has not come yet, or that has none. */
export interface Element {
  name: string;
  /** Bits of what its name has in common with others. */
  traits: number;
  /** Not HTML: SVG or MathML. */
  foreign: "svg" | "math" | null;
  /** Where it stands in the page is not where it stands in the text, or cannot be told. */
  astray: boolean;
  isOpen: boolean;
  /** For each path of each selector looked for: bits of the compounds it matches, and of those it or an ancestor does. */
  own: readonly number[];
  chain: readonly number[];
  /** How many formatting elements were unsettled where it began, if what is in it is apart from what is outside. */
  marker: number | null;
}

/** What a start tag did. */
export interface Opened {
  mode: TextMode;
  /** `null` when the browser ignores the tag. */
  element: Element | null;
  parent: Element | null;
  /** No other element was ended by it. */
  isClean: boolean;
  /** Elements that have no tag and stand round it, the outermost first. */
  implied: readonly { element: Element; parent: Element }[];
}

/**
 * The elements that are open at a place of a body, as a browser's tree construction has them (WHATWG HTML §13.2.6.4.7-20).
 * What browsers do with misnested markup beyond ends that may be left out is not followed but admitted: `isSettled`.
 */
export class OpenElements {
  /** Once set, nothing that is said here can be relied on any more. */
  isLost = false;
  readonly #stack: Element[];
  readonly #isQuirky: boolean | null;
  /** Formatting elements that were ended without an end tag: a browser opens them again. */
  readonly #unsettled: string[] = [];
  #form: Element | "untracked" | null = null;
  #raw: Element | null = null;
  #tables = 0;
  #selects = 0;
  #templates = 0;
  #paragraphs = 0;

  /** @param doctype what the page's says; it decides whether a table ends a paragraph */
  constructor(doctype: string | null) {
    this.#stack = [newElement("html"), newElement("body")];
    this.#isQuirky = doctype === null ? true : /^doctype\s+html\s*$/i.test(doctype) ? false : null;
  }

  get root(): Element {
    return this.#stack[0] as Element;
  }

  get body(): Element {
    return this.#stack[1] as Element;
  }

  get current(): Element {
    return this.#stack.at(-1) as Element;
  }

  /** Every formatting element that has ended was ended by its tag. */
  get isSettled(): boolean {
    return this.#unsettled.length === 0 && !this.isLost;
  }

  /** Whether what is put in here stays here, and is shown. */
  get takesChildren(): boolean {
    const { current } = this;
    // A formatting element may yet be ended in a way that moves what is in it.
    const isApart = !this.#stack.some((element) => is(element, formatting) && element.foreign === null);
    return isApart && !current.astray && current.foreign === null && !is(current, closedTo);
  }

  get isInTemplate(): boolean {
    return this.#templates > 0;
  }

  isForeign(): boolean {
    return this.current.foreign !== null;
  }

  start(tag: Tag): Opened {
    const before = this.#stack.length;
    const opened = this.#open(tag);
    opened.isClean = this.#stack.length >= before && opened.isClean;
    // Browsers stop nesting at some depth, and not at the same one.
    if (this.#stack.length > 400) this.isLost = true;
    return opened;
  }

  /** @returns the element that the tag is the end of; `isAlone`: no other was open in it */
  end(tag: Tag): { closed: Element | null; isAlone: boolean } {
    if (this.#raw !== null) {
      const closed = this.#raw;
      this.#raw = null;
      closed.isOpen = false;
      return { closed, isAlone: true };
    }
    const { current } = this;
    const closed = this.#close(tag.name);
    return { closed, isAlone: closed === current };
  }

  #open(tag: Tag): Opened {
    const { name } = tag;
    if (this.isForeign() && !this.#isIntegrationPoint(this.current, name)) {
      if (!breaksOut(tag)) return this.#openForeign(tag, this.current.foreign as "svg" | "math");
      while (this.isForeign() && !this.#isIntegrationPoint(this.current, "")) this.#pop(true);
    }
    if (this.#selects > 0) return this.#openInSelect(tag);
    const traits = traitsOf(name);
    if ((traits & ignored) !== 0) return this.#ignore();
    if (name === "frameset") this.isLost = true;
    if ((traits & tableParts) !== 0) return this.#openTablePart(name);
    const isAstray = (traits & belongsInTable) === 0 && this.#isInTable();
    if (name === "table") return this.#openTable();
    if (name === "form") return this.#openForm(isAstray);
    const closedBefore = this.#makeRoom(name, traits);
    if (name === "svg" || name === "math") return this.#openForeign(tag, name, isAstray);
    return this.#push(name, !closedBefore, isAstray);
  }

  #push(name: string, isClean = true, isAstray = false): Opened {
    const parent = this.current;
    const element = newElement(name, null, parent.astray || (isAstray && is(parent, tableContext)));
    const mode = modeOf(element);
    if (mode === "raw" || mode === "script") this.#raw = element;
    else if (!is(element, isVoid)) {
      if (is(element, markers)) element.marker = this.#unsettled.length;
      this.#count(element, 1);
      this.#stack.push(element);
    } else element.isOpen = false;
    return { mode, element, parent, isClean, implied: nothing };
  }

  #ignore(): Opened {
    return { mode: "data", element: null, parent: null, isClean: false, implied: nothing };
  }

  #openForeign({ name, selfClosing }: Tag, foreign: "svg" | "math", isAstray = false): Opened {
    const parent = this.current;
    const element = newElement(name, foreign, parent.astray || isAstray);
    if (selfClosing) element.isOpen = false;
    else this.#stack.push(element);
    return { mode: "data", element, parent, isClean: true, implied: nothing };
  }

  /**
   * Within select browsers differ in what they drop; all agree on where it ends if nothing but the harmless comes. Formatting
   * is not: some open it again behind the select.
   */
  #openInSelect({ name }: Tag): Opened {
    const opened = name === "script" ? this.#push(name) : this.#ignore();
    // Whether this becomes an element depends on the browser.
    const element = newElement(name, null, true);
    const parent = this.current;
    if (name === "select") this.#popTo("select");
    else if (name !== "script" && (traitsOf(name) & harmlessInSelect) === 0) {
      this.isLost = true;
    }
    return { ...opened, element, parent };
  }

  #openTable(): Opened {
    const isInTable = this.#isInTable();
    if (isInTable) this.#popTo("table");
    const inParagraph = this.#isInScope("p", buttonScope);
    if (inParagraph && this.#isQuirky === null) this.isLost = true;
    const closes = inParagraph && this.#isQuirky === false && this.#closeParagraph();
    return this.#push("table", !isInTable && !closes);
  }

  #openTablePart(name: string): Opened {
    const context = this.#stack.findLast((element) => is(element, onlyTable));
    // In a template nothing is looked for; without a table there is no part of one.
    if (context?.name === "template") return name === "col" ? this.#ignore() : this.#push(name);
    if (context?.name !== "table") return this.#ignore();
    const allowed = name === "td" || name === "th" ? rowContext : name === "tr" ? groupContext : onlyTable;
    while (!is(this.current, allowed)) this.#pop(true);
    if (name === "col") return this.#ignore();
    const implied = [
      ...(allowed !== onlyTable && this.current.name === "table" ? [this.#push("tbody")] : []),
      ...(allowed === rowContext && this.current.name !== "tr" ? [this.#push("tr")] : []),
    ] as Opened["implied"];
    return { ...this.#push(name, false), implied };
  }

  #openForm(isAstray: boolean): Opened {
    if (this.#form !== null && this.#templates === 0) return this.#ignore();
    if (isAstray) {
      // Directly in a table a form is there and holds nothing (§13.2.6.4.9).
      this.#form = "untracked";
      return this.#ignore();
    }
    const isClean = !this.#closeParagraph();
    const opened = this.#push("form", isClean);
    if (this.#templates === 0) this.#form = opened.element;
    return opened;
  }

  /** Ends what cannot stand around such an element. @returns whether anything was */
  #makeRoom(name: string, traits: number): boolean {
    const before = this.#stack.length;
    if ((traits & endsParagraph) !== 0) this.#closeParagraph();
    if ((traits & headings) !== 0 && is(this.current, headings)) this.#popCurrent();
    if ((traits & endsItsLike) === 0) return this.#stack.length < before;
    if (name === "li") this.#endItem(["li"]);
    else if (name === "dd" || name === "dt") this.#endItem(["dd", "dt"]);
    else if (name === "button" && this.#isInScope("button", scope)) this.#popTo("button");
    else if (name === "a" || name === "nobr") this.#endFormatting(name);
    else if ((name === "option" || name === "optgroup") && this.current.name === "option") this.#popCurrent();
    else if ((traits & rubyParts) !== 0 && this.#isInScope("ruby", scope)) {
      this.#impliedEnds(name === "rp" || name === "rt" ? "rtc" : "");
    }
    return this.#stack.length < before;
  }

  /** What counts here is which element is the current one: with formatting to be opened again that is not known. */
  #popCurrent(): void {
    if (!this.isSettled) this.isLost = true;
    this.#pop(true);
  }

  /** A list's item ends the one before it, if nothing special stands between (§13.2.6.4.7, "li"). */
  #endItem(names: string[]): void {
    for (let at = this.#stack.length - 1; at > 1; at--) {
      const element = this.#stack[at] as Element;
      const { name, foreign } = element;
      if (names.includes(name) && foreign === null) {
        this.#popTo(name);
        break;
      }
      if (foreign !== null || (is(element, special) && !/^(address|div|p)$/.test(name))) break;
    }
    this.#closeParagraph();
  }

  #close(name: string): Element | null {
    if (this.isForeign()) return this.#closeForeign(name);
    const traits = traitsOf(name);
    if (this.#selects > 0 && !/^(select|template)$/.test(name)) {
      if ((traits & tableParts) !== 0 || /^(table|form)$/.test(name)) this.isLost = true;
      return null;
    }
    if (name === "body") return this.body;
    if (name === "template") return this.#templates > 0 ? this.#popTo(name) : null;
    if (name === "table" || (traits & tableParts) !== 0)
      return this.#isInScope(name, tableScope) ? this.#popTo(name) : null;
    if (name === "form") return this.#closeForm();
    if ((traits & formatting) !== 0) return this.#endFormatting(name);
    if ((traits & headings) !== 0) return this.#closeHeading();
    if (name === "p") return this.#isInScope(name, buttonScope) ? this.#popTo(name) : null;
    if (name === "li") return this.#isInScope(name, listScope) ? this.#popTo(name) : null;
    if ((traits & (special | markers)) !== 0) return this.#isInScope(name, scope) ? this.#popTo(name) : null;
    return this.#closeOther(name);
  }

  /** "Any other end tag": nothing special may stand between. */
  #closeOther(name: string): Element | null {
    for (let at = this.#stack.length - 1; at > 1; at--) {
      const element = this.#stack[at] as Element;
      if (element.name === name && element.foreign === null) return this.#popTo(name);
      if (element.foreign !== null || is(element, special)) return null;
    }
    return null;
  }

  #closeForeign(name: string): Element | null {
    if (name === "p" || name === "br") this.isLost = true;
    for (let at = this.#stack.length - 1; at > 1; at--) {
      const element = this.#stack[at] as Element;
      if (element.foreign === null) break;
      if (element.name !== name) continue;
      const { current } = this;
      while (element.isOpen) this.#pop(true);
      return current === element ? element : null;
    }
    // An HTML element is ended from within a drawing: browsers do, if they find it.
    if (this.#stack.some((element) => element.name === name && element.foreign === null)) this.isLost = true;
    return null;
  }

  #closeHeading(): Element | null {
    const nearest = this.#stack.findLast((element) =>
      element.foreign === null ? is(element, headings | scope) : this.#isIntegrationPoint(element, ""),
    );
    return nearest && is(nearest, headings) ? this.#popTo(nearest.name) : null;
  }

  /** A form's end tag ends the form and nothing else, wherever it stands. */
  #closeForm(): Element | null {
    if (this.#templates > 0) return this.#isInScope("form", scope) ? this.#popTo("form") : null;
    const form = this.#form;
    this.#form = null;
    if (form === null || form === "untracked" || !form.isOpen) return null;
    if (!this.#isInScope("form", scope)) {
      // It is open still, and no end tag will be taken for its.
      this.isLost = true;
      return null;
    }
    this.#impliedEnds("");
    const wasCurrent = this.current === form;
    this.#stack.splice(this.#stack.indexOf(form), 1);
    form.isOpen = false;
    // What was in it is open still, and now stands elsewhere than its ancestors say.
    if (!wasCurrent) this.isLost = true;
    return form;
  }

  /** The end of a formatting element (the "adoption agency"), as far as nothing has to be moved. */
  #endFormatting(name: string): Element | null {
    const { current } = this;
    if (current.name === name && current.foreign === null && this.isSettled) return this.#popTo(name);
    const at = this.#stack.findLastIndex((element) => element.name === name && element.foreign === null);
    const waiting = this.#unsettled.lastIndexOf(name);
    if (at === -1 && waiting === -1) return null;
    const marker = this.#stack.findLastIndex((element) => element.marker !== null);
    if (waiting >= (this.#stack[marker]?.marker ?? 0)) {
      this.#unsettled.splice(waiting, 1);
      // Which of two is meant depends on what was opened again; from within a table what is outside cannot be ended.
      if (at > marker || this.#isInTable()) this.isLost = true;
      return null;
    }
    if (at === -1 || at < marker) return null;
    const inside = this.#stack.slice(at + 1);
    // Special elements in it would have to be moved about.
    if (inside.some((element) => is(element, special) || element.foreign !== null)) {
      this.isLost = true;
      return null;
    }
    const element = this.#stack[at] as Element;
    while (this.#stack.length > at + 1) this.#pop(true);
    this.#pop(false);
    return element;
  }

  #closeParagraph(): boolean {
    // Most of a page's tags would look for one through all that is open, and there is none.
    if (this.#paragraphs === 0) return false;
    return this.#isInScope("p", buttonScope) && this.#popTo("p") !== null;
  }

  /** Pops up to and with the nearest element of this name. @returns it */
  #popTo(name: string): Element | null {
    for (;;) {
      const element = this.current;
      if (this.#stack.length <= 2) return null;
      const isIt = element.name === name && element.foreign === null;
      this.#pop(!isIt);
      if (isIt) return element;
    }
  }

  #impliedEnds(except: string): void {
    while (is(this.current, impliedEnd) && this.current.name !== except) this.#pop(true);
  }

  /** @param isImplied it was not its own end tag */
  #pop(isImplied: boolean): void {
    if (this.#stack.length <= 2) return;
    const element = this.#stack.pop() as Element;
    element.isOpen = false;
    if (element.foreign === null) this.#count(element, -1);
    if (isImplied && is(element, bounded)) this.isLost = true;
    if (element.marker !== null) this.#unsettled.length = Math.min(this.#unsettled.length, element.marker);
    else if (isImplied && is(element, formatting) && element.foreign === null) {
      this.#unsettled.push(element.name);
    }
  }

  #count(element: Element, by: 1 | -1): void {
    if (!is(element, counted)) return;
    const { name } = element;
    if (name === "table") this.#tables += by;
    else if (name === "select") this.#selects += by;
    else if (name === "template") this.#templates += by;
    else if (name === "p") this.#paragraphs += by;
  }

  #isInScope(name: string, barriers: number): boolean {
    for (let at = this.#stack.length - 1; at > 1; at--) {
      const element = this.#stack[at] as Element;
      if (element.foreign !== null) {
        // A table is ended from within a drawing too.
        if (barriers !== tableScope && this.#isIntegrationPoint(element, "")) return false;
        continue;
      }
      if (element.name === name) return true;
      if (is(element, barriers)) return false;
    }
    return false;
  }

  /** Whether markup here is taken for that of a table, whatever else may be open in it. */
  #isInTable(): boolean {
    if (this.#tables === 0) return false;
    const nearest = this.#stack.findLast((element) => is(element, tableContext | tableBarriers));
    return nearest !== undefined && is(nearest, tableContext);
  }

  /** Elements of SVG and MathML in which HTML goes on. */
  #isIntegrationPoint({ name, foreign }: Element, next: string): boolean {
    if (foreign === "svg") return /^(foreignobject|desc|title)$/.test(name);
    if (foreign === "math" && name === "annotation-xml") this.isLost = true;
    return foreign === "math" && /^(mi|mo|mn|ms|mtext)$/.test(name) && !/^(mglyph|malignmark)$/.test(next);
  }
}

const nothing: Opened["implied"] = [];

/** Until somebody looks for something. */
const noBits: readonly number[] = [];

function newElement(name: string, foreign: Element["foreign"] = null, astray = false): Element {
  const traits = traitsOf(name);
  return { name, traits, foreign, astray, isOpen: true, own: noBits, chain: noBits, marker: null };
}

function is({ traits }: Element, trait: number): boolean {
  return (traits & trait) !== 0;
}

function modeOf(element: Element): TextMode {
  const { name } = element;
  if (name === "script") return "script";
  if (name === "plaintext") return "plain";
  return is(element, rawText) ? "raw" : "data";
}

/** HTML that ends a drawing or a formula it is found in (§13.2.6.5). */
function breaksOut({ name, attributes }: Tag): boolean {
  if (name === "font") return ["color", "face", "size"].some((attribute) => attributes.has(attribute));
  return (traitsOf(name) & outOfForeign) !== 0;
}

/**
 * What names have in common by which tags are judged, one bit each: every tag of a page is asked for some of them, and for each open
 * element. So a name is looked up once.
 */
const traits = new Map<string, number>();
let bits = 0;

function trait(names: string): number {
  const bit = 1 << bits++;
  for (const name of names.split(" ")) traits.set(name, traitsOf(name) | bit);
  return bit;
}

function traitsOf(name: string): number {
  return traits.get(name) ?? 0;
}

const isVoid = trait(
  "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr",
);
const rawText = trait("title style noscript noframes textarea iframe noembed xmp");
const harmlessInSelect = trait("option optgroup hr div span p img br button legend");
const formatting = trait("a b big code em font i nobr s small strike strong tt u");
const markers = trait("applet marquee object template td th caption");
const ignored = trait("html head body frame");
const tableParts = trait("caption col colgroup tbody td tfoot th thead tr");
const tableContext = trait("table tbody thead tfoot tr colgroup");
const belongsInTable = trait("style script template");
const rowContext = trait("tr tbody thead tfoot table template html");
const groupContext = trait("tbody thead tfoot table template html");
const onlyTable = trait("table template html");
/** Elements whose children are moved, dropped, or not shown as such. */
const closedTo = trait("table tbody thead tfoot tr colgroup select optgroup option html head");
const impliedEnd = trait("dd dt li optgroup option p rb rp rt rtc");
const scope = trait("applet caption html table td th marquee object template select");
const buttonScope = scope | trait("button");
const listScope = scope | trait("ol ul");
const tableScope = trait("html table template");
const headings = trait("h1 h2 h3 h4 h5 h6");
const rubyParts = trait("rb rtc rp rt");
const tableBarriers = trait("td th caption template html");
const endsParagraph = trait(
  "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup main menu nav ol p search section summary ul h1 h2 h3 h4 h5 h6 pre listing hr xmp plaintext",
);
const special = trait(
  "address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input keygen li link listing main marquee menu meta nav noembed noframes noscript object ol p param plaintext pre script search section select source style summary table tbody td template textarea tfoot th thead title tr track ul wbr xmp",
);
const outOfForeign = trait(
  "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var",
);
/** What ends others of its kind, headings aside. */
const endsItsLike = rubyParts | trait("li dd dt button a nobr option optgroup");
/** How many of them are open is kept. */
const counted = trait("table select template p");
/** Formatting within these stays within them only if their own tag ends them. */
const bounded = trait("applet marquee object");
