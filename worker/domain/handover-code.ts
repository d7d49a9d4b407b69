import { readableAlphabet, readableText } from "./readable.ts";

const length = 8;

/**
 * A code for the phone in the other hand: 8 of 28 characters, 3.8 × 10^11 of them (38 bits), for ten minutes and one use.
 * A network may try ten an hour. Ten thousand networks that all do, against a shop with a hundred codes in force at any
 * time, find one in 38,000 hours, about four years; and what they find is the lines of one cart.
 */
export function newHandoverCode(): string {
  return readableText(length);
}

/** As it is shown: `K7PM-3XQ9`. */
export function showCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** What was typed, with or without its hyphen, in any case. `null` for what cannot be a code. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s\p{Pd}]+/gu, "");
  return code.length === length && [...code].every((character) => readableAlphabet.includes(character))
    ? code
    : null;
}
