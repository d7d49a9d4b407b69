/**
 * No letter or digit that is taken for another when read aloud or off a screen: no 0 O, 1 I L, and no vowels, so that no
 * word comes out.
 */
export const readableAlphabet = "23456789BCDFGHJKMNPQRSTVWXYZ";

/** Random characters that people can read and type: 4.8 bits each. */
export function readableText(length: number): string {
  let text = "";
  while (text.length < length) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    // 252 is the largest multiple of 28 in a byte: beyond it some characters would come more often.
    if (byte < 252) text += readableAlphabet[byte % readableAlphabet.length];
  }
  return text;
}
