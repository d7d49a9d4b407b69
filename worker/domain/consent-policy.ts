/**
 * What must have happened before somebody may be written to about a cart, from the least to the most. Not legal advice: what
 * a careful shop does where it has no advice of its own.
 *
 * - `opt-out`: they were told when they gave the address, and every mail can be refused.
 * - `soft-opt-in`: the same, in the course of a sale or of its negotiation.
 * - `opt-in`: they said yes, by an act of their own.
 * - `double-opt-in`: they said yes, and again from the mailbox itself.
 */
export const consentRules = ["opt-out", "soft-opt-in", "opt-in", "double-opt-in"] as const;
export type ConsentRule = (typeof consentRules)[number];

/** ISO 3166-1 codes by rule. Where a country is not here, the strictest holds. */
const countries: Record<ConsentRule, readonly string[]> = {
  // CAN-SPAM, 15 U.S.C. §7704.
  "opt-out": ["US", "PR"],
  // PECR 2003, regulation 22(3): "in the course of the sale or negotiations for the sale".
  "soft-opt-in": ["GB"],
  "opt-in": [
    // ePrivacy Directive, article 13(1); a cart is no sale yet, so 13(2) does not help (CJEU C-654/23 reads it narrowly).
    ...[
      "BE",
      "BG",
      "CY",
      "CZ",
      "DK",
      "EE",
      "ES",
      "FI",
      "FR",
      "GR",
      "HR",
      "HU",
      "IE",
      "IS",
      "IT",
      "LI",
      "LT",
      "LU",
    ],
    ...["LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"],
    // UCA article 3(1)(o); Act on Specified Electronic Mail, article 3; Network Act, article 50; Law on Advertising,
    // article 18; CASL, section 6 (an enquiry alone implies consent for six months, a filled cart is not surely one);
    // Spam Act 2003, section 16; Unsolicited Electronic Messages Act 2007, section 9.
    ...["CH", "JP", "KR", "RU", "CA", "AU", "NZ"],
  ],
  // There, courts take only a confirmed address for proof of consent (UWG §7; TKG 2021 §174).
  "double-opt-in": ["DE", "AT"],
};

const ruleOf = new Map(
  consentRules.flatMap((rule) => countries[rule].map((country) => [country, rule] as const)),
);

/**
 * The rule for somebody in this country; the strictest where it is unknown.
 * @param own what the merchant has decided for countries, on advice of their own
 */
export function consentRuleFor(
  country: string | null,
  own: Readonly<Record<string, ConsentRule>>,
): ConsentRule {
  if (country === null) return "double-opt-in";
  return (Object.hasOwn(own, country) ? own[country] : null) ?? ruleOf.get(country) ?? "double-opt-in";
}

/**
 * What a yes is worth under a rule.
 * @param asked `notice`: they were told and did not object. `opt-in`: they ticked a box or pressed a button that says so
 * @returns `granted`: they may be written to. `pending`: once they confirm it from the mailbox. `insufficient`: not by this
 */
export function worthOf(
  asked: "notice" | "opt-in",
  rule: ConsentRule,
): "granted" | "pending" | "insufficient" {
  if (rule === "opt-out" || rule === "soft-opt-in") return "granted";
  if (asked === "notice") return "insufficient";
  return rule === "opt-in" ? "granted" : "pending";
}
