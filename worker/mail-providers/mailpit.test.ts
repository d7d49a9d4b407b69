import { describe, expect, it } from "vitest";
import { conformance, sampleKey, sampleMail } from "./conformance.ts";
import { mailpit } from "./mailpit.ts";

conformance(mailpit("http://127.0.0.1:8025"), {
  accepted: { status: 200, body: { ID: "iAfZVVe2UQfNSG5BAjgYwa" } },
  answers: {
    taken: {
      status: 200,
      body: { ID: "iAfZVVe2UQfNSG5BAjgYwa" },
      receipt: { status: "accepted", providerMessageId: "iAfZVVe2UQfNSG5BAjgYwa" },
    },
    "400 with a reason": {
      status: 400,
      body: { Error: "bad address" },
      receipt: { status: "rejected", reason: "http 400" },
    },
    "401 of its own login": {
      status: 401,
      body: "Unauthorised.\n",
      receipt: { status: "paused", reason: "http 401", retryAfter: 3_600_000 },
    },
    "413 too large": {
      status: 413,
      body: { Error: "too large" },
      receipt: { status: "rejected", reason: "http 413" },
    },
    "429": { status: 429, body: null, receipt: { status: "deferred", reason: "http 429", retryAfter: null } },
    "500": { status: 500, body: "x", receipt: { status: "unknown", reason: "http 500" } },
  },
  request: {
    url: "http://127.0.0.1:8025/api/v1/send",
    headers: { "content-type": "application/json" },
    body: {
      From: { Email: "hello@shop.example", Name: "Łódź & Söhne" },
      To: [{ Email: "ada@example.com" }],
      ReplyTo: [{ Email: "help@shop.example" }],
      Subject: sampleMail.subject,
      HTML: sampleMail.html,
      Text: sampleMail.text,
      Headers: sampleMail.headers,
    },
  },
});

describe("mailpit", () => {
  it("knows no keys, and says so: what may have been taken is not sent again", async () => {
    const provider = mailpit("http://127.0.0.1:8025");
    expect(provider.idempotencyWindow).toBeNull();
    expect(await (await provider.request(sampleMail, sampleKey)).text()).not.toContain(sampleKey);
  });

  it("is found at its address whatever path that ends with", async () => {
    for (const base of [
      "http://mail.localhost:8025",
      "http://mail.localhost:8025/",
      "http://mail.localhost:8025/inbox",
    ]) {
      const { url } = await mailpit(base).request(sampleMail, sampleKey);
      expect(url).toBe("http://mail.localhost:8025/api/v1/send");
    }
  });
});
