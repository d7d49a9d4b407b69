import { decodeHTML, decodeHTMLAttribute } from "entities";

/** What a page repeats, and where in it. */
export interface RecordShape<Name extends string> {
  /** Selector of the element each record is. */
  record: string;
  /** Where each field is: "selector@attribute", "selector" for its text, "@attribute" for the record's own. */
  fields: Readonly<Record<Name, string | null>>;
}

/** The answer to a question about a page: to be had when the page has been read. */
export type Answer<Value> = () => Value;

/**
 * Questions about one page, all answered in one pass: a pass takes a millisecond for each 60 KB. Ask, read, and take the answers. A page
 * that defeats the parser answers nothing, because half a page read is none: what is missing from it must not be taken for gone.
 */
export class PageReading {
  readonly #rewriter = new HTMLRewriter();
  #isRead = false;

  async read(html: string): Promise<void> {
    this.#isRead = await drain(this.#rewriter, html);
  }

  records<Name extends string>(shape: RecordShape<Name>): Answer<Partial<Record<Name, string>>[]> {
    const records: Partial<Record<Name, string>>[] = [];
    const last = () => records[records.length - 1];
    const parsed = Object.entries<string | null>(shape.fields).flatMap(([name, field]) =>
      field === null ? [] : [[name as Name, parseField(field)] as const],
    );
    const isKnown = [
      this.#listen(shape.record, {
        element(element) {
          const record: Partial<Record<Name, string>> = {};
          for (const [name, { selector, attribute }] of parsed) {
            const value = selector === "" && attribute ? read(element, attribute) : null;
            if (value !== null) record[name] = value;
          }
          records.push(record);
        },
      }),
    ];
    for (const [name, { selector, attribute }] of parsed) {
      if (selector === "") continue;
      const { begin, isFirst } = firstWithText<Partial<Record<Name, string>>>((record) => record[name]);
      const field = this.#listen(within(shape.record, selector), {
        element(element) {
          const record = last();
          const value = attribute === null ? null : read(element, attribute);
          if (record && value !== null) record[name] ??= value;
          if (record && attribute === null) begin(element, record);
        },
        text(chunk) {
          const record = last();
          if (record && attribute === null && isFirst(record))
            record[name] = (record[name] ?? "") + chunk.text;
        },
      });
      isKnown.push(field);
    }
    return () => {
      if (!this.#isRead || isKnown.includes(false)) return [];
      return records.map((record) => {
        const decoded = { ...record };
        for (const [name, { attribute }] of parsed) {
          // Text comes in pieces that may part a character reference: decoded only once it is whole.
          if (attribute === null && decoded[name]) decoded[name] = decodeHTML(decoded[name]);
        }
        return decoded;
      });
    };
  }

  /**
   * Every value at "selector@attribute" (or every text at "selector"), in the page's order; empty where an element has none, so that
   * two lists about the same elements stand side by side. `null` when the page could not be read.
   *
   * @param record selector of what contains them; values are then told apart by which of these they are in
   */
  lists(field: string, record?: string): Answer<string[][] | null> {
    const { selector, attribute } = parseField(field);
    const lists: string[][] = record === undefined ? [[]] : [];
    const add = (value: string) => lists[lists.length - 1]?.push(value);
    const isKnown = [
      record === undefined || this.#listen(record, { element: () => void lists.push([]) }),
      this.#listen(record === undefined ? selector : within(record, selector), {
        element(element) {
          add(attribute === null ? "" : (read(element, attribute) ?? ""));
        },
        text(chunk) {
          const list = lists[lists.length - 1];
          if (attribute === null && list && list.length > 0) list[list.length - 1] += chunk.text;
        },
      }),
    ];
    // What is in a script is no HTML: its text is what it says.
    const isHtml = attribute === null && !/(^|\s)script\b[^\s]*$/.test(selector);
    return () => {
      if (!this.#isRead || isKnown.includes(false)) return null;
      return isHtml ? lists.map((list) => list.map((text) => decodeHTML(text))) : lists;
    };
  }

  /** The first value at "selector@attribute" (or the text at "selector"); `null` when it is not there. */
  field(field: string): Answer<string | null> {
    const { selector, attribute } = parseField(field);
    let found: string | null = null;
    const page = {};
    const { begin, isFirst } = firstWithText(() => found);
    const isKnown = this.#listen(selector === "" ? `[${attribute}]` : selector, {
      element(element) {
        if (attribute === null) begin(element, page);
        else found ??= read(element, attribute);
      },
      text(chunk) {
        if (attribute === null && isFirst(page)) found = (found ?? "") + chunk.text;
      },
    });
    return () => {
      if (!this.#isRead || !isKnown) return null;
      return found !== null && attribute === null ? decodeHTML(found) : found;
    };
  }

  has(selector: string): Answer<boolean> {
    let found = false;
    const isKnown = this.#listen(selector, {
      element() {
        found = true;
      },
    });
    return () => this.#isRead && isKnown && found;
  }

  /** @returns `false` for a selector that the parser does not know, as a merchant may write one: it is found nowhere */
  #listen(selector: string, handlers: HTMLRewriterElementContentHandlers): boolean {
    try {
      this.#rewriter.on(selector, handlers);
      return true;
    } catch {
      return false;
    }
  }
}

async function ask<Value>(html: string, question: (page: PageReading) => Answer<Value>): Promise<Value> {
  const page = new PageReading();
  const answer = question(page);
  await page.read(html);
  return answer();
}

export function readRecords<Name extends string>(
  html: string,
  shape: RecordShape<Name>,
): Promise<Partial<Record<Name, string>>[]> {
  return ask(html, (page) => page.records(shape));
}

export function readLists(html: string, field: string, record?: string): Promise<string[][] | null> {
  return ask(html, (page) => page.lists(field, record));
}

export function readField(html: string, field: string): Promise<string | null> {
  return ask(html, (page) => page.field(field));
}

export function has(html: string, selector: string): Promise<boolean> {
  return ask(html, (page) => page.has(selector));
}

/**
 * Keeps to the first element that has text: shops print a name twice, for wide and for narrow screens, and a picture's
 * link before the name's. An element without an end tag goes on to the end of its record.
 */
function firstWithText<Owner extends object>(textOf: (owner: Owner) => string | null | undefined) {
  let owner: Owner | undefined;
  let depth = 0;
  let isOver = false;
  return {
    begin(element: Element, of: Owner) {
      if (owner !== of) isOver = false;
      if (owner !== of) depth = 0;
      owner = of;
      depth++;
      try {
        element.onEndTag(() => {
          if (owner === of && --depth === 0 && textOf(of)?.trim()) isOver = true;
        });
      } catch {
        // An element that has no end tag has no text either.
        depth--;
      }
    },
    isFirst: (of: Owner) => owner === of && !isOver,
  };
}

/** The rewriter hands attributes out as they stand in the page, character references and all. */
function read(element: Element, attribute: string): string | null {
  const value = element.getAttribute(attribute);
  return value === null ? null : decodeHTMLAttribute(value);
}

function parseField(field: string): { selector: string; attribute: string | null } {
  const at = field.lastIndexOf("@");
  return at === -1
    ? { selector: field, attribute: null }
    : { selector: field.slice(0, at), attribute: field.slice(at + 1) };
}

/** A selector below another, either of which may be a list. */
function within(outer: string, inner: string): string {
  const parts = (list: string) => list.split(/,(?![^[]*\])/).map((part) => part.trim());
  return parts(outer)
    .flatMap((above) => parts(inner).map((below) => `${above} ${below}`))
    .join(", ");
}

/** @returns whether the parser came to the end: some pages it gives up on (an unclosed `<select>`, frames) */
export async function drain(rewriter: HTMLRewriter, html: string): Promise<boolean> {
  // An empty body would never resolve (workerd#5955).
  if (html === "") return true;
  try {
    await rewriter.transform(new Response(html)).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
