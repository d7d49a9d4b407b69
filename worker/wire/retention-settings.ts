import * as z from "zod";

/** How long what is about people is kept. What is removed leaves its count behind. */
export const retentionSettings = z.strictObject({
  /**
   * A cart that nobody touched for this long goes, with its messages. No less than 90: what was sent about it counts towards
   * the caps of the month after its last mail.
   */
  cartDays: z.int().min(90).max(1095).default(180),
  /** An address that no cart speaks of any more goes this long after it was first given, consent or not. */
  contactDays: z.int().min(90).max(1095).default(365),
});
