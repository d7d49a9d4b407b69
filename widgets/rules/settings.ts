import * as z from "zod";
import type { PageKind } from "../../worker/domain/page-kind.ts";

/** The settings that several widgets share: where, when and for whom. Each widget takes those it can keep. */

/** Pages by what they are for. */
export const pagesSetting = <Kind extends PageKind>(usual: NoInfer<Kind>[], possible: readonly Kind[]) =>
  z.array(z.enum(possible)).default(usual).describe("Pages it may appear on");

export const devices = ["phone", "desktop"] as const;

/** Told by the pointer: a phone or tablet has none that can hover. */
export const devicesSetting = z
  .array(z.enum(devices))
  .min(1)
  .default([...devices])
  .describe("Devices it appears on");

const moment = z.iso.datetime({
  offset: true,
  error: "a moment with its zone, as 2026-11-27T00:00:00+01:00",
});

export const scheduleSetting = z
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
export const variantSetting = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,29}$/, "1-30 of a-z, 0-9 and -")
  .default("standard")
  .describe("Name under which it is counted");

/** One budget for all that lies over a page, whichever widgets bring it. */
export const overlaySettings = z.strictObject({
  perSession: z.int().min(0).max(10).default(1).describe("Overlays until the browser is closed"),
  perWeek: z.int().min(0).max(50).default(3).describe("Overlays in seven days"),
});

const amount = z.int().min(0).max(100_000_000);

/**
 * Who sees it. What depends on the visitor is decided by a private request when the widget is about to be shown, never in a
 * page that a cache may keep.
 */
export const audienceSetting = z
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
