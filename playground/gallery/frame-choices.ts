import * as z from "zod";
import { allStates } from "../../widgets/all-states.ts";
import type { WidgetState } from "../../widgets/states.ts";
import { languages } from "../../worker/domain/language.ts";

export type GalleryWidget = keyof typeof allStates;
export const galleryWidgets = Object.keys(allStates) as GalleryWidget[];

/** How a page may be looked at. */
export const directions = ["ltr", "rtl"] as const;
export const frameThemes = ["light", "dark"] as const;

/** Whose page it is: the demo shop's, one that a real shop once sent, or the developer's own shop's as it is now. */
export const shops = ["demo", "captured", "own"] as const;

/** What a frame shows, as it stands in its address. What is left out of an address is as written here. */
export const frameChoices = z.object({
  widget: z.enum(galleryWidgets),
  /** `slugOf` the state's name; left out: the first. */
  state: z.string().max(200).default(""),
  language: z.enum(languages).default("en"),
  direction: z.enum(directions).default("ltr"),
  theme: z.enum(frameThemes).default("light"),
  shop: z.enum(shops).default("demo"),
  /** Of the own shop: the page's path. Of captured pages: the page's name. Left out: one of the state's kind. */
  page: z.string().max(500).default(""),
  /** The widget's own settings, as JSON, in place of the state's. */
  settings: z.string().max(20_000).default(""),
  /** `off`: whoever opens it does the state's acts themselves. */
  acts: z.enum(["on", "off"]).default("on"),
});
export type FrameChoices = z.output<typeof frameChoices>;

/** Where frames begin: leads on to the page, under its own path. */
export const framePath = "/__frame";

/** The address of a frame below `origin`. */
export function frameAddress(origin: string, choices: z.input<typeof frameChoices>): string {
  const given = Object.entries(choices).filter(([, value]) => value !== "" && value !== undefined);
  return `${origin}${framePath}?${new URLSearchParams(given as [string, string][])}`;
}

export function stateOf({ widget, state }: Pick<FrameChoices, "widget" | "state">): WidgetState | undefined {
  const states: readonly WidgetState[] = allStates[widget];
  return state === "" ? states[0] : states.find(({ name }) => slugOf(name) === state);
}

/** "At the payment, in the shop's colour" is `at-the-payment-in-the-shop-s-colour`. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
