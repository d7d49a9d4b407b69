/**
 * A name as a header may hold it where only ASCII may stand: itself in quotes, or encoded words of UTF-8 in base64
 * (RFC 2047 §2: 75 characters each at most, no letter cut in two).
 */
export function encodeName(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return `"${name.replace(/["\\]/g, "")}"`;
  const words: string[] = [];
  let bytes: number[] = [];
  const flush = () => {
    if (bytes.length > 0) words.push(`=?UTF-8?B?${btoa(String.fromCharCode(...bytes))}?=`);
    bytes = [];
  };
  for (const letter of name) {
    const next = new TextEncoder().encode(letter);
    // 45 bytes are 60 characters of base64, and 72 with what stands around them.
    if (bytes.length + next.length > 45) flush();
    bytes.push(...next);
  }
  flush();
  return words.join(" ");
}
