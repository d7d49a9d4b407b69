import type { Language } from "../domain/language.ts";
import { darkPalette, type Hex, lightPalette, type Palette } from "./palette.ts";

const font =
  "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Hiragino Sans','Noto Sans',sans-serif;";
const size = (pixels: 12 | 14 | 16 | 20 | 24, height: number) =>
  `font-size:${pixels}px;line-height:${height}px;`;

/** What an element of a mail is spread with: its style in place, and the class by which it changes on dark and on phones. */
export interface Look {
  style: string;
  class?: string;
}

export type Styles = ReturnType<typeof stylesFor>;

/**
 * Everything is styled in place: Gmail drops what it does not like of style sheets, and Outlook on Windows most of the
 * rest. Colours keep their contrast when a reader inverts them. Only table cells have padding: Outlook on Windows knows none
 * elsewhere.
 * @param accent #rrggbb
 */
export function stylesFor(accent: Hex, direction: "ltr" | "rtl", language?: Language) {
  const colour = lightPalette(accent);
  const [start, end] = direction === "rtl" ? ["right", "left"] : ["left", "right"];
  const text = (pixels: 12 | 14 | 16 | 20 | 24, height: number, ink: Hex = colour.ink) =>
    `${font}${size(pixels, height)}color:${ink};`;
  // Korean is written with spaces, and broken at them.
  const words = language === "ko" ? "word-break:keep-all;" : "";
  const rule = `border-top:1px solid ${colour.line};`;
  return {
    page: { style: `margin:0;padding:0;background-color:${colour.ground};`, class: "g" },
    // Where hiding is not known it is too small to be seen.
    preheader: { style: `display:none;font-size:1px;line-height:1px;color:${colour.ground};` },
    ground: { style: `background-color:${colour.ground};`, class: "g" },
    outer: { style: "padding:24px 12px;", class: "outer" },
    card: {
      style: `width:100%;max-width:600px;background-color:${colour.card};border-radius:8px;`,
      class: "c card",
    },
    foot: { style: "width:100%;max-width:600px;" },
    head: {
      style: `padding:32px 32px 0 32px;text-align:${start};${text(16, 24)}font-weight:600;`,
      class: "i pad",
    },
    content: {
      style: `padding:24px 32px 32px 32px;text-align:${start};${text(16, 24)}${words}`,
      class: "i pad",
    },
    footer: {
      style: `padding:24px 32px 32px 32px;text-align:${start};${text(12, 20, colour.muted)}${words}`,
      class: "m pad",
    },
    title: { style: `margin:0 0 12px 0;${text(24, 30)}font-weight:700;`, class: "i" },
    text: { style: `margin:0 0 16px 0;${text(16, 24)}`, class: "i" },
    cart: { style: "border-collapse:collapse;" },
    pictureCell: { style: `width:72px;padding:16px 0;vertical-align:top;${rule}`, class: "l" },
    picture: { style: "display:block;width:72px;border:0;border-radius:6px;" },
    noPicture: {
      style: `width:72px;border-radius:6px;background-color:${colour.tint};text-align:center;vertical-align:middle;${text(24, 30, colour.muted)}`,
      class: "t m",
    },
    lineCell: { style: `padding:16px 0;padding-${start}:16px;vertical-align:top;${rule}`, class: "l" },
    bareCell: { style: `padding:16px 0;vertical-align:top;${rule}`, class: "l" },
    nameCell: { style: `vertical-align:top;text-align:${start};${text(16, 24)}`, class: "i" },
    name: { style: "font-weight:600;" },
    priceCell: {
      style: `padding-${start}:16px;vertical-align:top;text-align:${end};${text(16, 24)}`,
      class: "i price",
    },
    muted: { style: `font-weight:400;${size(14, 22)}color:${colour.muted};`, class: "m" },
    notice: { style: `font-weight:600;${size(14, 22)}color:${colour.ink};`, class: "i" },
    more: { style: `padding:12px 0;${rule}${text(14, 22, colour.muted)}`, class: "l m" },
    sumsCell: { style: `padding:16px 0 0 0;${rule}`, class: "l" },
    sumLabel: { style: `padding:0 0 8px 0;text-align:${start};${text(16, 24)}`, class: "i" },
    sum: { style: `padding:0 0 8px 0;text-align:${end};${text(16, 24)}`, class: "i" },
    totalLabel: { style: `text-align:${start};${text(16, 24)}font-weight:600;`, class: "i" },
    total: { style: `text-align:${end};${text(16, 24)}font-weight:600;`, class: "i" },
    alternativePrice: {
      style: `padding:0 0 8px 0;text-align:${end};vertical-align:top;${text(14, 22)}`,
      class: "i",
    },
    buttonCell: {
      // Outlook on Windows paints the cell and not the link in it.
      style: `border-radius:8px;background-color:${colour.button};text-align:center;`,
      class: "b",
    },
    button: {
      style: `display:inline-block;padding:13px 28px;border:1px solid ${colour.edge};border-radius:8px;background-color:${colour.button};${text(16, 20, colour.onButton)}font-weight:600;text-decoration:none;`,
      class: "b",
    },
    coupon: {
      style: `padding:20px 24px;border:1px dashed ${colour.muted};border-radius:8px;background-color:${colour.tint};text-align:${start};${text(16, 24)}`,
      class: "t i",
    },
    gives: { style: `margin:0 0 8px 0;${text(20, 26)}font-weight:700;`, class: "i" },
    codeLabel: { style: `margin:0;${text(12, 18, colour.muted)}`, class: "m" },
    code: {
      style: `margin:0 0 8px 0;font-family:Consolas,Menlo,'Courier New',monospace;${size(20, 28)}font-weight:700;letter-spacing:1px;color:${colour.ink};`,
      class: "i",
    },
    note: { style: `margin:0;${text(14, 22, colour.muted)}`, class: "m" },
    heading: { style: `margin:0 0 8px 0;${text(16, 24)}font-weight:600;`, class: "i" },
    answerCell: { style: `padding:0 0 16px 0;text-align:${start};${text(16, 24)}`, class: "i" },
    termCell: {
      style: `width:112px;padding:0 0 8px 0;text-align:${start};vertical-align:top;${text(14, 22, colour.muted)}`,
      class: "m term",
    },
    factCell: {
      style: `padding:0 0 8px 0;text-align:${start};vertical-align:top;${text(14, 22)}`,
      class: "i",
    },
    asideCell: { style: `padding:20px 0 0 0;${rule}`, class: "l" },
    link: { style: `color:${colour.link};text-decoration:underline;`, class: "a" },
    small: { style: `margin:0 0 8px 0;${text(12, 20, colour.muted)}`, class: "m" },
    smallLink: { style: `color:${colour.muted};text-decoration:underline;`, class: "m" },
    hint: { style: `margin:24px 0 0 0;${text(12, 18, colour.muted)}`, class: "m" },
    hintLink: { style: `color:${colour.muted};word-break:break-all;`, class: "m" },
    logo: {
      style: `display:block;max-width:100%;border:0;${text(16, 24)}font-weight:600;`,
      class: "i",
    },
  } as const satisfies Record<string, Look>;
}

/**
 * What only some readers know, and none needs: less room at the edges and one thing below another on a phone, and our own
 * dark colours in Apple Mail and Outlook's apps instead of those they would come upon.
 */
export function styleSheet(accent: Hex): string {
  return `:root{color-scheme:light dark;supported-color-schemes:light dark}@media (max-width:480px){${phone}}@media (prefers-color-scheme:dark){${night(darkPalette(accent))}}`;
}

const phone = [
  ".outer{padding:0 0 24px 0 !important}",
  ".card{border-radius:0 !important}",
  ".pad{padding-left:20px !important;padding-right:20px !important}",
  ".stack td{display:block !important}",
  ".stack .price{padding:4px 0 0 0 !important;text-align:inherit !important}",
  ".stack .term{width:auto !important;padding:0 !important}",
  ".wide{width:100% !important}",
  ".wide a{display:block !important}",
].join("");

function night(colour: Palette): string {
  const rules: [string, string][] = [
    [".g", `background-color:${colour.ground} !important`],
    [".c", `background-color:${colour.card} !important`],
    [".t", `background-color:${colour.tint} !important`],
    [".i", `color:${colour.ink} !important`],
    [".m", `color:${colour.muted} !important`],
    [".l", `border-color:${colour.line} !important`],
    [".a", `color:${colour.link} !important`],
    [
      ".b",
      `background-color:${colour.button} !important;border-color:${colour.edge} !important;color:${colour.onButton} !important`,
    ],
  ];
  return rules.map(([selector, rule]) => `${selector}{${rule}}`).join("");
}
