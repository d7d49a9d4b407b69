/**
 * A mail as every provider gets it. One recipient: an event that speaks of a message must speak of one address.
 * `headers` are ours alone, already free of line breaks.
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

/** What a provider answered. Only `accepted` and `rejected` are certain. */
export type Receipt =
  /** It took the message over. Not yet a delivery. */
  | { status: "accepted"; providerMessageId: string }
  /** It certainly did not take it, and may later. */
  | { status: "deferred"; reason: string; retryAfter: number | null }
  /** It certainly did not and will not take it. */
  | { status: "rejected"; reason: string }
  /** It may or may not have taken it. */
  | { status: "unknown"; reason: string };

export interface MailProvider {
  id: string;
  /**
   * For how long, in ms, sending again under the same key gives one mail. `null`: the provider knows no keys, so that an
   * uncertain outcome must never be tried again.
   */
  idempotencyWindow: number | null;
  /** The production request. Equal arguments give equal bytes. @throws when a setting it needs is missing */
  request(mail: Mail, key: string): Request;
  /** Reads the answer. Never throws: what cannot be understood is `unknown`. */
  receipt(response: Response): Promise<Receipt>;
}
