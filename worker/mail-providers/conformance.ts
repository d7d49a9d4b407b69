import { describe, expect, it } from "vitest";
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
  request: { url: string; headers: Record<string, string>; body: unknown };
  /** An answer of 2xx that takes the mail, as it is sent. */
  accepted: { status: number; body: object };
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
    headers: { ...(typeof body === "object" && { "content-type": "application/json" }), ...headers },
  });

/** What every mail provider guarantees. One call in each provider's test, with samples of its own. */
export function conformance(provider: MailProvider, samples: ProviderSamples): void {
  describe(`${provider.id}: the request`, () => {
    it("is exactly what the provider documents", async () => {
      const request = provider.request(sampleMail, sampleKey);
      expect(request.method).toBe("POST");
      expect(request.url).toBe(samples.request.url);
      expect(Object.fromEntries(request.headers)).toEqual(samples.request.headers);
      expect(await request.json()).toEqual(samples.request.body);
    });

    it("is the same to the byte for the same mail and key", async () => {
      const make = () => provider.request(structuredClone(sampleMail), sampleKey).arrayBuffer();
      expect(new Uint8Array(await make())).toEqual(new Uint8Array(await make()));
    });

    it("names nobody to reply to where there is nobody", async () => {
      const text = await provider.request({ ...sampleMail, replyTo: null }, sampleKey).text();
      expect(text).not.toContain("help@shop.example");
      expect(text).not.toContain("null");
    });

    it("carries a hostile name and subject as text of one field", async () => {
      const hostile = `x" <evil@evil.example>, "y\\`;
      const name = { ...sampleMail.from, name: hostile };
      const body = JSON.stringify(
        await provider.request({ ...sampleMail, from: name, subject: hostile }, sampleKey).json(),
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
        const receipt = await provider.receipt(
          answerOf({ status, body: { message, Error: message, error: message } }),
        );
        expect(JSON.stringify(receipt)).not.toContain("ada");
      }
    });
  });
}
