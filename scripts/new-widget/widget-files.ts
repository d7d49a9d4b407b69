/** "gift-note", "giftNote", "GiftNote", "gift note". */
export interface WidgetNames {
  name: string;
  id: string;
  type: string;
  words: string;
}

/** What a new widget consists of, by path: a line of text in the page's first bytes, complete in every language. */
export function widgetFiles(names: WidgetNames): Record<string, string> {
  const { name } = names;
  return {
    [`widgets/${name}/settings.ts`]: settings(names),
    [`widgets/${name}/words.ts`]: words(names),
    [`widgets/${name}/styles.ts`]: styles(names),
    [`widgets/${name}/component.tsx`]: component(names),
    [`widgets/${name}/component.test.ts`]: test(names),
    [`widgets/${name}/states.ts`]: states(names),
    [`worker/storefront/pieces/${name}.ts`]: piece(names),
  };
}

const settings = ({ id, words }: WidgetNames) => `import * as z from "zod";
import { placeSetting } from "../place/settings.ts";
import { shopPages, widgetRules } from "../rules/settings.ts";

/** What a merchant may decide about the ${words}. Off as it comes: no shop gets it unasked. */
export const ${id}Settings = z.strictObject({
  enabled: z.boolean().default(false).describe("Show the ${words}"),
  place: placeSetting,
  ...widgetRules(["cart"], shopPages),
});
`;

const words = ({
  id,
  type,
}: WidgetNames) => `import type { InEveryLanguage } from "../../worker/domain/language.ts";

interface ${type}Words {
  /** All it says. */
  text: string;
}

export const ${id}Words: InEveryLanguage<${type}Words> = {
  en: { text: "This widget is new" },
  pl: { text: "To nowy widżet" },
  ja: { text: "新しいウィジェットです" },
  ko: { text: "새로운 위젯입니다" },
  ru: { text: "Это новый виджет" },
};
`;

const styles = ({
  id,
  words,
}: WidgetNames) => `/** CSS of the ${words}, for its shadow root. ASCII, because a style element knows no character references. */
export const ${id}Styles = \`
:host {
  all: initial !important;
  display: block !important;
  grid-column: 1 / -1 !important;
  color: inherit !important;
  font: inherit !important;
  visibility: inherit !important;
}
p {
  display: block;
  margin: 0;
  padding: 12px 16px;
  font-size: 14px;
  line-height: 20px;
  text-wrap: pretty;
}
:lang(ko) { word-break: keep-all; }
\`.replace(/\\n\\s*/g, "");
`;

const component = ({
  name,
  id,
  type,
}: WidgetNames) => `import { renderToString } from "preact-render-to-string";
import { type InPage, renderHost } from "../render-host.ts";
import { ${id}Styles } from "./styles.ts";
import { ${id}Words } from "./words.ts";

/** Finished HTML for a page's first bytes. It needs no script. */
export function render${type}(page: InPage): string {
  return renderHost("cw-${name}", ${id}Styles, renderToString(<${type} {...page} />), page);
}

/** \`hidden\` holds until our styles, which alone make it presentable, override it. */
function ${type}({ language }: InPage) {
  return (
    <p hidden lang={language}>
      {${id}Words[language].text}
    </p>
  );
}
`;

const test = ({ name, id, type, words }: WidgetNames) => `import { describe, expect, it } from "vitest";
import { languages } from "../../worker/domain/language.ts";
import { render${type} } from "./component.tsx";
import { ${id}Settings } from "./settings.ts";
import { ${id}Words } from "./words.ts";

const decode = (html: string) =>
  html.replace(/&#(\\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

describe.each(languages)("the ${words} in %s", (language) => {
  it("says what it has to, in a page of any charset", () => {
    const html = render${type}({ language });
    expect(html).toMatch(/^<cw-${name}><template shadowrootmode="open">[\\0-\\x7f]+$/);
    expect(decode(html)).toContain(${id}Words[language].text);
  });

  it("does not shout", () => {
    expect(${id}Words[language].text).not.toMatch(/[!\\uff01]/);
  });
});

describe("the ${words}", () => {
  it("has its styles under the page's own nonce", () => {
    expect(render${type}({ language: "en", nonce: "abc" })).toContain('<style nonce="abc">');
  });

  it("is in no shop that has not asked for it", () => {
    expect(${id}Settings.parse({}).enabled).toBe(false);
  });
});
`;

const states = ({ id }: WidgetNames) => `import type { WidgetState } from "../states.ts";

export const ${id}States: WidgetState[] = [{ name: "As it comes", page: "cart" }];
`;

const piece = ({
  name,
  id,
  type,
}: WidgetNames) => `import { render${type} } from "../../../widgets/${name}/component.tsx";
import type { Piece } from "../insert-into-page.ts";
import type { PieceContext } from "./piece-context.ts";
import { isHere, isQuiet } from "./rules.ts";
import { standingPiece } from "./standing-piece.ts";

export function ${id}Piece(context: PieceContext): Piece | null {
  if (!isHere(context, "${id}") || isQuiet(context.page)) return null;
  return standingPiece(context, "${id}", render${type});
}
`;
