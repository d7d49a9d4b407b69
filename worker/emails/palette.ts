/** A colour as #rrggbb. */
export type Hex = string;

/** The colours of a mail. Text keeps 4.5:1 against what it stands on, controls 3:1 (WCAG 2.2, 1.4.3 and 1.4.11). */
export interface Palette {
  ground: Hex;
  card: Hex;
  ink: Hex;
  muted: Hex;
  line: Hex;
  /** Ground of the coupon, and of a picture that is not there. */
  tint: Hex;
  link: Hex;
  button: Hex;
  /** Text on the button. */
  onButton: Hex;
  /** Around the button: its own colour where that stands out from the card, else one that does. */
  edge: Hex;
}

const light = {
  ground: "#f4f4f2",
  card: "#ffffff",
  ink: "#1d1f20",
  muted: "#5c6166",
  line: "#e2e2de",
  tint: "#f4f4f2",
};
const dark = {
  ground: "#111314",
  card: "#1c1f21",
  ink: "#f1f1ef",
  muted: "#a9aeb3",
  line: "#383c40",
  tint: "#272b2e",
};

/** The palette of a shop with this accent: all that is theirs, and no less readable for it. */
export function lightPalette(accent: Hex): Palette {
  return { ...light, ...accented(accent, light) };
}

/** The same on dark, for readers that tell us they are; the others invert the light one themselves. */
export function darkPalette(accent: Hex): Palette {
  // A shop in black and white is white and black at night, and not grey.
  return { ...dark, ...accented(saturation(accent) < 0.15 ? dark.ink : accent, dark) };
}

function accented(accent: Hex, { card, tint, ink }: { card: Hex; tint: Hex; ink: Hex }) {
  const given = accent.toLowerCase();
  const onButton = contrast(white, given) < 4.5 && contrast(nearBlack, given) >= 4.5 ? nearBlack : white;
  const button = toward(given, "#000000", onButton, 4.5);
  return {
    button,
    onButton,
    edge: toward(button, ink, card, 3),
    // On the tint as well: it is the darker of the two grounds by day, the lighter by night.
    link: toward(toward(given, ink, card, 4.5), ink, tint, 4.5),
  };
}

const white = "#ffffff";
const nearBlack = "#121314";

/** The colour, moved to the other as little as needed for so much contrast against the ground. */
function toward(colour: Hex, other: Hex, ground: Hex, least: number): Hex {
  for (let step = 0; step <= 20; step++) {
    const mixed = mix(colour, other, step / 20);
    if (contrast(mixed, ground) >= least) return mixed;
  }
  return other;
}

export function mix(one: Hex, other: Hex, share: number): Hex {
  const parts = channels(one).map((part, index) => part + ((channels(other)[index] ?? 0) - part) * share);
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

/** WCAG 2.2 contrast ratio, from 1 to 21. */
export function contrast(one: Hex, other: Hex): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: Hex): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function saturation(colour: Hex): number {
  const parts = channels(colour);
  return (Math.max(...parts) - Math.min(...parts)) / 255;
}

function channels(colour: Hex): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
