import { describe, expect, it } from "vitest";
import { hour } from "../domain/clock.ts";
import { conformance, sampleKey, sampleMail } from "./conformance.ts";
import type { DeliveryEvent, Receipt } from "./contract.ts";
import { eventsConformance, receiverOf } from "./events-conformance.ts";
import { sendgrid } from "./sendgrid.ts";
import { sendgridEvents } from "./sendgrid-events.ts";

const refusal = (status: number, field: string | null, receipt: Receipt) => ({
  status,
  body: { errors: [{ message: "ada@example.com: no", field, help: null }] },
  receipt,
});
const paused = (reason: string): Receipt => ({ status: "paused", reason, retryAfter: hour });
const rejected = (reason: string): Receipt => ({ status: "rejected", reason });

conformance(sendgrid("sg_test"), {
  accepted: { status: 202, body: null },
  answers: {
    taken: {
      status: 202,
      headers: { "x-message-id": "kA0pUqTnQ_yCAnyqkjTkMQ" },
      body: null,
      receipt: { status: "accepted", providerMessageId: "kA0pUqTnQ_yCAnyqkjTkMQ" },
    },
    "202 of somebody in between": {
      status: 202,
      body: "",
      receipt: { status: "unknown", reason: "an answer without an id" },
    },
    "400 with the field that is wrong": refusal(400, "from.email", rejected("http 400: from.email")),
    "400 with a field that says too much": refusal(400, "ada@example.com", rejected("http 400")),
    "401 of a key, or of credits that are used up": refusal(401, null, paused("http 401")),
    "403 of a sender that is not verified": refusal(403, "from", paused("http 403: from")),
    "406 without Accept": refusal(406, null, rejected("http 406")),
    "413 too large": refusal(413, null, rejected("http 413")),
    "429 with the time of the next refill": {
      status: 429,
      headers: { date: "Mon, 23 Nov 2026 10:00:00 GMT", "x-ratelimit-reset": "1795428045" },
      body: { errors: [{ field: null, message: "too many requests" }] },
      receipt: { status: "deferred", reason: "http 429", retryAfter: 45_000 },
    },
    "429 without": refusal(429, null, { status: "deferred", reason: "http 429", retryAfter: null }),
    "503": refusal(503, null, { status: "unknown", reason: "http 503" }),
  },
  request: {
    url: "https://api.sendgrid.com/v3/mail/send",
    headers: {
      accept: "application/json",
      authorization: "Bearer sg_test",
      "content-type": "application/json",
    },
    body: {
      personalizations: [
        { to: [{ email: "ada@example.com" }], custom_args: { "cartwright-message": sampleKey } },
      ],
      from: { email: "hello@shop.example", name: "Łódź & Söhne" },
      reply_to: { email: "help@shop.example" },
      subject: sampleMail.subject,
      content: [
        { type: "text/plain", value: sampleMail.text },
        { type: "text/html", value: sampleMail.html },
      ],
      headers: sampleMail.headers,
      tracking_settings: {
        click_tracking: { enable: false, enable_text: false },
        open_tracking: { enable: false },
        subscription_tracking: { enable: false },
      },
    },
  },
});

const entry = (event: string, more: object, kind: DeliveryEvent["kind"]) => ({
  content: [{ event, sg_event_id: "sg-1", timestamp: 1_795_428_000, ...more }],
  event: { id: "sg-1", kind },
});

eventsConformance(sendgridEvents, {
  events: {
    deferred: entry("deferred", { response: "400 try again" }, "delayed"),
    click: entry("click", { url: "https://x" }, "clicked"),
    "left a group": entry("group_unsubscribe", {}, "unsubscribed"),
    "dropped for an earlier bounce": entry("dropped", { reason: "Bounced Address" }, "bounced"),
    "dropped for an earlier complaint": entry("dropped", { reason: "Spam Reporting Address" }, "complained"),
    "dropped for an earlier goodbye": entry("dropped", { reason: "Unsubscribed Address" }, "unsubscribed"),
    "dropped for its size": entry("dropped", { reason: "Too big" }, "failed"),
    "what the account did": { content: [{ event: "account_status_change", sg_event_id: "x" }], event: null },
  },
});

describe("sendgrid: its signature", () => {
  // From the tests of SendGrid's own helper library: made by them, not by us.
  const key =
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
  const signature =
    "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=";
  const body = `${JSON.stringify([
    {
      email: "hello@world.com",
      event: "dropped",
      reason: "Bounced Address",
      sg_event_id: "ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA",
      sg_message_id: "LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0",
      "smtp-id": "<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>",
      timestamp: 1600112492,
    },
  ])}\r\n`;
  const receive = (text: string, der = signature) =>
    receiverOf(sendgridEvents, [key])(
      {
        headers: new Headers({
          "x-twilio-email-event-webhook-signature": der,
          "x-twilio-email-event-webhook-timestamp": "1600112502",
        }),
        body: new TextEncoder().encode(text),
      },
      1_600_112_510_000,
    );

  it("is the one that SendGrid's own library takes, its last line break included", async () => {
    expect(await receive(body)).toMatchObject({
      status: "events",
      events: [{ kind: "bounced", providerMessageId: "LRzXl_NHStOGhQ4kofSm_A", at: 1_600_112_492_000 }],
    });
    expect(await receive(body.trim())).toEqual({ status: "forged" });
  });

  it.each([
    "",
    "MEUC",
    "AAAA",
    btoa("\x30\x06\x02\x01\x01\x02\x01\x01"),
    signature.slice(0, -8),
    `${signature.slice(0, -4)}AAAA`,
  ])("is refused as %j", async (der) => expect(await receive(body, der)).toEqual({ status: "forged" }));
});
