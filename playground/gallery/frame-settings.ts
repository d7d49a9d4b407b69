import { widgetSettings } from "../../widgets/index.ts";
import type { PlatformId } from "../../worker/domain/platform-id.ts";
import type { Platform } from "../../worker/platforms/contract.ts";
import { platforms } from "../../worker/platforms/index.ts";
import { type StoreSettings, storeSettings } from "../../worker/wire/store-settings.ts";
import { type FrameChoices, stateOf } from "./frame-choices.ts";

export interface FrameStore {
  settings: StoreSettings;
  platform: Platform;
}

/** A store in which nothing keeps a widget from being shown. */
const usual = {
  sender: {
    name: "Saltmarsh Supply",
    address: "hello@shop.example",
    postalAddress: "1 Quay Street, Wells-next-the-Sea NR23 1AA, United Kingdom",
  },
  widgets: { overlays: { perSession: 10, perWeek: 50 } },
};

const everyWidget = Object.entries(widgetSettings.parse({})).filter(([, settings]) => "enabled" in settings);

/** Nobody waits here until a page has been open for long enough, whatever the settings say. */
const atOnce = everyWidget.flatMap(([name, settings]) => ("dwellSeconds" in settings ? [name] : []));

/**
 * The store whose page a frame shows: its own settings, the state's over them, and the widget's as they are being tried over
 * those. Every other widget is off, unless the state says otherwise.
 *
 * @param own settings of the developer's own store, as stored
 * @returns what is wrong with the settings, where something is
 */
export function frameStore(
  choices: FrameChoices,
  platform: PlatformId,
  own: object = {},
): FrameStore | { problems: string[] } {
  const { widget } = choices;
  const state = stateOf(choices);
  const off = Object.fromEntries(everyWidget.map(([name]) => [name, { enabled: name === widget }]));
  const merged = [usual, { widgets: off }, state?.settings ?? {}].reduce(merge, own) as Record<
    string,
    object
  >;
  const tried = readJson(choices.settings);
  if (tried === null) return { problems: ["settings: not JSON"] };
  if (tried !== undefined) merged.widgets = { ...merged.widgets, [widget]: tried };
  const parsed = storeSettings.safeParse(merged);
  if (parsed.success) {
    const widgets = parsed.data.widgets as unknown as Record<string, object>;
    for (const name of atOnce) widgets[name] = { ...widgets[name], dwellSeconds: 0 };
    return { settings: parsed.data, platform: platforms[platform] };
  }
  return { problems: parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) };
}

function readJson(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return null;
  }
}

/** Objects are merged, all else is replaced. */
export function merge(below: object, above: object): Record<string, unknown> {
  const result: Record<string, unknown> = { ...below };
  for (const [name, value] of Object.entries(above)) {
    const known = result[name];
    result[name] = isObject(known) && isObject(value) ? merge(known, value) : value;
  }
  return result;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
