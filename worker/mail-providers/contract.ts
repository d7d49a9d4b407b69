import type { DeliveryEventKind } from "../domain/delivery-event.ts";
import type { MailProviderId } from "../domain/mail-provider-id.ts";

/**
 * A mail as every provider gets it. One recipient: an event that speaks of a message must speak of one address.
 * `headers` are ours alone, ASCII, already free of line breaks.
 */
export interface Mail {
  from: { name: string; address: string };
  to: string;
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  headers: Readonly<Record<string, string>>;
}

/** What a provider answered. Only `accepted` and `unknown` leave open that the mail may be on its way. */
export type Receipt =
  /** It took the message over. Not yet a delivery. `null`: it named no id; its events carry ours. */
  | { status: "accepted"; providerMessageId: string | null }
  /** It certainly did not take it, and may later. `retryAfter` in ms. */
  | { status: "deferred"; reason: string; retryAfter: number | null }
  /** It certainly did not and will not take this message. */
  | { status: "rejected"; reason: string }
  /** It certainly did not take it, and takes nothing for this address. */
  | { status: "suppressed"; reason: string }
  /**
   * It certainly did not take it, and takes nothing at all for this account until somebody mends that: a key, a domain, a
   * bill, a quota. No message is to blame. Worth another look after `retryAfter` ms.
   */
  | { status: "paused"; reason: string; retryAfter: number }
  /** It may or may not have taken it. */
  | { status: "unknown"; reason: string };

/** What a provider's API can do, as data. */
export interface Capabilities {
  /**
   * For how long, in ms, sending again under the same key gives one mail. `null`: the provider knows no keys, so that an
   * uncertain outcome must never be tried again.
   */
  idempotencyWindow: number | null;
  /** Most requests a second that its documentation allows an account to begin with. `null`: it names no number. */
  perSecond: number | null;
  /** Whether its events bring our own message id back, and so prove what became of an uncertain outcome. */
  returnsOurId: boolean;
}

export interface MailProvider extends Capabilities {
  id: MailProviderId;
  /**
   * The production request for one message, whose id is the key. Equal arguments give an equal body, to the byte.
   * @throws when a setting it needs is missing
   */
  request(mail: Mail, key: string): Promise<Request>;
  /** Reads the answer. Never throws: what cannot be understood is `unknown`. */
  receipt(response: Response): Promise<Receipt>;
}

/** The name under which a mail carries our message id, in metadata that the shopper does not see where there is such. */
export const messageTag = "cartwright-message";

/** What a provider tells later of one message. No address: whom it speaks of is known by the message. */
export interface DeliveryEvent {
  /** Tells this event from every other of the provider; the same each time it is told. */
  id: string;
  kind: DeliveryEventKind;
  /** Our id, where the provider brings it back. */
  messageId: string | null;
  providerMessageId: string | null;
  /** The provider's word for the cause, never its sentence: that may hold an address. */
  reason: string | null;
  /** Epoch ms, by the provider's clock. */
  at: number;
}

/** A call that claims to come from a provider. */
export interface EventCall {
  headers: Headers;
  /** As it came: signatures are over bytes. */
  body: Uint8Array<ArrayBuffer>;
  /** What the store shares with the provider, newest first. */
  secrets: readonly string[];
  now: number;
  fetch: typeof fetch;
}

export type Reception =
  | { status: "events"; events: DeliveryEvent[] }
  /** Proven, and asks that this address be fetched once before events come (Amazon SNS). */
  | { status: "confirm"; url: string }
  /** Not proven to come from the provider, whatever is wrong with it. */
  | { status: "forged" }
  /** Proven, but nothing that can be read. */
  | { status: "unreadable" };

export interface MailEvents {
  id: MailProviderId;
  /** `signature`: over the call itself. `shared-secret`: the call shows what only the provider was told. */
  proof: "signature" | "shared-secret";
  /** How old, in ms, a proven call may be. `null`: nothing in the call says when it was made. */
  replayWindow: number | null;
  /** Proves a call and reads it. Never throws for what the call holds. @throws when a certificate cannot be fetched */
  receive(call: EventCall): Promise<Reception>;
}
