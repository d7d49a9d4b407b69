import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeAtHand, violationsIn } from "../../widgets/look.fixture.ts";
import { languages } from "../../worker/domain/language.ts";
import { desktop, everyState, openStage, phone, type Stage } from "./show-state.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(axeAtHand);
}, 60_000);
afterAll(() => stage?.close());

const looks = [
  ...languages.map((language) => ({ name: language, language, options: phone })),
  { name: "en, dark, on a desktop", theme: "dark", options: desktop },
] as const;

describe("axe objects to nothing, in any language, light and dark", () => {
  it.each(everyState)("$widget: $name", async (row) => {
    const found = await Promise.all(
      looks.map(async ({ name, ...look }) => {
        const page = await stage.show(row, look);
        const hosts = await page.evaluate(() => window.own.hosts().map(({ localName }) => localName));
        expect(hosts, "nothing is shown").not.toEqual([]);
        const violations = await violationsIn(page, [...new Set(hosts)].join());
        await stage.leave(page);
        return violations.map((violation) => `${name}: ${violation}`);
      }),
    );
    expect(found.flat()).toEqual([]);
    expect(stage.complaints()).toEqual([]);
  });
});
