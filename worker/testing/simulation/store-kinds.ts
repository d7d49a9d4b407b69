import type { MailProviderId } from "../../domain/mail-provider-id.ts";

/** What stores, addresses and times a schedule draws from. */

/** With keys for a day, with keys for half an hour, without keys. */
export const providers: readonly MailProviderId[] = ["resend", "resend", "brevo", "postmark"];

/** How long each of them remembers a key, in ms, as its documentation says and the fake does. */
export const windows: Partial<Record<MailProviderId, number>> = { resend: 86_400_000, brevo: 1_800_000 };

const step = (delayMinutes: number) => ({ delayMinutes });

export const sequences: readonly Record<string, unknown>[] = [
  { steps: [step(60), step(1440)] },
  { preset: "gentle" },
  { steps: [step(1), step(2)], caps: { hoursBetween: 1, perCart: 2, perMonth: 3 } },
  {
    steps: [step(30), step(240), step(600)],
    caps: { hoursBetween: 2, perCart: 2, perMonth: 4 },
    quietHours: null,
  },
  {
    steps: [60, 600, 1440].map((delayMinutes) => ({ delayMinutes, template: "incentive", incentive: "ten" })),
    caps: { hoursBetween: 1, perCart: 3, perMonth: 9 },
  },
];

/** What the mails of a sequence give that gives anything, and the codes there are: fewer than there may be carts. */
export const incentives = { ten: { kind: "percent", value: 10, validHours: 72 } };
export const codes = ["GIVEN-101", "GIVEN-102"] as const;

export const givesCoupons = ({ sequence }: { sequence: number }) =>
  JSON.stringify(sequences[sequence]).includes("incentive");

/** Paths of settings and what they become. */
export const settingChanges: readonly [string, unknown][][] = [
  [["recovery.steps", [step(10), step(30), step(60)]]],
  [["recovery.caps", { hoursBetween: 48, perCart: 1, perMonth: 1 }]],
  [["recovery.caps", undefined]],
  [["recovery.quietHours", { from: "12:00", to: "20:00" }]],
  [["recovery.enabled", false]],
  [["recovery.enabled", true]],
  [["recovery.tooLateHours", 2]],
  [["mailProvider", "postmark"]],
  [["mailProvider", "brevo"]],
];

export const addresses = ["ada@example.com", "bob@example.com", "cyd@example.com"] as const;

/** The same address as people type it. */
export const spellings: readonly ((address: string) => string)[] = [
  (address) => address,
  (address) => ` ${address.toUpperCase()}`,
  (address) => `${address.slice(0, 1).toUpperCase()}${address.slice(1).replace("example", "EXAMPLE")} `,
];

/** A working day, an evening, and the evenings before the clocks change in London and New York. */
export const beginnings = [
  "2026-11-23T15:00:00Z",
  "2026-11-23T20:10:00Z",
  "2026-03-28T19:30:00Z",
  "2026-10-24T19:30:00Z",
  "2026-10-31T23:45:00Z",
].map((time) => Date.parse(time));

export const visitors = [
  { language: "en", country: "GB", timezone: "Europe/London" },
  { language: "pl", country: "US", timezone: "America/New_York" },
] as const;

export const products = [
  { productId: "101", name: "Enamel mug", unitMinor: 1250 },
  { productId: "107", name: "Sea salt flakes", unitMinor: 499 },
  { productId: "113", name: "Oilskin hat", unitMinor: 8900 },
] as const;
