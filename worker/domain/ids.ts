const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** The kinds of thing that have an id of ours; the prefix says which one a log line or a row speaks of. */
export type IdPrefix =
  | "store"
  | "cart"
  | "shopper"
  | "contact"
  | "consent"
  | "message"
  | "order"
  | "mail"
  | "notice"
  | "coupon";

/**
 * A new id: its kind, an underscore, and 130 random bits in 26 characters of Crockford's base 32. Unguessable, so that
 * knowing one id tells nothing about another, and safe in URLs, cookies and file names.
 */
export function newId<Prefix extends IdPrefix>(prefix: Prefix): `${Prefix}_${string}` {
  const bytes = crypto.getRandomValues(new Uint8Array(26));
  let text = "";
  for (const byte of bytes) text += alphabet[byte & 31];
  return `${prefix}_${text}`;
}

/** Whether a string has the shape of an id of this kind. Says nothing about whether the thing exists. */
export function isId(prefix: IdPrefix, value: string | null | undefined): value is string {
  return value != null && new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`).test(value);
}
