import * as z from "zod";
import { mailTemplates, presets, type Sequence, stages } from "../domain/sequence.ts";

/** How a store follows up on carts that were left: when, with what, to whom, and how often at most. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day as HH:MM, 00:00 to 23:59");
const quietHours = z.strictObject({ from: timeOfDay, to: timeOfDay }).nullable();
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "1-40 of a-z, 0-9 and -");

const condition = z.strictObject({
  /** How far the shopper came. */
  stages: z.array(z.enum(stages)).min(1).optional(),
  /** In minor units. Carts in another currency do not match. */
  value: z
    .strictObject({
      currency: z.string().regex(/^[A-Z]{3}$/, "an ISO 4217 code, as GBP"),
      min: z.int().min(0).optional(),
      max: z.int().min(0).optional(),
    })
    .refine(({ min, max }) => min === undefined || max === undefined || min <= max, "min is above max")
    .optional(),
  /** `returning`: this address has bought here before. */
  audience: z.enum(["new", "returning"]).optional(),
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/, "an ISO 3166-1 code, as PL"))
    .min(1)
    .optional(),
  /** What the shopper told the survey. */
  reasons: z.array(name).min(1).optional(),
});

const step = z.strictObject({
  /** Minutes after the cart was abandoned. */
  delayMinutes: z.int().min(1).max(43_200),
  template: z.enum(mailTemplates).default("reminder"),
  /** One of the store's incentives, by name. */
  incentive: name.nullable().default(null),
  /** Asked again just before sending: a step whose condition no longer holds is left out. */
  when: condition.nullable().default(null),
  /** Instead of the store's. */
  quietHours: quietHours.optional(),
  variants: z
    .array(
      z.strictObject({
        name,
        weight: z.number().min(0).max(1000).default(1),
        subject: z
          .string()
          .min(1)
          .max(100)
          .refine((text) => !/\p{Cc}/u.test(text), "one line of text")
          .optional(),
      }),
    )
    .max(10)
    .default([]),
});

const steps = z
  .array(step)
  .min(1)
  .max(10)
  .refine(
    (all) => all.every(({ delayMinutes }, at) => at === 0 || delayMinutes > (all[at - 1]?.delayMinutes ?? 0)),
    "each step later than the one before",
  );

export const recoverySettings = z.strictObject({
  enabled: z.boolean().default(true),
  /** Minutes without activity after which a cart counts as abandoned. */
  idleMinutes: z.int().min(5).max(1440).default(30),
  /** `gentle`: after 1, 24 and 72 hours. `classic`: after 30 minutes, 6 hours, 2, 4 and 7 days. */
  preset: z.enum(Object.keys(presets) as [keyof typeof presets]).default("gentle"),
  /** Instead of the preset's. */
  steps: steps.nullable().default(null),
  /** For some carts only; the first whose condition holds is taken, `steps` or the preset when none does. */
  sequences: z
    .array(z.strictObject({ name, when: condition, steps }))
    .max(20)
    .default([]),
  /** Limits for one address over all its carts, and for one cart. `null`: the preset's. */
  caps: z
    .strictObject({
      hoursBetween: z.int().min(1).max(720),
      perCart: z.int().min(1).max(10),
      perMonth: z.int().min(1).max(60),
    })
    .nullable()
    .default(null),
  /** Nobody is written to between these, in the recipient's time zone. `null` turns this off. */
  quietHours: quietHours.default({ from: "21:00", to: "08:00" }),
  /** A message that could not be sent within this many hours of its time is not sent any more. */
  tooLateHours: z.int().min(1).max(168).default(24),
  /** Before each message the shop is asked whether what is in the cart can still be bought. */
  checkStock: z.boolean().default(true),
  /** How long a mail's link can rebuild the cart. */
  linkDays: z.int().min(1).max(365).default(30),
  /** An order within this many days of a resumed cart is attributed to the message. */
  attributionDays: z.int().min(1).max(30).default(5),
  /** Every message goes to this address instead of the shopper's: for trying out. */
  testInbox: z.email().nullable().default(null),
});

export type RecoverySettings = z.output<typeof recoverySettings>;

/** A store's sequences in the order they are tried; the last one takes every cart. */
export function sequencesOf(settings: RecoverySettings): Sequence[] {
  const fallback = settings.steps
    ? { name: "own", when: null, steps: settings.steps }
    : { name: settings.preset, when: null, steps: [...presets[settings.preset].steps] };
  return [...settings.sequences, fallback];
}

export function capsOf(settings: RecoverySettings) {
  return settings.caps ?? presets[settings.preset].caps;
}

/** A message's own step, as it stood when the message was scheduled: JSON in `recovery_messages.plan`. */
export const plannedStep = z.object({
  sequence: z.string(),
  /** Nothing follows in its sequence. Not known of messages that were scheduled before this was kept: they do not say so. */
  isLast: z.boolean().default(false),
  template: z.enum(mailTemplates),
  incentive: z.string().nullable(),
  when: condition.nullable(),
  quietHours: quietHours.optional(),
  variant: z.object({ name: z.string(), subject: z.string().optional() }).nullable(),
});
export type PlannedStep = z.output<typeof plannedStep>;
