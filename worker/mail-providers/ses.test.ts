import { describe, expect, it } from "vitest";
import { hour } from "../domain/clock.ts";
import { signSns, snsTopic } from "../testing/signed-events.ts";
import { type AnswerSample, conformance, sampleKey, sampleMail } from "./conformance.ts";
import type { DeliveryEvent, Receipt } from "./contract.ts";
import { encodeName } from "./encode-words.ts";
import { eventsConformance, receiverOf } from "./events-conformance.ts";
import { ses } from "./ses.ts";
import { sesEvents } from "./ses-events.ts";

const settings = {
  accessKeyId: "AKIATEST",
  secretAccessKey: "secret",
  region: "eu-west-1",
  configurationSet: "cartwright",
};
const provider = ses(settings);
const id = "010201-0000";
const refusal = (status: number, name: string, receipt: Receipt, message = "no"): AnswerSample => ({
  status,
  headers: { "x-amzn-errortype": `${name}:http://internal.amazon.com/coral/` },
  body: { message },
  receipt,
});
const paused = (reason: string): Receipt => ({ status: "paused", reason, retryAfter: hour });
const rejected = (reason: string): Receipt => ({ status: "rejected", reason });

conformance(provider, {
  accepted: { status: 200, body: { MessageId: id } },
  answers: {
    taken: {
      status: 200,
      body: { MessageId: id },
      receipt: { status: "accepted", providerMessageId: id },
    },
    "bad request": refusal(400, "BadRequestException", rejected("BadRequestException")),
    "content that is refused": refusal(400, "MessageRejected", rejected("MessageRejected")),
    "an identity that is not verified": refusal(
      400,
      "MessageRejected",
      paused("MessageRejected"),
      "Email address is not verified. The following identities failed: ada@example.com",
    ),
    "a domain without its MX": refusal(
      400,
      "MailFromDomainNotVerifiedException",
      paused("MailFromDomainNotVerifiedException"),
    ),
    "account suspended": refusal(400, "AccountSuspendedException", paused("AccountSuspendedException")),
    "sending paused": refusal(400, "SendingPausedException", paused("SendingPausedException")),
    "no such configuration set": refusal(404, "NotFoundException", paused("NotFoundException")),
    "a key nobody knows": refusal(403, "UnrecognizedClientException", paused("UnrecognizedClientException")),
    "a signature that is wrong, told in the body": {
      status: 403,
      body: { __type: "com.amazon.coral.service#InvalidSignatureException", message: "no" },
      receipt: paused("InvalidSignatureException"),
    },
    "too many in a second": refusal(429, "TooManyRequestsException", {
      status: "deferred",
      reason: "TooManyRequestsException",
      retryAfter: null,
    }),
    "limit exceeded": refusal(400, "LimitExceededException", {
      status: "deferred",
      reason: "LimitExceededException",
      retryAfter: null,
    }),
    "the day's quota": refusal(
      400,
      "ThrottlingException",
      paused("ThrottlingException"),
      "Daily message quota exceeded.",
    ),
    "its own failure": refusal(500, "InternalServiceErrorException", {
      status: "unknown",
      reason: "InternalServiceErrorException",
    }),
  },
  request: {
    url: "https://email.eu-west-1.amazonaws.com/v2/email/outbound-emails",
    headers: {
      "content-type": "application/json",
      "x-amz-date": expect.stringMatching(/^\d{8}T\d{6}Z$/),
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIATEST\/\d{8}\/eu-west-1\/ses\/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*x-amz-date, Signature=[0-9a-f]{64}$/,
      ),
    },
    body: {
      FromEmailAddress: "=?UTF-8?B?xYHDs2TFuiAmIFPDtmhuZQ==?= <hello@shop.example>",
      Destination: { ToAddresses: ["ada@example.com"] },
      ReplyToAddresses: ["help@shop.example"],
      Content: {
        Simple: {
          Subject: { Data: sampleMail.subject, Charset: "UTF-8" },
          Body: {
            Html: { Data: sampleMail.html, Charset: "UTF-8" },
            Text: { Data: sampleMail.text, Charset: "UTF-8" },
          },
          Headers: [
            { Name: "List-Unsubscribe", Value: "<https://shop.example/_cw/u/v1.a.b.c>" },
            { Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" },
          ],
        },
      },
      EmailTags: [{ Name: "cartwright-message", Value: sampleKey }],
      ConfigurationSetName: "cartwright",
    },
  },
});

describe("ses: a sender's name", () => {
  it("is ASCII, in words of at most 75 characters that cut no letter (RFC 2047 §2)", () => {
    const name = "Zażółć gęślą jaźń 日本語の店 🛒".repeat(4);
    const words = encodeName(name).split(" ");
    let read = "";
    for (const word of words) {
      expect(word.length).toBeLessThanOrEqual(75);
      const base64 = /^=\?UTF-8\?B\?([A-Za-z0-9+/=]+)\?=$/.exec(word)?.[1] ?? "";
      read += new TextDecoder("utf-8", { fatal: true }).decode(
        Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)),
      );
    }
    expect(read).toBe(name);
    expect(encodeName('A "shop" \\')).toBe('"A shop "');
  });

  it("goes without a configuration set where there is none", async () => {
    const request = await ses({ ...settings, configurationSet: undefined }).request(sampleMail, sampleKey);
    expect(await request.text()).not.toContain("ConfigurationSetName");
  });
});

const event = (eventType: string, more: object, found: Partial<DeliveryEvent> | null) => ({
  content: { eventType, mail: { messageId: "p-1", tags: {} }, ...more },
  event: found,
});

eventsConformance(sesEvents, {
  events: {
    "delivery delay": event(
      "DeliveryDelay",
      { deliveryDelay: { delayType: "MailboxFull" } },
      { kind: "delayed", reason: "MailboxFull" },
    ),
    click: event("Click", { click: {} }, { kind: "clicked" }),
    "a template that failed": event("Rendering Failure", {}, { kind: "failed" }),
    "a complaint of long ago": event(
      "Complaint",
      { complaint: { complaintSubType: "OnAccountSuppressionList" } },
      { kind: "suppressed" },
    ),
    "a notification of an identity": {
      content: { notificationType: "Delivery", mail: { messageId: "p-1" }, delivery: {} },
      event: { kind: "delivered", messageId: null },
    },
    "something new": event("Something", {}, null),
  },
});

describe("ses: what comes by SNS", () => {
  const now = Date.parse("2026-11-23T10:00:00Z");
  const subscription = {
    Type: "SubscriptionConfirmation",
    MessageId: "m-1",
    Token: "t",
    TopicArn: snsTopic,
    Message: "You have chosen to subscribe",
    SubscribeURL: "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t",
    Timestamp: new Date(now).toISOString(),
  };
  const receive = receiverOf(sesEvents);

  it.each(["1", "2"] as const)(
    "is confirmed at Amazon's own address alone, signed by version %s",
    async (version) => {
      expect(await receive(await signSns(subscription, version))).toEqual({
        status: "confirm",
        url: subscription.SubscribeURL,
      });
    },
  );

  it.each([
    "https://evil.example/?x",
    "http://sns.eu-west-1.amazonaws.com/?x",
    "https://sns.eu-west-1.amazonaws.com.evil.example/?x",
    "https://sns.eu-west-1.amazonaws.com:8443/?x",
    "https://user@sns.eu-west-1.amazonaws.com/?x",
    "https://sns.eu-west-1.amazonaws.com/other?x",
  ])("is not confirmed at %s, whoever signed it", async (SubscribeURL) => {
    expect(await receive(await signSns({ ...subscription, SubscribeURL }))).toEqual({ status: "unreadable" });
  });

  it("is not confirmed for a topic that is not the merchant's, though Amazon signed it", async () => {
    const TopicArn = snsTopic.replace("123456789012", "999999999999");
    expect(await receive(await signSns({ ...subscription, TopicArn }))).toEqual({ status: "forged" });
  });

  it.each([
    "https://evil.example/SimpleNotificationService-0123456789abcdef.pem",
    "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0123456789abcdef.pem",
    "https://evil.example/@sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem",
    "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem",
    "https://sns.eu-west-1.amazonaws.com/other.pem",
    "https://sns.eu-west-1.amazonaws.com:444/SimpleNotificationService-0123456789abcdef.pem",
    "https://s3.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem",
    "not an address",
  ])("takes no certificate from %s: nothing is fetched there", async (SigningCertURL) => {
    expect(await receive(await signSns({ ...subscription, SigningCertURL }))).toEqual({ status: "forged" });
  });

  it("is forged when it says another type in its header than in its body", async () => {
    const call = await signSns(subscription);
    call.headers.set("x-amz-sns-message-type", "Notification");
    expect(await receive(call)).toEqual({ status: "forged" });
  });

  it("may come again when the certificate cannot be fetched now", async () => {
    const SigningCertURL =
      "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-00000000000000aa.pem";
    await expect(receive(await signSns({ ...subscription, SigningCertURL }))).rejects.toThrow(
      "nothing answers",
    );
  });

  it("says nothing with the line that Amazon writes to try a topic", async () => {
    const message = {
      ...subscription,
      Type: "Notification",
      Message: "Successfully validated SNS topic for Amazon SES event publishing.",
    };
    const { Token: _, SubscribeURL: __, ...notification } = message;
    expect(await receive(await signSns(notification))).toEqual({ status: "events", events: [] });
  });
});
