import type { ListedMessage } from "../../worker/db/message-reports.ts";
import type { SkipReason, WaitReason } from "../../worker/domain/why-not-to-send.ts";
import type { Erased } from "../../worker/services/contacts/erase-contact.ts";
import type { MessageHistory } from "../../worker/services/recovery/explain-message.ts";
import type { Foresight } from "../../worker/services/recovery/foresee-messages.ts";
import type { MessageList } from "../../worker/services/recovery/list-messages.ts";

/** What became of a store's messages: counts that add up, then what needs somebody, then the newest. */
export function describeList(name: string, { days }: { days: number }, list: MessageList): string[] {
  const { total, groups, outcomes, removed, deadLetters, dead, stuck, unknown, newest, untold } = list;
  return [
    `${name}: ${total} ${total === 1 ? "message" : "messages"} planned in the last ${days} days or later`,
    "",
    ...Object.entries(groups).map(([group, count]) => `  ${`${count}`.padStart(7)}  ${group}`),
    "",
    ...outcomes.map(
      ({ status, reason, count }) =>
        `  ${`${count}`.padStart(7)}  ${status}${reason === null ? "" : `: ${reason}`}`,
    ),
    ...section(
      "Removed because their time was over (not counted above)",
      removed.map(({ status, count }) => `${count} ${status}`),
    ),
    ...section(
      "Given up on by the queue (messages among them are counted above, and named here until they are over: cron finds them again)",
      [...deadLetters.map(({ kind, count }) => `${count} ${kind}`), ...dead.map(lineOf)],
    ),
    ...section(
      "Stuck (do cron and queue run? `send-now` for one that waits, `stop --cart`, `resolve`)",
      stuck.map(lineOf),
    ),
    ...section(
      `Unknown${unknown.length < groups.unknown ? `, ${unknown.length} of ${groups.unknown}` : ""} (look into the provider's own log, then \`resolve\`)`,
      unknown.map(lineOf),
    ),
    ...section(
      "Not told",
      untold.map(({ id, kind, status, reason }) => `${id}  ${kind}  ${status}${reason ? `: ${reason}` : ""}`),
    ),
    ...section("Newest", newest.map(lineOf)),
  ];
}

function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ["", title, "", ...lines.map((line) => `  ${line}`)];
}

function lineOf({ id, cartId, step, status, reason, dueAt, acceptedAt, lapses }: ListedMessage): string {
  const when = acceptedAt === null ? `due ${utc(dueAt)}` : `accepted ${utc(acceptedAt)}`;
  const broken = lapses > 0 ? `, broken off ${lapses}×` : "";
  return `${id}  ${cartId}  step ${step}  ${status}${reason === null ? "" : `: ${reason}`}, ${when}${broken}`;
}

/** One message with all that happened to it. */
export function describeMessage(history: MessageHistory): string[] {
  const { message, plan, attempts, events } = history;
  const facts: [string, string | number | null][] = [
    ["cart", message.cartId],
    [
      "step",
      `${message.step} of ${plan.sequence}, ${plan.template}${plan.variant ? `, ${plan.variant.name}` : ""}`,
    ],
    ["status", message.status],
    ["reason", message.reason],
    ["planned", utc(message.plannedAt)],
    ["due", utc(message.dueAt)],
    ["attempts", message.attempt],
    ["broken off", message.lapses || null],
    ["sent from", message.sendingAt === null ? null : utc(message.sendingAt)],
    ["accepted", message.acceptedAt === null ? null : utc(message.acceptedAt)],
    ["resumed", message.resumedAt === null ? null : `${utc(message.resumedAt)}, by a press of the button`],
  ];
  return [
    message.id,
    "",
    ...facts.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(12)}${value}`])),
    ...section(
      "Handed to a provider",
      attempts.map(
        ({ attempt, provider, startedAt, outcome, detail }) =>
          `${attempt}  ${utc(startedAt)}  ${provider}  ${outcome ?? "no answer recorded"}${detail ? `: ${detail}` : ""}`,
      ),
    ),
    ...section(
      "Told by the provider (opens and clicks are machines' as often as a human's)",
      events.map(
        ({ at, provider, kind, reason }) => `${utc(at)}  ${provider}  ${kind}${reason ? `: ${reason}` : ""}`,
      ),
    ),
    ...describeDecision(history),
  ];
}

/** What would come of it if it were due now. Nothing for a message that is over. */
export function describeDecision({ decision, message }: MessageHistory): string[] {
  if (decision === null) return [];
  const said =
    decision.verdict === "send"
      ? "nothing stands in its way"
      : decision.verdict === "skip"
        ? `it would not be sent: ${reasonWords(decision.reason)}`
        : `it would wait until ${utc(decision.until)}: ${reasonWords(decision.reason)}`;
  return ["", `It is tried at ${utc(message.dueAt)}. Now: ${said}.`];
}

/** What went of a person, and what stays. */
export function describeErased(
  name: string,
  { removed, sending }: Extract<Erased, { status: "erased" }>,
): string[] {
  const counts = Object.entries(removed).filter(([, count]) => count > 0);
  const found = [
    `${name}: erased. What spoke of this address, and is gone or speaks of nobody now:`,
    "",
    ...counts.map(
      ([kind, count]) => `  ${`${count}`.padStart(7)}  ${removedWords[kind as keyof typeof removed]}`,
    ),
  ];
  return [
    ...(counts.length > 0 ? found : [`${name}: nothing was kept of this address.`]),
    ...(sending > 0 ? ["", `${sending} with the mail provider now: it cannot be called back.`] : []),
    "",
    "What stays: a keyed hash, so that the address is never written to again. The mail provider, the shop itself and",
    "the database's restore points (30 days) keep what they have: docs/recovery.md.",
  ];
}

const removedWords: Record<keyof Extract<Erased, { status: "erased" }>["removed"], string> = {
  cancelled: "messages called off",
  links: "links to carts",
  offers: "offers of carts on other devices",
  codes: "codes to hand a cart over",
  words: "answers to the survey in their own words",
  coupons: "coupons' holder",
  events: "events that the provider told",
  cartMails: "mails that were asked for",
  consents: "consents and refusals",
  contacts: "address",
  buyers: "note that the address has bought",
  orders: "orders' buyer",
  carts: "carts' owner",
  messages: "messages' recipient, and the mails themselves",
};

export function describeForesight({ messages, isCut, accountPause }: Foresight, days: number): string[] {
  const count = (outcome: string) => messages.filter((message) => message.outcome === outcome).length;
  return [
    `In the next ${days === 1 ? "24 hours" : `${days} days`}, if no shopper does anything: ` +
      `${count("sent")} sent, ${count("skipped")} not sent, ${count("waits")} waiting`,
    ...(accountPause
      ? ["", `! The mail account takes nothing until ${utc(accountPause.until)}: ${accountPause.reason}`]
      : []),
    ...(isCut ? ["", "! There are more; only the first 500 were looked at."] : []),
    ...section(
      "In this order",
      messages.map(({ id, cartId, step, template, at, outcome, reason }) => {
        const why = reason === null ? "" : `: ${reasonWords(reason)}`;
        return `${utc(at)}  ${id}  ${cartId}  step ${step}, ${template}  ${outcome}${why}`;
      }),
    ),
  ];
}

/** Why a message was not sent, or not yet, in words. */
export function reasonWords(reason: string): string {
  return words[reason as keyof typeof words] ?? reason;
}

const words: Record<
  SkipReason | WaitReason | "account-paused" | "provider-asked-to-wait" | "cart-gone" | "contact-forgotten",
  string
> = {
  bought: "this address has bought since",
  "no-consent": "there is no consent",
  suppressed: "the address must not be written to",
  "cart-emptied": "the cart is empty",
  "cart-closed": "the cart is closed",
  returned: "the shopper came back",
  "too-late": "it is too late",
  "cart-cap": "no more messages may be sent about this cart",
  "monthly-cap": "no more messages may be sent to this address this month",
  "not-for-this-cart": "its condition does not hold for this cart",
  "recovery-off": "recovery is switched off",
  "no-sender": "the store has no sender",
  "quiet-hours": "it is night where the recipient is",
  "store-paused": "the store is paused",
  "tracking-lost": "orders are no longer seen",
  unconfirmed: "the address is yet to be confirmed from its mailbox",
  "written-recently": "the address was written to shortly before",
  "earlier-step-open": "an earlier message about this cart is still open",
  "account-paused": "the mail account takes nothing",
  "provider-asked-to-wait":
    "the mail provider was asked before and wants more time, or has not answered clearly",
  "cart-gone": "the cart is gone",
  "contact-forgotten": "the address was forgotten",
};

export function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
