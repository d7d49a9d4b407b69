import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { zenCartSettings } from "../worker/testing/shops/zen-cart.ts";
import { storeSettings } from "../worker/wire/store-settings.ts";
import { describeWidgetSettings, widgetSettingsPage } from "./describe-widget-settings.ts";

describe("the settings in the documentation", () => {
  it("for Zen Cart are those that its tests run with", () => {
    const page = readFileSync(join(import.meta.dirname, "../docs/platforms/generic.md"), "utf8");
    const [, json = ""] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    expect(storeSettings.parse({ generic: JSON.parse(json) })).toEqual(storeSettings.parse(zenCartSettings));
  });

  it("of every widget are those that its schema has (npm run docs:settings)", () => {
    expect(readFileSync(widgetSettingsPage, "utf8")).toBe(describeWidgetSettings());
  });
});
