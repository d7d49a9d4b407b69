import type { LoaderConfig } from "../../worker/wire/storefront-api.ts";

/**
 * One slip of the fingers makes what is before the space of what is behind it: a letter too many, too few, another one, or two in
 * the wrong order (Damerau 1964). The first letter is certain: `mail.com` and `ymail.com` are no slips of `gmail.com`.
 */
const slip = /^(.+)(.?(.*) \1.?\3|(.)(.)(.*) \1\5\4\6)$/;

/**
 * What is wrong with what a field holds, as far as that is certain: the sentence, and what it should hold instead where that is
 * known. Empty: nothing is wrong, or it is no field we know.
 */
export function problemOf(
  field: HTMLInputElement,
  { rules, required, meant, domains }: NonNullable<LoaderConfig["help"]>,
): [text?: string | undefined, fix?: string] {
  const { type, autocomplete, name, id, form } = field;
  const country = form?.querySelector<HTMLSelectElement>("select[name*=country],select[id*=country]")?.value;
  const names = [type, autocomplete, name, id, country].join(" ").toLowerCase();
  const [, right, text] = rules.find(([one]) => RegExp(one).test(names)) ?? [];
  const value = field.value.normalize("NFKC").trim();
  if (right === undefined) return [];
  if (!value) return field.required || field.ariaRequired === "true" ? [required] : [];
  if (!RegExp(right).test(value)) return [text];
  const [before = "", domain] = value.split(/(?<=@)(?=[^@]+$)/);
  const typed = domain?.toLowerCase() ?? "";
  const fix = domains.includes(typed) || domains.find((one) => slip.test(`${typed} ${one}`));
  return typeof fix === "string" ? [meant.replace("{}", () => before + fix), before + fix] : [];
}
