import { describe, expect, it } from "vitest";
import { invertColour } from "../testing/invert-colour.ts";
import { contrast, darkPalette, lightPalette, type Palette } from "./palette.ts";

/** Greys, each hue in three lightnesses, and what real shops have. */
const accents = [
  ...[
    "#000000",
    "#1d1f20",
    "#777777",
    "#7a7a7a",
    "#c8c8c8",
    "#ffffff",
    "#FFD400",
    "#0b6e5a",
    "#e60023",
    "#635bff",
  ],
  ...["ff0000", "00ff00", "0000ff", "ffff00", "00ffff", "ff00ff"].flatMap((hue) =>
    [0, 0.5, 1].map(
      (white) =>
        `#${[0, 2, 4]
          .map((at) =>
            Math.round(Number.parseInt(hue.slice(at, at + 2), 16) * (0.5 + white / 2))
              .toString(16)
              .padStart(2, "0"),
          )
          .join("")}`,
    ),
  ),
];

const inverted = (palette: Palette) =>
  Object.fromEntries(
    Object.entries(palette).map(([name, colour]) => [name, invertColour(colour)]),
  ) as unknown as Palette;

function expectReadable({ ground, card, tint, ink, muted, link, button, onButton, edge }: Palette, loss = 0) {
  const text: [string, string][] = [
    [ink, card],
    [ink, tint],
    [muted, card],
    [muted, tint],
    [muted, ground],
    [link, card],
    [link, tint],
    [onButton, button],
  ];
  for (const [one, other] of text)
    expect(contrast(one, other), `${one} on ${other}`).toBeGreaterThanOrEqual(4.5 - loss);
  expect(contrast(edge, card), `${edge} around the button`).toBeGreaterThanOrEqual(3 - loss);
}

describe("a mail's colours", () => {
  it.each(accents)(
    "can be read with any accent, by day and by night (WCAG 2.2, 1.4.3 and 1.4.11): %s",
    (accent) => {
      expectReadable(lightPalette(accent));
      expectReadable(darkPalette(accent));
    },
  );

  it.each(accents.slice(0, 10))("can still be read when the reader inverts them: %s", (accent) => {
    const { link, button, onButton, edge, ...plain } = inverted(lightPalette(accent));
    // Ours alone: what becomes of a merchant's accent is between them and the reader, but never below large text's 3:1.
    for (const one of [plain.ink, plain.muted])
      for (const other of [plain.card, plain.tint, plain.ground])
        expect(contrast(one, other)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(link, plain.card)).toBeGreaterThanOrEqual(3);
    expect(contrast(onButton, button)).toBeGreaterThanOrEqual(3);
    expect(contrast(edge, plain.card)).toBeGreaterThanOrEqual(1.5);
  });

  it("are the merchant's where they can be", () => {
    expect(lightPalette("#0B6E5A")).toMatchObject({
      button: "#0b6e5a",
      onButton: "#ffffff",
      edge: "#0b6e5a",
      link: "#0b6e5a",
    });
    expect(lightPalette("#ffd400")).toMatchObject({ button: "#ffd400", onButton: "#121314" });
  });

  it("measure contrast as WCAG does", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });
});
