import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allStates } from "../../../widgets/all-states.ts";
import type { WidgetState } from "../../../widgets/states.ts";
import { languages } from "../../../worker/domain/language.ts";
import { directions, frameThemes, galleryWidgets, shops, slugOf } from "../frame-choices.ts";
import { setCommand } from "./shell-command.ts";
import { readView, usualOverview, type View, widths, writeView } from "./view.ts";

const some = <Value>(values: readonly Value[]) =>
  fc.subarray([...values], { minLength: 1 }) as fc.Arbitrary<Value[]>;

const overview: fc.Arbitrary<View> = fc.record({
  kind: fc.constant("overview" as const),
  widgets: some(galleryWidgets),
  languages: some(languages),
  themes: some(frameThemes),
  directions: some(directions),
  widths: some(widths),
});

const one: fc.Arbitrary<View> = fc.constantFrom(...galleryWidgets).chain((widget) =>
  fc.record({
    kind: fc.constant("one" as const),
    widget: fc.constant(widget),
    state: fc.constantFrom("", ...(allStates[widget] as WidgetState[]).map(({ name }) => slugOf(name))),
    language: fc.constantFrom(...languages),
    direction: fc.constantFrom(...directions),
    theme: fc.constantFrom(...frameThemes),
    width: fc.constantFrom(...widths),
    shop: fc.constantFrom(...shops),
    page: fc.string({ unit: "binary", maxLength: 50 }),
    settings: fc.json({ maxDepth: 2 }),
  }),
);

describe("the address of what the gallery shows", () => {
  it("opens the same for whoever it is sent to", () => {
    fc.assert(
      fc.property(fc.oneof(overview, one), (view) => {
        expect(readView(writeView(view))).toEqual(view);
      }),
    );
  });

  it("says nothing of what is as usual", () => {
    expect(writeView(usualOverview)).toBe("");
    expect(writeView(readView("?widget=shipping"))).toBe("?widget=shipping");
  });

  it("opens something whatever it says", () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), (search) => {
        expect(["one", "overview"]).toContain(readView(`?${search}`).kind);
      }),
    );
    expect(readView("?widget=gone")).toEqual(usualOverview);
    expect(readView("?widget=shipping&state=gone")).toEqual(usualOverview);
    expect(readView("?languages=tlh&themes=dark")).toEqual({ ...usualOverview, themes: ["dark"] });
  });
});

describe("the command to paste", () => {
  it("is one word to the shell, whatever a merchant wrote", () => {
    expect(setCommand("shop.example", "trustBadges", { text: 'it\'s $HOME `now` \\ "here"' })).toBe(
      `npm run store -- set shop.example widgets.trustBadges '{"text":"it'\\''s $HOME \`now\` \\\\ \\"here\\""}'`,
    );
  });
});
