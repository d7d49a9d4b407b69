import type { InEveryLanguage, Language } from "../../domain/language.ts";
import { en } from "./en.ts";
import { ja } from "./ja.ts";
import { ko } from "./ko.ts";
import type { MailWords, Plural } from "./mail-words.ts";
import { pl } from "./pl.ts";
import { ru } from "./ru.ts";

export const mailWords: InEveryLanguage<MailWords> = { en, pl, ja, ko, ru };

/** The form that this number takes, with the number in it as the language writes it. */
export function plural(forms: Plural, count: number, language: Language): string {
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
  return form.replace("{count}", new Intl.NumberFormat(language).format(count));
}
