import { describe, expect, it } from "vitest";
import { hour } from "../domain/clock.ts";
import { brevo } from "./brevo.ts";
import { brevoEvents } from "./brevo-events.ts";
import { conformance, sampleKey, sampleMail } from "./conformance.ts";
import type { DeliveryEvent, Receipt } from "./contract.ts";
import { eventsConformance } from "./events-conformance.ts";

const provider = brevo("bv_test");
const accepted = { messageId: "<202611231000.1@smtp-relay.mailin.fr>" };
const refusal = (status: number, code: string, receipt: Receipt) => ({
  status,
  body: { code, message: "ada@example.com: no" },
  receipt,
});
const paused = (reason: string): Receipt => ({ status: "paused", reason, retryAfter: hour });
const rejected = (reason: string): Receipt => ({ status: "rejected", reason });

conformance(provider, {
  accepted: { status: 201, body: accepted },
  answers: {
    taken: {
      status: 201,
      body: accepted,
      receipt: { status: "accepted", providerMessageId: "202611231000.1@smtp-relay.mailin.fr" },
    },
    invalid_parameter: refusal(400, "invalid_parameter", rejected("invalid_parameter")),
    missing_parameter: refusal(400, "missing_parameter", rejected("missing_parameter")),
    "duplicate_parameter, which says that an earlier call came through and not what became of it": refusal(
      400,
      "duplicate_parameter",
      { status: "unknown", reason: "duplicate_parameter" },
    ),
    unauthorized: refusal(401, "unauthorized", paused("unauthorized")),
    not_enough_credits: refusal(402, "not_enough_credits", paused("not_enough_credits")),
    account_under_validation: refusal(400, "account_under_validation", paused("account_under_validation")),
    permission_denied: refusal(403, "permission_denied", paused("permission_denied")),
    "429 with its reset": {
      status: 429,
      headers: { "x-sib-ratelimit-reset": "12" },
      body: { code: "too_many_requests", message: "no" },
      receipt: { status: "deferred", reason: "too_many_requests", retryAfter: 12_000 },
    },
    "500": refusal(500, "internal", { status: "unknown", reason: "internal" }),
  },
  request: {
    url: "https://api.brevo.com/v3/smtp/email",
    headers: { accept: "application/json", "api-key": "bv_test", "content-type": "application/json" },
    body: {
      sender: { name: "Łódź & Söhne", email: "hello@shop.example" },
      to: [{ email: "ada@example.com" }],
      replyTo: { email: "help@shop.example" },
      subject: sampleMail.subject,
      htmlContent: sampleMail.html,
      textContent: sampleMail.text,
      headers: {
        ...sampleMail.headers,
        "X-Mailin-custom": JSON.stringify({ "cartwright-message": sampleKey }),
        idempotencyKey: expect.stringMatching(
          /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        ),
      },
    },
  },
});

describe("brevo: the idempotency key", () => {
  it("is a UUID of its own for each message", async () => {
    const keyOf = async (key: string) => {
      const body = (await (await provider.request(sampleMail, key)).json()) as {
        headers: { idempotencyKey: string };
      };
      return body.headers.idempotencyKey;
    };
    const keys = await Promise.all(Array.from({ length: 100 }, (_, index) => keyOf(`message_${index}`)));
    expect(new Set(keys).size).toBe(100);
    expect(await keyOf("message_7")).toBe(keys[7]);
  });
});

const entry = (event: string, kind: DeliveryEvent["kind"]) => ({
  content: { event, ts_epoch: 1_795_428_000_000 },
  event: { kind, at: 1_795_428_000_000 },
});

eventsConformance(brevoEvents, {
  events: {
    deferred: entry("deferred", "delayed"),
    "an address that is none": entry("invalid_email", "bounced"),
    blocked: entry("blocked", "suppressed"),
    complaint: entry("complaint", "complained"),
    "opened by a privacy proxy": entry("proxy_open", "opened"),
    click: entry("click", "clicked"),
    "many at once": { content: [entry("delivered", "delivered").content], event: { kind: "delivered" } },
    "what a list did": { content: { event: "list_addition" }, event: null },
    "metadata that is not ours": {
      content: { event: "delivered", "X-Mailin-custom": "custom_header_1:value" },
      event: { kind: "delivered", messageId: null },
    },
  },
});
