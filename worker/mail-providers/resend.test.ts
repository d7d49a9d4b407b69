import { describe, expect, it } from "vitest";
import { hour } from "../domain/clock.ts";
import { type AnswerSample, conformance, sampleKey, sampleMail } from "./conformance.ts";
import type { DeliveryEvent } from "./contract.ts";
import { eventsConformance, receiverOf } from "./events-conformance.ts";
import { resend } from "./resend.ts";
import { resendEvents } from "./resend-events.ts";

const refusal = (
  status: number,
  name: string,
  receipt: AnswerSample["receipt"],
  headers: Record<string, string> = {},
): AnswerSample => ({
  status,
  headers,
  body: { statusCode: status, name, message: "To ada@example.com: no." },
  receipt,
});

const rejected = (reason: string) => ({ status: "rejected", reason }) as const;
const deferred = (reason: string, retryAfter: number | null) =>
  ({ status: "deferred", reason, retryAfter }) as const;
const paused = (reason: string, retryAfter = hour) => ({ status: "paused", reason, retryAfter }) as const;
const unknown = (reason: string) => ({ status: "unknown", reason }) as const;

const id = "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794";

conformance(resend("re_test"), {
  accepted: { status: 200, body: { id } },
  answers: {
    taken: { status: 200, body: { id }, receipt: { status: "accepted", providerMessageId: id } },
    "taken, 201": {
      status: 201,
      body: { id, object: "email" },
      receipt: { status: "accepted", providerMessageId: id },
    },
    "400 validation_error": refusal(400, "validation_error", rejected("validation_error")),
    "400 invalid_idempotency_key": refusal(
      400,
      "invalid_idempotency_key",
      rejected("invalid_idempotency_key"),
    ),
    "401 missing_api_key": refusal(401, "missing_api_key", paused("missing_api_key")),
    "401 restricted_api_key": refusal(401, "restricted_api_key", paused("restricted_api_key")),
    "403 invalid_api_key": refusal(403, "invalid_api_key", paused("invalid_api_key")),
    "403 of a domain that is not verified": refusal(403, "validation_error", paused("validation_error")),
    "404 not_found": refusal(404, "not_found", rejected("not_found")),
    "405 method_not_allowed": refusal(405, "method_not_allowed", rejected("method_not_allowed")),
    "409 with other content under the same key": refusal(
      409,
      "invalid_idempotent_request",
      rejected("invalid_idempotent_request"),
    ),
    "409 while the first call is under way": refusal(
      409,
      "concurrent_idempotent_requests",
      unknown("concurrent_idempotent_requests"),
    ),
    "422 missing_required_field": refusal(422, "missing_required_field", rejected("missing_required_field")),
    "422 invalid_from_address": refusal(422, "invalid_from_address", rejected("invalid_from_address")),
    "429 with Retry-After": refusal(429, "rate_limit_exceeded", deferred("rate_limit_exceeded", 30_000), {
      "retry-after": "30",
    }),
    "429 with Retry-After of no time": refusal(
      429,
      "rate_limit_exceeded",
      deferred("rate_limit_exceeded", 0),
      { "retry-after": "0" },
    ),
    "429 without": refusal(429, "rate_limit_exceeded", deferred("rate_limit_exceeded", null)),
    "429 with a Retry-After that is none": refusal(
      429,
      "rate_limit_exceeded",
      deferred("rate_limit_exceeded", null),
      { "retry-after": "soon" },
    ),
    "429 with a Retry-After in the past": refusal(
      429,
      "rate_limit_exceeded",
      deferred("rate_limit_exceeded", null),
      { "retry-after": "-5" },
    ),
    "429 of the day's quota": refusal(429, "daily_quota_exceeded", paused("daily_quota_exceeded", 6 * hour), {
      "retry-after": "1",
    }),
    "429 of the month's quota": refusal(
      429,
      "monthly_quota_exceeded",
      paused("monthly_quota_exceeded", 6 * hour),
    ),
    "429 of somebody in between": {
      status: 429,
      headers: { "retry-after": "7" },
      body: "<html>",
      receipt: deferred("http 429", 7000),
    },
    "451 security_error": refusal(451, "security_error", rejected("security_error")),
    "500 application_error": refusal(500, "application_error", unknown("application_error")),
    "503 without a word": { status: 503, body: "", receipt: unknown("http 503") },
    "a name as long as a letter": refusal(422, "x".repeat(500), rejected("x".repeat(60))),
    "a name that is none": { status: 400, body: { name: { a: 1 } }, receipt: rejected("http 400") },
  },
  request: {
    url: "https://api.resend.com/emails",
    headers: {
      authorization: "Bearer re_test",
      "content-type": "application/json",
      "idempotency-key": sampleKey,
      "user-agent": "cartwright",
    },
    body: {
      from: '"Łódź & Söhne" <hello@shop.example>',
      to: ["ada@example.com"],
      reply_to: "help@shop.example",
      subject: sampleMail.subject,
      html: sampleMail.html,
      text: sampleMail.text,
      headers: sampleMail.headers,
      tags: [{ name: "cartwright-message", value: sampleKey }],
    },
  },
});

describe("resend: the sender", () => {
  it.each([`a" <evil@evil.example>, "b`, "a\\", '"""', 'a\\"b'])(
    "cannot be left by a name: %s",
    async (name) => {
      const mail = { ...sampleMail, from: { name, address: "hello@shop.example" } };
      const { from } = (await (await resend("re_test").request(mail, sampleKey)).json()) as { from: string };
      expect(from).toMatch(/^"[^"\\]*" <hello@shop\.example>$/);
    },
  );

  it("has keys that are shorter than what is taken, and a window shorter than what is kept", () => {
    expect(sampleKey.length).toBeLessThanOrEqual(256);
    expect(resend("re_test").idempotencyWindow).toBeLessThan(24 * hour);
  });
});

const event = (type: string, data: object, found: Partial<DeliveryEvent> | null) => ({
  content: { type, created_at: "2026-11-23T09:59:00Z", data },
  event: found,
});

eventsConformance(resendEvents, {
  events: {
    "delivery delayed": event("email.delivery_delayed", {}, { kind: "delayed" }),
    clicked: event("email.clicked", { click: {} }, { kind: "clicked" }),
    suppressed: event("email.suppressed", {}, { kind: "suppressed" }),
    "a bounce of the older kind, without a type": event("email.bounced", {}, { kind: "bounced" }),
    "a bounce that nobody knows the kind of": event(
      "email.bounced",
      { bounce: { type: "Undetermined" } },
      { kind: "soft-bounced" },
    ),
    "tags as they were sent": event(
      "email.delivered",
      {
        tags: [
          { name: "x", value: "y" },
          { name: "cartwright-message", value: sampleKey },
        ],
      },
      { messageId: sampleKey },
    ),
    "a contact that was made": event("contact.created", {}, null),
  },
});

describe("resend: its signature", () => {
  // The example of standardwebhooks.com and of Svix's own libraries.
  const receive = (headers: Record<string, string>, at = 1_614_265_330_000) =>
    receiverOf(resendEvents, ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])(
      { headers: new Headers(headers), body: new TextEncoder().encode('{"test": 2432232314}') },
      at,
    );
  const signed = {
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    timestamp: "1614265330",
    signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  };
  const named = (prefix: string, fields: Record<string, string> = signed) =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${prefix}-${name}`, value]));

  it("is that of the standard, under either name of its headers", async () => {
    for (const prefix of ["svix", "webhook"]) {
      expect(await receive(named(prefix))).toEqual({ status: "unreadable" });
    }
  });

  it.each([
    ["an id", { id: "msg_x" }],
    ["a time", { timestamp: "1614265331" }],
    ["a time that is none", { timestamp: "1614265330.0" }],
    ["a version", { signature: signed.signature.replace("v1", "v2") }],
    ["nothing", { signature: "" }],
  ])("is forged with %s of somebody else's", async (_, change) => {
    expect(await receive(named("svix", { ...signed, ...change }))).toEqual({ status: "forged" });
  });
});
