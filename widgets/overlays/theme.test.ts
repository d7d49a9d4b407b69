import { describe, expect, it } from "vitest";
import { type Colour, contrast, deriveTheme, type PaintedButton } from "./theme.ts";

const grid = [0, 0.25, 0.5, 0.75, 1];
const colours: Colour[] = grid.flatMap((red) =>
  grid.flatMap((green) => grid.map((blue): Colour => [red, green, blue, 1])),
);
const read = (css: string): Colour => [
  ...((css.match(/\d+/g) ?? []).map((part) => Number(part) / 255) as [number, number, number]),
  1,
];
const button = (fill: Colour, area = 1): PaintedButton => ({ fill, text: fill, radius: 8, area });

describe("the theme of the exit offer", () => {
  it("can be read, whatever colours a shop has", () => {
    for (const [index, surface] of colours.entries())
      for (const fill of colours) {
        const pageText = colours[(index * 7) % colours.length] as Colour;
        const theme = deriveTheme(pageText, surface, [button(fill)]);
        expect(contrast(read(theme.text), read(theme.surface))).toBeGreaterThan(4.4);
        expect(contrast(read(theme.accent), read(theme.surface))).toBeGreaterThan(2.9);
        expect(contrast(read(theme.ink), read(theme.accent))).toBeGreaterThan(4.4);
      }
  });

  it("leaves colours alone that can be read", () => {
    const theme = deriveTheme([0.2, 0.2, 0.2, 1], [1, 1, 1, 1], [button([0, 0.4, 0.2, 1])]);
    expect(theme).toMatchObject({
      text: "rgb(51,51,51)",
      surface: "rgb(255,255,255)",
      accent: "rgb(0,102,51)",
      scheme: "light",
    });
  });

  it("takes the accent from the biggest painted button that stands out", () => {
    const theme = deriveTheme(
      [0, 0, 0, 1],
      [1, 1, 1, 1],
      [
        button([0, 0, 0.6, 1], 100),
        button([0.6, 0, 0, 1], 900),
        button([0.95, 0.95, 0.95, 1], 9000),
        button([0, 0.6, 0, 0.2], 9000),
      ],
    );
    expect(theme.accent).toBe("rgb(153,0,0)");
  });

  it("is dark where the page's text is light and nothing says what is behind it", () => {
    expect(deriveTheme([0.9, 0.9, 0.9, 1], null, []).scheme).toBe("dark");
  });
});
