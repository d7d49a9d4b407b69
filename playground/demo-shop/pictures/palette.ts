import type { Colour } from "../catalog.ts";

export interface Tint {
  main: string;
  light: string;
  dark: string;
}

export const ink = "#22404b";
export const tile = "#f1ebdf";
export const cream = "#fbf7ee";
export const wood: Tint = { main: "#d3a470", light: "#e6c397", dark: "#b27f4b" };
export const metal: Tint = { main: "#c9d3d4", light: "#e6ecec", dark: "#9aa9ad" };
export const flame = "#efb443";

export const tints: Record<Colour, Tint> = {
  sea: { main: "#4f8ea2", light: "#86b6c4", dark: "#386e81" },
  chalk: { main: "#f7f2e7", light: "#ffffff", dark: "#dcd2c0" },
  rust: { main: "#c9653f", light: "#e0906d", dark: "#a14a2b" },
  kelp: { main: "#7a8c5b", light: "#a3b381", dark: "#5a6b41" },
  sand: { main: "#dec59c", light: "#eedfc2", dark: "#c0a274" },
  slate: { main: "#5d6f78", light: "#8b9ca3", dark: "#445259" },
  mustard: { main: "#dda73b", light: "#eec878", dark: "#b98429" },
};

/** A soft shadow where the thing stands. */
export function ground(cx: number, cy: number, rx: number): string {
  return `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${Math.round(rx / 11)}" fill="${ink}" fill-opacity=".13" stroke="none"/>`;
}
