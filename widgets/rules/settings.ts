import * as z from "zod";
import type { Audience } from "../../worker/domain/audience.ts";
import type { PageKind } from "../../worker/domain/page-kind.ts";
import type { Device } from "../../worker/wire/storefront-api.ts";

/**
 * Where, when and for whom: what every widget can be told, in one line of its settings. `place` is beside them, where a widget has
 * one (widgets/place/settings.ts).
 *
 * @param usual pages it is on where nothing is set
 * @param possible pages it can be put on
 */
export const widgetRules = <Kind extends PageKind>(usual: NoInfer<Kind>[], possible: readonly Kind[]) => ({
  pages: pagesSetting(usual, possible),
  devices: devicesSetting,
  schedule: scheduleSetting,
  audience: audienceSetting,
  variant: variantSetting,
});

/** What all widgets' settings have in common: one that lacks any of it is a type error (widgets/index.ts). */
export interface WidgetRules {
  enabled: boolean;
  pages: PageKind[];
  devices: Device[];
  schedule: { from: string | null; until: string | null };
  audience: Audience;
  variant: string;
}

/** All that people look at before they have bought. */
export const shopPages = ["home", "listing", "product", "cart", "checkout", "other"] as const;

/** Pages by what they are for. */
const pagesSetting = <Kind extends PageKind>(usual: NoInfer<Kind>[], possible: readonly Kind[]) =>
  z.array(z.enum(possible)).default(usual).describe("Pages it may appear on");

export const devices = ["phone", "desktop"] as const satisfies Device[];

const devicesSetting = z
  .array(z.enum(devices))
  .min(1)
  .default([...devices])
  .describe("Devices it appears on");

const moment = z.iso.datetime({
  offset: true,
  error: "a moment with its zone, as 2026-11-27T00:00:00+01:00",
});

const scheduleSetting = z
  .strictObject({
    from: moment.nullable().default(null).describe("Not before"),
    until: moment.nullable().default(null).describe("Not from then on"),
  })
  .refine(
    ({ from, until }) => from === null || until === null || Date.parse(from) < Date.parse(until),
    "it has to begin before it ends",
  )
  .prefault({})
  .describe("When it is shown; empty: always");

/** Counts are kept by it, so that two ways of showing a widget can be compared. */
const variantSetting = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,29}$/, "1-30 of a-z, 0-9 and -")
  .default("standard")
  .describe("Name under which it is counted");

const amount = z.int().min(0).max(100_000_000);

/** Who sees it. Nothing of it is ever decided in a page that a cache may keep. */
const audienceSetting = z
  .strictObject({
    visitors: z
      .enum(["all", "new", "returning"])
      .default("all")
      .describe("New: no cart of theirs was seen on an earlier day"),
    countries: z
      .array(z.string().regex(/^[A-Z]{2}$/, "an ISO 3166-1 code, as PL"))
      .default([])
      .describe("Only in these countries; empty: everywhere"),
    cart: z
      .strictObject({
        currency: z.string().regex(/^[A-Z]{3}$/, "an ISO 4217 code, as GBP"),
        from: amount.default(0),
        below: amount.nullable().default(null),
      })
      .nullable()
      .default(null)
      .describe("Only for carts worth that much, in minor units"),
    referrers: z
      .array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "a host, as news.example"))
      .max(30)
      .default([])
      .describe("Only for visits that came from these sites; empty: from anywhere"),
  })
  .prefault({})
  .describe("Who sees it");

/** One budget for all that lies over a page, whichever widgets bring it. */
export const overlaySettings = z.strictObject({
  perSession: z.int().min(0).max(10).default(1).describe("Overlays until the browser is closed"),
  perWeek: z.int().min(0).max(50).default(3).describe("Overlays in seven days"),
});
