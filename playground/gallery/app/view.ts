import { languages } from "../../../worker/domain/language.ts";
import {
  directions,
  type FrameChoices,
  frameChoices,
  frameThemes,
  type GalleryWidget,
  galleryWidgets,
  stateOf,
} from "../frame-choices.ts";

/** Widths that pages are looked at in, in CSS pixels, and how much of each can be seen without scrolling. */
export const heights = { 320: 568, 390: 720, 768: 900, 1280: 800 } as const;
export type Width = keyof typeof heights;
export const widths = Object.keys(heights).map(Number) as Width[];

/** Many frames side by side: every state of these widgets, in each of these. */
export interface Overview {
  kind: "overview";
  widgets: GalleryWidget[];
  languages: FrameChoices["language"][];
  themes: FrameChoices["theme"][];
  directions: FrameChoices["direction"][];
  widths: Width[];
}

/** One frame, with its settings beside it. */
export interface OneWidget extends Omit<FrameChoices, "acts"> {
  kind: "one";
  width: Width;
}

export type View = Overview | OneWidget;

export const usualOverview: Overview = {
  kind: "overview",
  widgets: [...galleryWidgets],
  languages: ["en"],
  themes: ["light", "dark"],
  directions: ["ltr"],
  widths: [320, 768],
};

const several = {
  widgets: galleryWidgets,
  languages,
  themes: frameThemes,
  directions,
  widths,
} as const;

/** What an address asks for. What it does not say, or says wrongly, is as usual: a link from last year opens something. */
export function readView(search: string): View {
  const given = new URLSearchParams(search);
  const one = frameChoices.safeParse(Object.fromEntries(given));
  if (one.success && stateOf(one.data)) {
    const { acts: _, ...choices } = one.data;
    return {
      kind: "one",
      ...choices,
      width: widths.find((width) => String(width) === given.get("width")) ?? 390,
    };
  }
  const chosen = Object.entries(several).map(([name, all]) => {
    const wanted = given.get(name)?.split(",");
    const found = (all as readonly (string | number)[]).filter((value) => wanted?.includes(String(value)));
    return [name, found.length > 0 ? found : usualOverview[name as keyof typeof several]];
  });
  return { kind: "overview", ...Object.fromEntries(chosen) } as Overview;
}

/** The address of a view, without what is as usual. `readView` of it is the same view. */
export function writeView(view: View): string {
  const usual =
    view.kind === "overview" ? usualOverview : { ...frameChoices.parse({ widget: view.widget }), width: 390 };
  const { kind: _, ...choices } = view;
  const entries = Object.entries(choices).filter(
    ([name, value]) => name === "widget" || String(value) !== String(usual[name as keyof typeof usual]),
  );
  const search = new URLSearchParams(entries.map(([name, value]) => [name, String(value)]));
  return search.size > 0 ? `?${search}` : "";
}

/** How many frames an overview has for one state. */
export function framesPerState({
  languages,
  themes,
  directions,
  widths,
}: Overview): Omit<OneWidget, "kind" | "widget" | "state" | "shop" | "page" | "settings">[] {
  return languages.flatMap((language) =>
    directions.flatMap((direction) =>
      themes.flatMap((theme) => widths.map((width) => ({ language, direction, theme, width }))),
    ),
  );
}
