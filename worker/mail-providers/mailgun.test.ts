import { describe, expect, it } from "vitest";
import { hour } from "../domain/clock.ts";
import { conformance, sampleKey, sampleMail } from "./conformance.ts";
import type { DeliveryEvent, Receipt } from "./contract.ts";
import { eventsConformance } from "./events-conformance.ts";
import { mailgun } from "./mailgun.ts";
import { mailgunEvents } from "./mailgun-events.ts";

const provider = mailgun({ apiKey: "mg_test", domain: undefined });
const accepted = { id: "<20261123.1@shop.example>", message: "Queued. Thank you." };
const refusal = (status: number, receipt: Receipt) => ({
  status,
  body: { message: "'to' parameter is not a valid address: ada@example.com" },
  receipt,
});
const paused = (reason: string): Receipt => ({ status: "paused", reason, retryAfter: hour });

conformance(provider, {
  accepted: { status: 200, body: accepted },
  answers: {
    taken: {
      status: 200,
      body: accepted,
      receipt: { status: "accepted", providerMessageId: "20261123.1@shop.example" },
    },
    "400": refusal(400, { status: "rejected", reason: "http 400" }),
    "401": { status: 401, body: "Forbidden", receipt: paused("http 401") },
    "402 of a bill": refusal(402, paused("http 402")),
    "403 of a domain that may not": refusal(403, paused("http 403")),
    "404 of a domain that is not here": refusal(404, paused("http 404")),
    "413": refusal(413, { status: "rejected", reason: "http 413" }),
    "429 with its seconds in the body": {
      status: 429,
      body: { "retry-seconds": 60 },
      receipt: { status: "deferred", reason: "http 429", retryAfter: 60_000 },
    },
    "500": refusal(500, { status: "unknown", reason: "http 500" }),
  },
  request: {
    url: "https://api.mailgun.net/v3/shop.example/messages",
    headers: {
      authorization: "Basic YXBpOm1nX3Rlc3Q=",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: {
      from: '"Łódź & Söhne" <hello@shop.example>',
      to: "ada@example.com",
      "h:Reply-To": "help@shop.example",
      subject: sampleMail.subject,
      text: sampleMail.text,
      html: sampleMail.html,
      "h:List-Unsubscribe": "<https://shop.example/_cw/u/v1.a.b.c>",
      "h:List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "v:cartwright-message": sampleKey,
      "o:tracking": "no",
      "o:tracking-clicks": "no",
      "o:tracking-opens": "no",
    },
  },
});

describe("mailgun", () => {
  it("sends for the domain that is set, wherever the sender is", async () => {
    const request = await mailgun(
      { apiKey: "x", domain: "mg.shop.example" },
      "https://api.eu.mailgun.net",
    ).request(sampleMail, sampleKey);
    expect(request.url).toBe("https://api.eu.mailgun.net/v3/mg.shop.example/messages");
  });
});

const failed = (more: object, kind: DeliveryEvent["kind"]) => ({
  content: { event: "failed", ...more },
  event: { kind },
});

eventsConformance(mailgunEvents, {
  events: {
    "not yet": failed({ severity: "temporary", reason: "generic" }, "delayed"),
    "a mailbox that is not": failed({ severity: "permanent", reason: "bounce" }, "bounced"),
    "tried for too long": failed({ severity: "permanent", reason: "old" }, "soft-bounced"),
    "not tried, for an earlier bounce": failed(
      { severity: "permanent", reason: "suppress-bounce" },
      "bounced",
    ),
    "not tried, for an earlier complaint": failed(
      { severity: "permanent", reason: "suppress-complaint" },
      "complained",
    ),
    "not tried, for an earlier goodbye": failed(
      { severity: "permanent", reason: "suppress-unsubscribe" },
      "unsubscribed",
    ),
    click: { content: { event: "clicked" }, event: { kind: "clicked" } },
    "mail that was kept": { content: { event: "stored" }, event: null },
  },
});
