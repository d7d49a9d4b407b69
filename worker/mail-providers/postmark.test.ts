import { describe, expect, it } from "vitest";
import { hour } from "../domain/clock.ts";
import { conformance, sampleKey, sampleMail } from "./conformance.ts";
import type { DeliveryEvent, Receipt } from "./contract.ts";
import { eventsConformance, receiverOf } from "./events-conformance.ts";
import { postmark } from "./postmark.ts";
import { postmarkEvents } from "./postmark-events.ts";

const provider = postmark({ serverToken: "pm_test", messageStream: "broadcast" });
const id = "0a129aee-e1cd-480d-b08d-4f48548ff48d";
const refusal = (status: number, ErrorCode: number, receipt: Receipt) => ({
  status,
  body: { ErrorCode, Message: "To ada@example.com: no." },
  receipt,
});
const paused = (reason: string): Receipt => ({ status: "paused", reason, retryAfter: hour });
const rejected = (reason: string): Receipt => ({ status: "rejected", reason });
const deferred = (reason: string): Receipt => ({ status: "deferred", reason, retryAfter: null });

conformance(provider, {
  accepted: { status: 200, body: { ErrorCode: 0, Message: "OK", MessageID: id, SubmittedAt: "x", To: "x" } },
  answers: {
    taken: {
      status: 200,
      body: { ErrorCode: 0, Message: "OK", MessageID: id },
      receipt: { status: "accepted", providerMessageId: id },
    },
    "10: no token that counts": refusal(401, 10, paused("error 10")),
    "100: maintenance": refusal(503, 100, deferred("error 100")),
    "300: invalid": refusal(422, 300, rejected("error 300")),
    "400: a sender nobody knows": refusal(422, 400, paused("error 400")),
    "401: a sender that is not confirmed": refusal(422, 401, paused("error 401")),
    "402: invalid JSON": refusal(422, 402, rejected("error 402")),
    "403: incompatible JSON": refusal(422, 403, rejected("error 403")),
    "405: no credit": refusal(422, 405, paused("error 405")),
    "406: inactive recipient": refusal(422, 406, { status: "suppressed", reason: "error 406" }),
    "409: JSON required": refusal(422, 409, rejected("error 409")),
    "412: account pending": refusal(422, 412, paused("error 412")),
    "413: account may not send": refusal(422, 413, paused("error 413")),
    "429: too many": refusal(429, 429, deferred("error 429")),
    "1235: no such stream": refusal(422, 1235, paused("error 1235")),
    "413, too large": { status: 413, body: "", receipt: rejected("http 413") },
    "403 in HTML, of a firewall": { status: 403, body: "<html>", receipt: deferred("http 403") },
    "500": refusal(500, 500, { status: "unknown", reason: "error 500" }),
  },
  request: {
    url: "https://api.postmarkapp.com/email",
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      "x-postmark-server-token": "pm_test",
    },
    body: {
      From: '"Łódź & Söhne" <hello@shop.example>',
      To: "ada@example.com",
      ReplyTo: "help@shop.example",
      Subject: sampleMail.subject,
      HtmlBody: sampleMail.html,
      TextBody: sampleMail.text,
      Headers: [
        { Name: "List-Unsubscribe", Value: "<https://shop.example/_cw/u/v1.a.b.c>" },
        { Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" },
      ],
      Metadata: { "cartwright-message": sampleKey },
      MessageStream: "broadcast",
      TrackOpens: false,
      TrackLinks: "None",
    },
  },
});

const record = (RecordType: string, more: object) => ({ content: { RecordType, ...more }, event: {} });
const bounce = (Type: string, kind: DeliveryEvent["kind"]) => ({
  ...record("Bounce", { ID: 42, Type, BouncedAt: "2026-11-23T09:59:00.1234567Z" }),
  event: { id: `42-${Type}`, kind, reason: Type },
});

eventsConformance(postmarkEvents, {
  events: {
    "a mailbox that is not": bounce("HardBounce", "bounced"),
    "an address that is none": bounce("BadEmailAddress", "bounced"),
    "not yet": bounce("Transient", "delayed"),
    "an answering machine": bounce("AutoResponder", "accepted"),
    "a word that is new": bounce("SomethingNew", "accepted"),
    "a bounce that is no complaint": bounce("SpamNotification", "complained"),
    click: { ...record("Click", { ReceivedAt: "x" }), event: { kind: "clicked" } },
    "an address that may be written to again": {
      ...record("SubscriptionChange", { SuppressSending: false }),
      event: null,
    },
    "an address switched off for its bounces": {
      ...record("SubscriptionChange", { SuppressSending: true, SuppressionReason: "HardBounce" }),
      event: { kind: "bounced" },
    },
    "mail that came in": { ...record("Inbound", {}), event: null },
  },
});

describe("postmark: its login", () => {
  const receive = receiverOf(postmarkEvents, ["pa:ss wörd"]);
  const withLogin = (authorization: string) =>
    receive({
      headers: new Headers({ authorization }),
      body: new TextEncoder().encode('{"RecordType":"Open"}'),
    });
  const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

  it("may have any name and a password with any letters (RFC 7617)", async () => {
    expect(await withLogin(`Basic ${base64("anybody:pa:ss wörd")}`)).toMatchObject({ status: "events" });
    expect(await withLogin(`basic ${base64(":pa:ss wörd")}`)).toMatchObject({ status: "events" });
  });

  it("is refused without a password, even where a store's secret is an empty one", async () => {
    const receiveEmpty = receiverOf(postmarkEvents, [""]);
    for (const authorization of [`Basic ${btoa("x:")}`, "Bearer ", "Bearer", ""]) {
      const call = { headers: new Headers({ authorization }), body: new TextEncoder().encode("{}") };
      expect(await receiveEmpty(call)).toEqual({ status: "forged" });
    }
  });

  it.each([
    "",
    "Basic",
    "Basic %%%",
    `Basic ${btoa("pa:ss")}`,
    `Basic ${btoa("x:")}`,
    "Bearer ",
    "Digest x",
    "Bearer pa",
  ])("is refused as %j", async (authorization) => {
    expect(await withLogin(authorization)).toEqual({ status: "forged" });
  });
});
