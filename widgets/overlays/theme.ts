/** Red, green, blue and opacity, each from 0 to 1. */
export type Colour = [number, number, number, number];

/** What the offer takes from the shop. Everything else is mixed from these. Values are CSS. */
export interface Theme {
  text: string;
  surface: string;
  /** Fill of the main action, at least 3:1 against the surface. */
  accent: string;
  /** Text on that fill, at least 4.5:1. */
  ink: string;
  radius: string;
  scheme: "light" | "dark";
}

const white: Colour = [1, 1, 1, 1];
const black: Colour = [0, 0, 0, 1];

/** A button of the shop as it is painted now. */
export interface PaintedButton {
  fill: Colour;
  text: Colour;
  radius: number;
  /** In px²: the biggest painted button of a page is its main one. */
  area: number;
}

/**
 * The shop's colours, corrected where they cannot be read: text keeps 4.5:1 against the surface, the fill of the main
 * action 3:1, and its text 4.5:1. A shop without a usable button gets its text colour as accent.
 */
export function deriveTheme(pageText: Colour, pageSurface: Colour | null, buttons: PaintedButton[]): Theme {
  const surface = pageSurface ?? (luminance(pageText) > 0.4 ? black : white);
  const text = readable(pageText, surface);
  const main = buttons
    .filter(({ fill }) => fill[3] > 0.9 && contrast(fill, surface) >= 3)
    .sort((one, other) => other.area - one.area)[0];
  const accent = main?.fill ?? text;
  return {
    text: css(text),
    surface: css(surface),
    accent: css(accent),
    ink: css(readable(main?.text ?? surface, accent)),
    radius: `${Math.min(main?.radius ?? 8, 24)}px`,
    scheme: luminance(surface) > 0.4 ? "light" : "dark",
  };
}

/** The colour itself where it can be read on the ground, else black or white, whichever is clearer. */
const readable = (colour: Colour, ground: Colour): Colour => {
  if (contrast(colour, ground) >= 4.5) return colour;
  return contrast(white, ground) > contrast(black, ground) ? white : black;
};

/** WCAG 2.2 contrast ratio, from 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  ) as Colour;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const css = ([red, green, blue]: Colour) =>
  `rgb(${[red, green, blue].map((part) => Math.round(part * 255))})`;
