import { optionsText } from "../../../domain/cart.ts";
import { fillIn } from "../../../domain/fill-in.ts";
import type { Language } from "../../../domain/language.ts";
import { formatMoney } from "../../../domain/money.ts";
import type { Restored } from "../../../domain/restored.ts";
import { cartWords } from "./cart-words.ts";

export interface Note {
  /** What it is about: the product; empty where the text says it all. */
  about: string;
  options: string;
  texts: string[];
}

/** What is not as it was, thing by thing, in words. A thing that is fewer and dearer has one note that says both. */
export function toldNotes(told: Restored, currency: string, language: Language): Note[] {
  const words = cartWords[language];
  const money = (minor: number) => formatMoney({ minor, currency }, language);
  const notes = new Map<string, Note>();
  const add = (line: Restored["gone"][number], text: string) => {
    const options = optionsText(line);
    const known = notes.get(line.name + options);
    if (known) known.texts.push(text);
    else notes.set(line.name + options, { about: line.name, options, texts: [text] });
  };
  for (const line of told.gone) add(line, words.gone);
  for (const { line, quantity } of told.fewer) {
    add(line, fillIn(words.fewer, { now: quantity, before: line.quantity }));
  }
  for (const { line, unitMinor } of told.repriced) {
    add(line, fillIn(words.repriced, { now: money(unitMinor), before: money(line.unitMinor) }));
  }
  const outcomes = { entered: words.couponEntered, refused: words.couponRefused, spared: words.couponSpared };
  const coupons = told.coupons.map(({ code, outcome }) => ({
    about: "",
    options: "",
    texts: [fillIn(outcomes[outcome], { code })],
  }));
  return [...notes.values(), ...coupons];
}

/** Each note as one sentence: "Enamel mug, Sea: no longer available". */
export function noteSentences(notes: Note[]): string[] {
  return notes.map(({ about, options, texts }) =>
    [[about, options].filter(Boolean).join(", "), texts.join(", ")].filter(Boolean).join(": "),
  );
}
