import type { MessageRow } from "../../db/recovery-messages.ts";
import type { selectSendFacts } from "../../db/send-facts.ts";
import { day } from "../../domain/clock.ts";
import { type SendDecision, whyNotToSend } from "../../domain/why-not-to-send.ts";
import { capsOf, type PlannedStep } from "../../wire/recovery-settings.ts";
import type { Store } from "../stores/find-store.ts";

/** Over which messages count towards the monthly cap. */
export const month = 30 * day;

export type MessageFacts = Awaited<ReturnType<typeof selectSendFacts>>[number];

/** Whether a message may be sent at this time, by all that is known of it: for the delivery itself, and for whoever asks. */
export function decideOnMessage(
  store: Pick<Store, "paused" | "trackingLost" | "settings">,
  message: Pick<MessageRow, "plannedAt">,
  plan: PlannedStep,
  facts: MessageFacts,
  now: number,
): SendDecision {
  const { recovery, sender, timezone } = store.settings;
  return whyNotToSend({
    now,
    dueAt: message.plannedAt,
    cart: { ...facts.cart, isReturning: Boolean(facts.isReturning) },
    when: plan.when,
    store: {
      paused: store.paused,
      trackingLost: store.trackingLost,
      recoveryEnabled: recovery.enabled,
      hasSender: sender !== null,
    },
    boughtSince: Boolean(facts.boughtSince),
    suppressed: Boolean(facts.suppressed),
    consent: facts.consent,
    earlierOpenUntil: facts.earlierOpenUntil,
    lastSentAt: facts.lastSentAt,
    sentForCart: facts.sentForCart,
    sentInMonth: facts.sentInMonth,
    caps: capsOf(recovery),
    quietHours: plan.quietHours === undefined ? recovery.quietHours : plan.quietHours,
    timezone: facts.cart.timezone ?? timezone,
    tooLateHours: recovery.tooLateHours,
  });
}
