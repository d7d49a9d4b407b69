/** Puts values into a sentence: `fillIn("Step {step} of {steps}", { step: 2, steps: 4 })`. Unknown names stay as they are. */
export function fillIn(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** At most this many characters, the last being an ellipsis where something was cut. Never cuts a character in half. */
export function shorten(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit
    ? text
    : `${characters
        .slice(0, limit - 1)
        .join("")
        .trimEnd()}…`;
}
