import { toHex, utf8 } from "../domain/keys.ts";
import type { MailProviderId } from "../domain/mail-provider-id.ts";
import { snsPrivateKey } from "./sns-key.fixture.ts";

/** A call as a provider makes it. */
export interface SignedCall {
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
}

/** What an event says, in the words of its provider. */
export interface ToldMail {
  kind:
    | "delivered"
    | "bounced"
    | "complained"
    | "soft-bounced"
    | "opened"
    | "unsubscribed"
    | "accepted"
    | "failed";
  messageId: string | null;
  providerMessageId: string;
  /** Of the event: the same when it is told again. */
  id: string;
  /** Epoch ms. */
  at: number;
}

/** How a provider words an event and proves that it is its own. */
export interface EventDialect {
  /** What a merchant hands to us. */
  secret: string;
  word(told: ToldMail): unknown;
  sign(content: unknown, id: string, now: number, secret?: string): Promise<SignedCall>;
}

export const snsTopic = "arn:aws:sns:eu-west-1:123456789012:cartwright-mail";
export const snsCertificateUrl =
  "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";

const resendSecret = `whsec_${btoa("what only Resend knows of this store")}`;
const mailgunSecret = "key-of-this-account";
const tag = "cartwright-message";
const iso = (at: number) => new Date(at).toISOString();
const json = (content: unknown, headers: Record<string, string> = {}): SignedCall => ({
  headers: new Headers({ "content-type": "application/json", ...headers }),
  body: utf8(JSON.stringify(content)),
});

async function hmac(secret: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(text)));
}

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

const bearer = async (content: unknown, _id: string, _now: number, secret = "a-token-of-this-store") =>
  json(content, { authorization: `Bearer ${secret}` });

/** One key pair for all tests of a file: its public half is what a merchant copies. */
const curve = { name: "ECDSA", namedCurve: "P-256" } as const;
const pair = (await crypto.subtle.generateKey(curve, true, ["sign", "verify"])) as CryptoKeyPair;
const spki = new Uint8Array((await crypto.subtle.exportKey("spki", pair.publicKey)) as ArrayBuffer);

/** r and s as DER writes them: without zeros in front, but for one where a number would be negative. */
function derOf(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const numbers = [raw.slice(0, 32), raw.slice(32)].flatMap((part) => {
    let bytes = [...part];
    while (bytes.length > 1 && bytes[0] === 0) bytes = bytes.slice(1);
    if ((bytes[0] ?? 0) >= 0x80) bytes = [0, ...bytes];
    return [0x02, bytes.length, ...bytes];
  });
  return new Uint8Array([0x30, numbers.length, ...numbers]);
}

export async function signSns(
  message: Record<string, unknown>,
  version: "1" | "2" = "2",
): Promise<SignedCall> {
  const names =
    message.Type === "Notification"
      ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
      : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
  const text = names.map((name) => (name in message ? `${name}\n${message[name]}\n` : "")).join("");
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: version === "1" ? "SHA-1" : "SHA-256" };
  const der = Uint8Array.from(atob(snsPrivateKey), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
  const signature = new Uint8Array(await crypto.subtle.sign(algorithm, key, utf8(text)));
  const signed = {
    SignatureVersion: version,
    SigningCertURL: snsCertificateUrl,
    ...message,
    Signature: base64(signature),
  };
  return json(signed, { "content-type": "text/plain", "x-amz-sns-message-type": String(message.Type) });
}

export const eventDialects: Partial<Record<MailProviderId, EventDialect>> = {
  resend: {
    secret: resendSecret,
    word({ kind, messageId, providerMessageId, at }) {
      const types = { accepted: "sent", "soft-bounced": "bounced", unsubscribed: "suppressed" } as const;
      const bounce = { bounced: "Permanent", "soft-bounced": "Transient" }[kind as "bounced"];
      return {
        type: `email.${types[kind as "accepted"] ?? kind}`,
        created_at: iso(at),
        data: {
          email_id: providerMessageId,
          to: ["ada@example.com"],
          ...(messageId === null ? {} : { tags: { [tag]: messageId } }),
          ...(bounce && { bounce: { type: bounce, subType: "General", message: "ada@example.com: no" } }),
        },
      };
    },
    async sign(content, id, now, secret = resendSecret) {
      const timestamp = String(Math.floor(now / 1000));
      const body = JSON.stringify(content);
      const key = Uint8Array.from(atob(secret.slice(6)), (character) => character.charCodeAt(0));
      const signature = base64(await hmac(key, `${id}.${timestamp}.${body}`));
      return json(content, {
        "svix-id": id,
        "svix-timestamp": timestamp,
        "svix-signature": `v1,${btoa("of an older secret")} v1,${signature}`,
      });
    },
  },
  postmark: {
    secret: "a-token-of-this-store",
    word({ kind, messageId, providerMessageId, at }) {
      const record = {
        accepted: "Bounce",
        delivered: "Delivery",
        opened: "Open",
        complained: "SpamComplaint",
        unsubscribed: "SubscriptionChange",
      };
      const types = {
        accepted: "AutoResponder",
        bounced: "HardBounce",
        "soft-bounced": "SoftBounce",
        failed: "SMTPApiError",
        complained: "SpamComplaint",
      };
      return {
        RecordType: record[kind as keyof typeof record] ?? "Bounce",
        MessageID: providerMessageId,
        Metadata: messageId === null ? {} : { [tag]: messageId },
        Email: "ada@example.com",
        Type: types[kind as keyof typeof types],
        ...(kind === "unsubscribed" && { SuppressSending: true, SuppressionReason: "ManualSuppression" }),
        [{ delivered: "DeliveredAt", opened: "ReceivedAt", unsubscribed: "ChangedAt" }[kind as "opened"] ??
          "BouncedAt"]: iso(at),
      };
    },
    sign: bearer,
  },
  ses: {
    secret: snsTopic,
    word({ kind, messageId, providerMessageId, at }) {
      const names = {
        accepted: "Send",
        delivered: "Delivery",
        bounced: "Bounce",
        "soft-bounced": "Bounce",
        complained: "Complaint",
        opened: "Open",
        failed: "Reject",
        unsubscribed: "Subscription",
      };
      const name = names[kind];
      return {
        eventType: name,
        mail: {
          messageId: providerMessageId,
          destination: ["ada@example.com"],
          tags: messageId === null ? {} : { [tag]: [messageId] },
        },
        [name.toLowerCase()]: {
          timestamp: iso(at),
          ...(name === "Bounce" && {
            bounceType: kind === "bounced" ? "Permanent" : "Transient",
            bounceSubType: "General",
          }),
        },
      };
    },
    sign: (content, id, now, secret = snsTopic) =>
      signSns({
        Type: "Notification",
        MessageId: id,
        TopicArn: secret,
        Subject: "Amazon SES Email Event Notification",
        Message: JSON.stringify(content),
        Timestamp: iso(now),
      }),
  },
  sendgrid: {
    secret: base64(spki),
    word({ kind, messageId, providerMessageId, id, at }) {
      const names = {
        accepted: "processed",
        delivered: "delivered",
        bounced: "bounce",
        "soft-bounced": "bounce",
        complained: "spamreport",
        opened: "open",
        failed: "dropped",
        unsubscribed: "unsubscribe",
      };
      const types = { bounced: "bounce", "soft-bounced": "blocked" };
      return [
        {
          email: "ada@example.com",
          event: names[kind],
          timestamp: Math.floor(at / 1000),
          sg_event_id: id,
          sg_message_id: `${providerMessageId}.filter0001.1.0`,
          type: types[kind as "bounced"],
          ...(kind === "failed" && { reason: "Spam Content" }),
          ...(messageId === null ? {} : { [tag]: messageId }),
        },
      ];
    },
    async sign(content, _id, now, secret) {
      const timestamp = String(Math.floor(now / 1000));
      // Their bodies end with a line break, which is signed too.
      const body = utf8(`${JSON.stringify(content)}\r\n`);
      const other =
        secret === undefined
          ? pair
          : ((await crypto.subtle.generateKey(curve, true, ["sign", "verify"])) as CryptoKeyPair);
      const signed = new Uint8Array([...utf8(timestamp), ...body]);
      const raw = new Uint8Array(
        await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, other.privateKey, signed),
      );
      const headers = new Headers({
        "content-type": "application/json",
        "x-twilio-email-event-webhook-signature": base64(derOf(raw)),
        "x-twilio-email-event-webhook-timestamp": timestamp,
      });
      return { headers, body };
    },
  },
  mailgun: {
    secret: mailgunSecret,
    word({ kind, messageId, providerMessageId, at }) {
      const names = {
        accepted: "accepted",
        delivered: "delivered",
        bounced: "failed",
        "soft-bounced": "failed",
        complained: "complained",
        opened: "opened",
        failed: "rejected",
        unsubscribed: "unsubscribed",
      };
      return {
        event: names[kind],
        timestamp: at / 1000,
        recipient: "ada@example.com",
        ...((kind === "bounced" || kind === "soft-bounced") && {
          severity: "permanent",
          reason: kind === "bounced" ? "bounce" : "old",
        }),
        message: { headers: { "message-id": providerMessageId } },
        "user-variables": messageId === null ? {} : { [tag]: messageId },
      };
    },
    async sign(content, id, now, secret = mailgunSecret) {
      const timestamp = String(Math.floor(now / 1000));
      const signature = toHex(await hmac(utf8(secret), timestamp + id));
      return json({ signature: { timestamp, token: id, signature }, "event-data": content });
    },
  },
  brevo: {
    secret: "a-token-of-this-store",
    word({ kind, messageId, providerMessageId, at }) {
      const names = {
        accepted: "request",
        delivered: "delivered",
        bounced: "hard_bounce",
        "soft-bounced": "soft_bounce",
        complained: "spam",
        opened: "unique_proxy_open",
        failed: "error",
        unsubscribed: "unsubscribe",
      };
      return {
        event: names[kind],
        email: "ada@example.com",
        id: 42,
        "message-id": `<${providerMessageId}>`,
        ts_epoch: at,
        ...(messageId === null ? {} : { "X-Mailin-custom": JSON.stringify({ [tag]: messageId }) }),
      };
    },
    sign: bearer,
  },
};
