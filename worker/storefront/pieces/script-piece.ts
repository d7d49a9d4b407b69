import { type Language, matchLanguage } from "../../domain/language.ts";
import { remembered } from "../../domain/remembered.ts";
import type { Piece } from "../insert-into-page.ts";
import { readPolicies } from "../read-policy.ts";
import type { PieceContext } from "./piece-context.ts";

/**
 * A classic deferred script: it runs in order, never blocks, and can read its own settings.
 *
 * @param config what is written into its tag, by the page's language; left out: nothing
 */
export function scriptPiece(
  { settings, url }: PieceContext,
  widgets: string[],
  src: string,
  config?: (language: Language) => object,
): Piece {
  return {
    widgets,
    place: null,
    write(head) {
      const { script } = readPolicies(head.policies, url);
      if (!script.allowed) return { leftOut: "script-not-allowed" };
      const nonce = script.nonce === null ? "" : ` nonce="${escapeAttribute(script.nonce)}"`;
      const language = matchLanguage(head.language, settings.language);
      const data = config ? ` data-cw="${escapeConfig(JSON.stringify(config(language)))}"` : "";
      return `<script defer src="${src}"${nonce}${data}></script>`;
    },
  };
}

/** Safe within double quotes, and ASCII in any charset. */
function escapeAttribute(text: string): string {
  return text.replace(/[&"<>]|[^\x20-\x7e]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** Pages of one kind have the same. */
const escapeConfig = remembered(escapeAttribute, 500_000);
