import { afterEach, describe, expect, it, vi } from "vitest";
import { sampleKey, sampleMail } from "../mail-providers/conformance.ts";
import type { MailProvider } from "../mail-providers/contract.ts";
import { resend } from "../mail-providers/resend.ts";
import { composeMail, type Envelope, sendMail } from "./email.ts";

afterEach(() => vi.restoreAllMocks());

const content = { subject: "Enamel mug", html: "<p>x</p>\n", text: "x\n\ty\n" };
const envelope: Envelope = {
  from: { name: "Saltmarsh Supply", address: "hello@shop.example" },
  to: "ada@example.com",
  replyTo: null,
  unsubscribeUrl: "https://shop.example/_cw/u/v1.a.b.c",
};

describe("a mail", () => {
  it("can be unsubscribed from with one click: both headers, one https address (RFC 8058 §3.1)", () => {
    expect(composeMail(content, envelope).headers).toEqual({
      "List-Unsubscribe": "<https://shop.example/_cw/u/v1.a.b.c>",
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
  });

  it("is what it was given, and nothing more", () => {
    const { headers, ...mail } = composeMail(content, { ...envelope, replyTo: "help@shop.example" });
    const { unsubscribeUrl, ...rest } = envelope;
    expect(headers["List-Unsubscribe"]).toContain(unsubscribeUrl);
    expect(mail).toEqual({ ...content, ...rest, replyTo: "help@shop.example" });
  });

  it.each(["\r\nBcc: evil@evil.example", "\n", "\r", "\0", "\t", "\u0085", "\u001b[31m", "\u007f"])(
    "is refused with %j in any field of its header",
    (control) => {
      const text = `a${control}b`;
      const compose =
        (more: Partial<Envelope>, subject = content.subject) =>
        () =>
          composeMail({ ...content, subject }, { ...envelope, ...more });
      expect(compose({}, text)).toThrow("control character");
      expect(compose({ to: text })).toThrow("control character");
      expect(compose({ replyTo: text })).toThrow("control character");
      expect(compose({ from: { ...envelope.from, name: text } })).toThrow("control character");
      expect(compose({ from: { ...envelope.from, address: text } })).toThrow("control character");
      expect(compose({ unsubscribeUrl: text })).toThrow("control character");
    },
  );

  it("is refused without telling what was in it", () => {
    expect(() => composeMail(content, { ...envelope, to: "canary@example.com\n" })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("canary") }),
    );
  });

  it("may have letters of every language in its header", () => {
    const name = "Łódź 日本 العربية 🛒";
    expect(
      composeMail({ ...content, subject: name }, { ...envelope, from: { ...envelope.from, name } }).subject,
    ).toBe(name);
  });
});

describe("sending", () => {
  const provider = resend("re_secret");
  const send = (fetcher: typeof fetch) => sendMail(fetcher, provider, sampleMail, sampleKey);

  it("tells what the provider said, and follows no redirect with a mail in hand", async () => {
    const calls: RequestInit[] = [];
    const receipt = await send(async (_, init) => {
      calls.push(init ?? {});
      return Response.json({ id: "x" });
    });
    expect(receipt).toEqual({ status: "accepted", providerMessageId: "x" });
    expect(calls).toEqual([expect.objectContaining({ redirect: "manual" })]);
  });

  it("is an unknown outcome when the connection breaks", async () => {
    const receipt = await send(async () => {
      throw new TypeError("connection reset by ada@example.com");
    });
    expect(receipt).toEqual({ status: "unknown", reason: "connection broke" });
  });

  it.each(["before an answer", "in the middle of one"])(
    "is an unknown outcome when time runs out %s",
    async (when) => {
      const timeout = AbortSignal.timeout.bind(AbortSignal);
      const asked: number[] = [];
      vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
        asked.push(ms);
        return timeout(20);
      });
      const receipt = await send(async (_, init) => {
        const signal = init?.signal as AbortSignal;
        const end = new Promise<never>((_, reject) =>
          signal.addEventListener("abort", () => reject(signal.reason)),
        );
        if (when === "before an answer") return end;
        return new Response(
          new ReadableStream({ start: (controller) => void end.catch((error) => controller.error(error)) }),
        );
      });
      expect(receipt.status).toBe("unknown");
      if (when === "before an answer")
        expect(receipt).toEqual({ status: "unknown", reason: "no answer in time" });
      expect(asked).toEqual([10_000]);
    },
  );

  it("is an unknown outcome when the provider's code itself fails", async () => {
    const broken: MailProvider = {
      ...provider,
      receipt: async () => {
        throw new Error("ada@example.com");
      },
    };
    const receipt = await sendMail(async () => Response.json({ id: "x" }), broken, sampleMail, sampleKey);
    expect(receipt).toEqual({ status: "unknown", reason: "connection broke" });
  });
});
