import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeWidgetSettings, widgetSettingsPage } from "./describe-widget-settings.ts";

// `npm run docs:settings`: docs/widget-settings.md out of the widgets' own schemas.
writeFileSync(widgetSettingsPage, describeWidgetSettings());
console.log(`Written: ${fileURLToPath(widgetSettingsPage)}`);
