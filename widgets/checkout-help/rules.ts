import type { Language } from "../../worker/domain/language.ts";
import type { LoaderConfig } from "../../worker/wire/storefront-api.ts";
import { mailDomains } from "./mail-domains.ts";
import { helpWords } from "./words.ts";

type Help = NonNullable<LoaderConfig["help"]>;

/** Countries whose postcodes are digits alone, by how those are written. Of others nothing is said. */
const postcodes = {
  "0000": "at|au|be|ch|dk|no",
  "00000": "de|es|fi|fr|hr|it|kr|tr|ua",
  "00-000": "pl",
  "000 00": "cz|gr|se|sk",
  "000000": "in|kz|ro|ru|sg",
  "000-0000": "jp",
};

/**
 * What the hints go by, in a page's language: data, so that the code a shopper loads knows no country.
 *
 * A field is named by type, autocomplete, name, id and the country its form has chosen, with spaces between and in lower case;
 * the first rule that matches the name is its own, and a rule without a form leaves the field alone: whatever belongs to a
 * payment card above all.
 */
export function helpRules(language: Language): Pick<Help, "rules" | "required" | "meant" | "domains"> {
  const { meant, required, email, tel, postcode } = helpWords[language];
  return {
    rules: [
      ["^(?!text|email|tel)|cc-|card|cvc|cvv|iban|otp"],
      ["e-?mail", "^[^\\s@]+@[^\\s@]+\\.[^\\s@.]+$", email],
      // However it is written: what a shop takes is its own business.
      ...Object.entries(postcodes).map(([example, countries]): Help["rules"][number] => [
        `(post(al)?[-_]?code|zip).* (${countries})$`,
        `^(\\d[ -]?){${example.replace(/\D/g, "").length}}$`,
        postcode.replace("{}", example),
      ]),
      ["post(al)?[-_]?code|zip", ""],
      // Fewer digits call nobody.
      ["[ _.-]tel\\b|phone", "(\\d\\D*){6}", tel],
    ],
    required,
    meant,
    domains: mailDomains(language),
  };
}
