import { describe, expect, it } from "vitest";
import { createFakeMailApi, type FakeMailApi } from "../testing/fake-mail-api.ts";
import { type MailCall, mailDialects } from "../testing/mail-dialects.ts";
import type { Mail, MailProvider, Receipt } from "./contract.ts";

/** One answer of the provider and what it says about the mail. */
export interface AnswerSample {
  status: number;
  headers?: Record<string, string>;
  body: string | object | null;
  receipt: Receipt;
}

export interface ProviderSamples {
  answers: Record<string, AnswerSample>;
  /** The production request for `sampleMail` under `sampleKey`: every header that is sent, the body parsed. */
  request: { url: string; headers: Record<string, unknown>; body: unknown };
  /** An answer of 2xx that takes the mail, as it is sent. */
  accepted: { status: number; body: object | null };
}

export const sampleKey = "message_0123456789abcdefghjkmnpqrs";

export const sampleMail: Mail = {
  from: { name: "Łódź & Söhne", address: "hello@shop.example" },
  to: "ada@example.com",
  replyTo: "help@shop.example",
  subject: "Enamel mug is still in your cart – “2 × £14”",
  html: '<!doctype html>\n<p lang="en">Zażółć &amp; 日本</p>',
  text: "Zażółć & 日本\n\nhttps://shop.example/_cw/r/x",
  headers: {
    "List-Unsubscribe": "<https://shop.example/_cw/u/v1.a.b.c>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  },
};

const answerOf = ({ status, headers = {}, body }: Pick<AnswerSample, "status" | "headers" | "body">) =>
  new Response(typeof body === "string" || body === null ? body : JSON.stringify(body), {
    status,
    headers: {
      ...(typeof body === "object" && body !== null && { "content-type": "application/json" }),
      ...headers,
    },
  });

const parsed = async (request: Request): Promise<unknown> =>
  request.headers.get("content-type") === "application/x-www-form-urlencoded"
    ? Object.fromEntries(new URLSearchParams(new TextDecoder().decode(await request.arrayBuffer())))
    : request.json();

/** What every mail provider guarantees. One call in each provider's test, with samples of its own. */
export function conformance(provider: MailProvider, samples: ProviderSamples): void {
  describe(`${provider.id}: the request`, () => {
    it("is exactly what the provider documents", async () => {
      const request = await provider.request(sampleMail, sampleKey);
      expect(request.method).toBe("POST");
      expect(request.url).toBe(samples.request.url);
      expect(Object.fromEntries(request.headers)).toEqual(samples.request.headers);
      expect(await parsed(request)).toEqual(samples.request.body);
    });

    it("has the same body to the byte for the same mail and key", async () => {
      const make = async () =>
        new Uint8Array(await (await provider.request(structuredClone(sampleMail), sampleKey)).arrayBuffer());
      expect(await make()).toEqual(await make());
    });

    it("carries both headers of a one-click unsubscribe (RFC 8058 §3.1)", async () => {
      const text = JSON.stringify(await parsed(await provider.request(sampleMail, sampleKey)));
      for (const entry of Object.entries(sampleMail.headers).flat()) expect(text).toContain(entry);
    });

    it("carries our message's id if, and only if, that comes back or can be found by it", async () => {
      const text = JSON.stringify(await parsed(await provider.request(sampleMail, sampleKey)));
      expect(text.includes(sampleKey)).toBe(provider.id !== "mailpit");
    });

    it("names nobody to reply to where there is nobody", async () => {
      const text = JSON.stringify(
        await parsed(await provider.request({ ...sampleMail, replyTo: null }, sampleKey)),
      );
      expect(text).not.toContain("help@shop.example");
      expect(text).not.toContain("null");
    });

    it("carries a hostile name and subject as text of one field", async () => {
      const hostile = `x" <evil@evil.example>, "y\\`;
      const name = { ...sampleMail.from, name: hostile };
      const body = JSON.stringify(
        await parsed(await provider.request({ ...sampleMail, from: name, subject: hostile }, sampleKey)),
      );
      expect(body).toContain("hello@shop.example");
      expect(body).toContain(JSON.stringify(hostile).slice(1, -1));
    });
  });

  describe(`${provider.id}: the receipt`, () => {
    it.each(Object.entries(samples.answers))("says what the answer says: %s", async (_, sample) => {
      expect(await provider.receipt(answerOf(sample))).toEqual(sample.receipt);
    });

    it.each([
      "",
      "null",
      "[]",
      "[1]",
      "0",
      '"x"',
      "{",
      "<html>",
      "{}",
      '{"id":1,"ID":1}',
      '{"id":null,"ID":null}',
      '{"id":"","ID":""}',
    ])("is unknown for a success with a body of %s", async (body) => {
      expect(await provider.receipt(answerOf({ status: 200, body }))).toMatchObject({ status: "unknown" });
    });

    it.each([204, 300, 302, 304, 408, 500, 502, 503, 504, 520, 529])(
      "is unknown for %d, which says nothing of the mail",
      async (status) => {
        const body = status === 204 || status === 304 ? null : "<html>Bad gateway</html>";
        expect(await provider.receipt(answerOf({ status, body }))).toMatchObject({ status: "unknown" });
      },
    );

    it("is not taken for a success because of an id in a refusal", async () => {
      const refused = await provider.receipt(answerOf({ status: 422, body: samples.accepted.body }));
      expect(refused.status).not.toBe("accepted");
    });

    it("is unknown when the answer breaks off", async () => {
      const broken = new ReadableStream({
        pull(controller) {
          controller.enqueue(new TextEncoder().encode('{"id":'));
          controller.error(new TypeError("connection reset"));
        },
      });
      expect(await provider.receipt(new Response(broken))).toMatchObject({ status: "unknown" });
    });

    it("names no address, whatever the answer says", async () => {
      for (const status of [200, 400, 401, 403, 404, 409, 422, 429, 451, 500]) {
        const message = "ada@example.com is not allowed";
        const body = {
          message,
          Error: message,
          error: message,
          Message: message,
          __type: message,
          code: message,
        };
        const receipt = await provider.receipt(
          answerOf({ status, body: { ...body, errors: [{ message, field: message, code: message }] } }),
        );
        expect(JSON.stringify(receipt)).not.toContain("ada");
      }
    });

    it.each(["0", "30", "86400"])("waits as long as Retry-After says: %s s", async (seconds) => {
      const receipt = await provider.receipt(
        answerOf({ status: 429, headers: { "retry-after": seconds }, body: "<html>" }),
      );
      expect(receipt).toMatchObject({ status: "deferred", retryAfter: Number(seconds) * 1000 });
    });

    it("waits until the date that Retry-After names, by the answer's own clock", async () => {
      const headers = {
        date: "Mon, 23 Nov 2026 10:00:00 GMT",
        "retry-after": "Mon, 23 Nov 2026 10:02:00 GMT",
      };
      const receipt = await provider.receipt(answerOf({ status: 429, headers, body: null }));
      expect(receipt).toMatchObject({ status: "deferred", retryAfter: 120_000 });
    });
  });

  const dialect = mailDialects[provider.id];
  if (dialect) againstFake(provider, createFakeMailApi(dialect));
}

/** The same through the wire, against a fake that misbehaves as the real one can. */
function againstFake(provider: MailProvider, api: FakeMailApi): void {
  const send = async (mail = sampleMail, deadline = 300): Promise<Receipt> => {
    try {
      const request = await provider.request(mail, sampleKey);
      return await provider.receipt(
        await api.fetch(new Request(request, { signal: AbortSignal.timeout(deadline) })),
      );
    } catch {
      return { status: "unknown", reason: "no answer" };
    }
  };
  const fresh = (mood: FakeMailApi["mood"]) => {
    api.reset();
    api.mood = mood;
  };

  describe(`${provider.id}: against its fake`, () => {
    it("hands the mail over as it is, once", async () => {
      fresh("well");
      expect(await send()).toMatchObject({ status: "accepted" });
      const { from, headers, ...mail } = sampleMail;
      expect(api.accepted).toHaveLength(1);
      expect(api.accepted[0]).toMatchObject({ ...mail, to: [mail.to], headers } satisfies Partial<
        Record<keyof MailCall, unknown>
      >);
      expect(api.accepted[0]?.from).toContain(from.address);
    });

    it.each([
      ["refuses", "rejected"],
      ["refuses-account", "paused"],
      ["throttles", "deferred"],
      ["fails", "unknown"],
      ["breaks", "unknown"],
      ["hangs", "unknown"],
    ] as const)("takes its word when it %s: %s, and nothing was sent", async (mood, status) => {
      fresh(mood);
      expect(await send()).toMatchObject({ status });
      expect(api.accepted).toEqual([]);
    });

    if (mailDialects[provider.id]?.answers["refuses-address"]) {
      it("stops at an address that it writes to no more", async () => {
        fresh("refuses-address");
        expect(await send()).toMatchObject({ status: "suppressed" });
      });
    }

    it.each(["accepts-then-breaks", "accepts-then-hangs", "accepts-then-fails"] as const)(
      "does not know what became of a mail when it %s",
      async (mood) => {
        fresh(mood);
        expect(await send()).toMatchObject({ status: "unknown" });
        expect(api.accepted).toHaveLength(1);
      },
    );

    it(
      provider.idempotencyWindow === null
        ? "knows no keys, and says so: a second call would be a second mail"
        : "makes one mail of two calls under one key, within its window and not beyond",
      async () => {
        fresh("accepts-then-breaks");
        await send();
        api.mood = "well";
        const again = await send();
        if (provider.idempotencyWindow === null) {
          expect(api.accepted).toHaveLength(2);
          return;
        }
        expect(again.status).toMatch(/^(accepted|unknown)$/);
        api.now += provider.idempotencyWindow;
        await send();
        expect(api.accepted).toHaveLength(1);
        api.now += provider.idempotencyWindow * 10;
        await send();
        expect(api.accepted).toHaveLength(2);
      },
    );
  });
}
