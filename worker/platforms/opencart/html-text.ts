import { decodeHTML, decodeHTMLAttribute } from "entities";

/** The rewriter hands attributes out as they stand in the page, character references and all. */
export function attributeOf(element: Element, name: string): string | null {
  const value = element.getAttribute(name);
  return value === null ? null : decodeHTMLAttribute(value);
}

/** Text as it is read: without the page's indentation. */
export function tidy(text: string): string {
  return decodeHTML(text)
    .replace(/[\t\n\r ]+/g, " ")
    .trim();
}
