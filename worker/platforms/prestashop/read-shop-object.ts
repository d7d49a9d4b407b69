import { asObject, type Json, parseJson } from "../read-json.ts";

/**
 * What a page tells its own scripts: `var prestashop = {…};` (FrontController::initContent, Media::addJsDef). It holds the
 * cart, its currency, the token of the session's forms and who is signed in.
 */
export function readShopObject(html: string | null): Json | null {
  const begin = /\bvar prestashop\s*=\s*(?=\{)/.exec(html ?? "");
  if (!begin || html === null) return null;
  const from = begin.index + begin[0].length;
  const to = endOfObject(html, from);
  return to === null ? null : asObject(parseJson(html.slice(from, to)));
}

/** Braces within texts are none. A text holds no quotation mark but behind a backslash. */
function endOfObject(text: string, from: number): number | null {
  const token = /"(?:[^"\\]|\\.)*"|[{}]/gs;
  token.lastIndex = from;
  let depth = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] === "{") depth++;
    else if (match[0] === "}" && --depth === 0) return token.lastIndex;
  }
  return null;
}
