import { hour } from "../domain/clock.ts";
import { cloudflareEmail } from "./cloudflare-email.ts";
import { conformance, sampleKey, sampleMail } from "./conformance.ts";
import type { Receipt } from "./contract.ts";

const provider = cloudflareEmail({ accountId: "acc123", apiToken: "cf_test" });
const answer = (result: object | null) => ({ success: true, errors: [], messages: [], result });
const taken = { delivered: ["ada@example.com"], permanent_bounces: [], queued: [] };
const refusal = (status: number, code: number, receipt: Receipt) => ({
  status,
  body: { success: false, errors: [{ code, message: "email.sending.error.x" }], messages: [], result: null },
  receipt,
});
const paused = (reason: string): Receipt => ({ status: "paused", reason, retryAfter: hour });
const rejected = (reason: string): Receipt => ({ status: "rejected", reason });

conformance(provider, {
  accepted: { status: 200, body: answer(taken) },
  answers: {
    "taken, by an older answer without an id": {
      status: 200,
      body: answer(taken),
      receipt: { status: "accepted", providerMessageId: null },
    },
    "queued, with an id": {
      status: 200,
      body: answer({ message_id: "m-1", delivered: [], permanent_bounces: [], queued: ["ada@example.com"] }),
      receipt: { status: "accepted", providerMessageId: "m-1" },
    },
    "bounced at once": {
      status: 200,
      body: answer({ delivered: [], permanent_bounces: ["ada@example.com"], queued: [] }),
      receipt: { status: "suppressed", reason: "permanent bounce" },
    },
    "10001 invalid": refusal(400, 10001, rejected("error 10001")),
    "10200 too big": refusal(400, 10200, rejected("error 10200")),
    "10201 no length": refusal(400, 10201, rejected("error 10201")),
    "10202 invalid content": refusal(400, 10202, rejected("error 10202")),
    "10101 token": refusal(401, 10101, paused("error 10101")),
    "10102 permission": refusal(403, 10102, paused("error 10102")),
    "10105 plan": refusal(403, 10105, paused("error 10105")),
    "10203 sending disabled": refusal(403, 10203, paused("error 10203")),
    "10000 no such account": refusal(404, 10000, paused("error 10000")),
    "10004 throttled": refusal(429, 10004, {
      status: "deferred",
      reason: "error 10004",
      retryAfter: null,
    }),
    "10002 internal": refusal(500, 10002, { status: "unknown", reason: "error 10002" }),
    "10100, before anything was sent": refusal(503, 10100, {
      status: "deferred",
      reason: "error 10100",
      retryAfter: null,
    }),
  },
  request: {
    url: "https://api.cloudflare.com/client/v4/accounts/acc123/email/sending/send",
    headers: { authorization: "Bearer cf_test", "content-type": "application/json" },
    body: {
      to: "ada@example.com",
      from: { address: "hello@shop.example", name: "Łódź & Söhne" },
      reply_to: "help@shop.example",
      subject: sampleMail.subject,
      html: sampleMail.html,
      text: sampleMail.text,
      headers: { ...sampleMail.headers, "X-cartwright-message": sampleKey },
    },
  },
});
