import * as z from "zod";
import { widgetEvents, widgetIds } from "../domain/widget-event.ts";

/** How often something happened to a widget on a day (days since 1970, UTC). */
const widgetCount = z.strictObject({
  day: z.int(),
  widget: z.enum(widgetIds),
  variant: z.string(),
  event: z.enum(widgetEvents),
  count: z.int().min(1),
});
export type WidgetCount = z.output<typeof widgetCount>;

/** What travels in the recovery queue: ids and hashes only, never an address or a cart. */
export const queueBody = z.discriminatedUnion("kind", [
  /** A message that is due. Everything about it is read again by the consumer. */
  z.strictObject({ kind: z.literal("deliver"), storeId: z.string(), messageId: z.string() }),
  /** A mail in which a shopper asked for their own cart. */
  z.strictObject({ kind: z.literal("send-cart"), storeId: z.string(), mailId: z.string() }),
  /** Something to tell a merchant. */
  z.strictObject({ kind: z.literal("notice"), storeId: z.string(), noticeId: z.string() }),
  /** An order that was seen while the database could not be written. */
  z.strictObject({
    kind: z.literal("order"),
    storeId: z.string(),
    shopperId: z.string().nullable(),
    addressHash: z.string().nullable(),
    number: z.string().nullable(),
    totalMinor: z.number().nullable(),
    currency: z.string().nullable(),
    placedAt: z.number(),
    /** What the platform's own event said, when the order was seen through one. */
    event: z
      .strictObject({
        status: z.enum(["placed", "cancelled"]),
        at: z.number(),
        cartRef: z.string().nullable(),
      })
      .nullable(),
  }),
  /** An unsubscribe or refusal that was asked for while the database could not be written. */
  z.strictObject({
    kind: z.literal("suppress"),
    storeId: z.string(),
    addressHash: z.string(),
    reason: z.string(),
    at: z.number(),
  }),
  /** Widgets that were shown, used or dismissed, counted where that was seen. */
  z.strictObject({
    kind: z.literal("count"),
    storeId: z.string(),
    counts: z.array(widgetCount).min(1).max(500),
  }),
]);

export type QueueBody = z.output<typeof queueBody>;
