import type { InEveryLanguage } from "../../../worker/domain/language.ts";
import type { FrameChoices } from "../frame-choices.ts";

export const languageNames: InEveryLanguage<string> = {
  en: "English",
  pl: "Polski",
  ja: "日本語",
  ko: "한국어",
  ru: "Русский",
};

export const themeNames: Record<FrameChoices["theme"], string> = { light: "Light", dark: "Dark" };

export const directionNames: Record<FrameChoices["direction"], string> = {
  ltr: "Left to right",
  rtl: "Right to left",
};

/** Why a widget is not in a page. */
const reasons: Record<string, string> = {
  "not-planned": "The widget's settings, or the kind of page this is, keep it from this page.",
  "script-not-allowed": "The page's policy allows no script of its own host.",
  "style-not-allowed": "The page's policy allows no style sheet of its own.",
  "no-match": "The selector of its place matches nothing on this page.",
  unclear: "The page's markup leaves open where the selector's match is.",
  "no-body": "The page has no body to put it into.",
};

export function reasonFor(shows: string): string {
  return reasons[shows] ?? shows;
}
