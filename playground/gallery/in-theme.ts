import type { FrameChoices } from "./frame-choices.ts";

/** HTML or CSS of a shop that follows the reader's preference, as a reader with this one has it. */
export function inTheme(text: string, theme: FrameChoices["theme"]): string {
  return text
    .replace(/\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/g, (_, wanted) =>
      wanted === theme ? "(width >= 0px)" : "(width < 0px)",
    )
    .replace(/(color-scheme\s*:\s*|name="color-scheme" content=")(light dark|dark light)/g, `$1${theme}`);
}
