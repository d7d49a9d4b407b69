import * as z from "zod";
import { parseSelector } from "./selector.ts";

/** Where a piece goes, beside or in the element that a selector means; as `insertAdjacentHTML` has it, in words. */
export const placePositions = ["before", "prepend", "append", "after"] as const;
export type PlacePosition = (typeof placePositions)[number];

/**
 * The setting of every widget that stands in the page: beside which of the shop's own elements. `null`: at the start of the
 * page. Where the selector matches nothing, the page is left without the widget and the merchant is told.
 */
export const placeSetting = z
  .strictObject({
    selector: z
      .string()
      .max(300)
      .refine(
        (text) => parseSelector(text) !== null,
        "a CSS selector of names, #ids, .classes, [attributes], spaces, > and commas, in ASCII",
      )
      .describe("CSS selector; its first match on the page counts"),
    position: z.enum(placePositions).default("before").describe("Beside that element or within it"),
  })
  .nullable()
  .default(null)
  .describe("Where it stands; empty: at the start of the page");
export type PlaceSetting = z.output<typeof placeSetting>;
