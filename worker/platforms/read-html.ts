import { decodeHTML, decodeHTMLAttribute } from "entities";

/**
 * Reads repeated records out of a page with CSS selectors, on a copy of it, through the runtime's own streaming parser.
 * A page that defeats the parser gives nothing.
 */
export interface RecordShape<Name extends string> {
  /** Selector of the element each record is. */
  record: string;
  /** Where each field is: "selector@attribute", "selector" for its text, "@attribute" for the record's own. */
  fields: Readonly<Record<Name, string | null>>;
}

export async function readRecords<Name extends string>(
  html: string,
  shape: RecordShape<Name>,
): Promise<Partial<Record<Name, string>>[]> {
  const records: Partial<Record<Name, string>>[] = [];
  const last = () => records[records.length - 1];
  const rewriter = new HTMLRewriter().on(shape.record, {
    element(element) {
      const record: Partial<Record<Name, string>> = {};
      for (const [name, { selector, attribute }] of parsed) {
        const value = selector === "" && attribute ? read(element, attribute) : null;
        if (value !== null) record[name] = value;
      }
      records.push(record);
    },
  });
  const parsed = Object.entries<string | null>(shape.fields).flatMap(([name, field]) =>
    field === null ? [] : [[name as Name, parseField(field)] as const],
  );
  for (const [name, { selector, attribute }] of parsed) {
    if (selector === "") continue;
    rewriter.on(`${shape.record} ${selector}`, {
      element(element) {
        const record = last();
        const value = attribute === null ? null : read(element, attribute);
        if (record && value !== null) record[name] ??= value;
      },
      text(chunk) {
        const record = last();
        if (record && attribute === null) record[name] = (record[name] ?? "") + chunk.text;
      },
    });
  }
  await drain(rewriter, html);
  for (const [name, { attribute }] of parsed) {
    // Text comes in pieces that may part a character reference: decoded only once it is whole.
    if (attribute === null)
      for (const record of records) if (record[name]) record[name] = decodeHTML(record[name]);
  }
  return records;
}

/** The first value at "selector@attribute" (or the text at "selector") in a page; `null` when it is not there. */
export async function readField(html: string, field: string): Promise<string | null> {
  const { selector, attribute } = parseField(field);
  let found: string | null = null;
  const rewriter = new HTMLRewriter().on(selector === "" ? `[${attribute}]` : selector, {
    element(element) {
      if (attribute !== null) found ??= read(element, attribute);
    },
    text(chunk) {
      if (attribute === null) found = (found ?? "") + chunk.text;
    },
  });
  await drain(rewriter, html);
  return found !== null && attribute === null ? decodeHTML(found) : found;
}

export async function has(html: string, selector: string): Promise<boolean> {
  let found = false;
  await drain(
    new HTMLRewriter().on(selector, {
      element() {
        found = true;
      },
    }),
    html,
  );
  return found;
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

async function drain(rewriter: HTMLRewriter, html: string): Promise<void> {
  // An empty body would never resolve (workerd#5955).
  if (html === "") return;
  await rewriter.transform(new Response(html)).text();
}
