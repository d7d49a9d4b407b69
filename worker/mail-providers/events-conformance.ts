import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hour, minute } from "../domain/clock.ts";
import {
  eventDialects,
  type SignedCall,
  snsCertificateUrl,
  type ToldMail,
} from "../testing/signed-events.ts";
import { snsCertificate } from "../testing/sns-key.fixture.ts";
import { sampleKey } from "./conformance.ts";
import type { DeliveryEvent, MailEvents, Reception } from "./contract.ts";

export interface EventSamples {
  /** Events in the provider's words, and what of them counts. `null`: nothing. */
  events: Record<string, { content: unknown; event: Partial<DeliveryEvent> | null }>;
}

const now = Date.parse("2026-11-23T10:00:00Z");
const told: ToldMail = {
  kind: "delivered",
  messageId: sampleKey,
  providerMessageId: "p-1",
  id: "event-1",
  at: now - minute,
};

/** Only Amazon's certificates are fetched, and only this one is there. */
const network = (async (input: RequestInfo) => {
  if (String(input) !== snsCertificateUrl) throw new Error(`nothing answers at ${String(input)}`);
  return new Response(snsCertificate);
}) as typeof fetch;

export function receiverOf(source: MailEvents, secrets = [eventDialects[source.id]?.secret ?? ""]) {
  return (call: SignedCall, at = now): Promise<Reception> =>
    source.receive({ ...call, secrets, now: at, fetch: network });
}

/** What every provider's events guarantee. One call in each provider's test, with samples of its own. */
export function eventsConformance(source: MailEvents, samples: EventSamples): void {
  const dialect = eventDialects[source.id];
  if (!dialect) throw new Error(`no signed events of ${source.id}`);
  const receive = receiverOf(source);
  const sign = (content: unknown, id = "event-1", at = now) => dialect.sign(content, id, at);
  const only = (reception: Reception): DeliveryEvent | undefined => {
    if (reception.status !== "events") throw new Error(reception.status);
    return reception.events[0];
  };

  describe(`${source.id}: what it tells`, () => {
    it.each(["delivered", "bounced", "soft-bounced", "complained", "opened", "accepted", "failed"] as const)(
      "is understood and names our message: %s",
      async (kind) => {
        const event = only(await receive(await sign(dialect.word({ ...told, kind }))));
        expect(event).toMatchObject({ kind, messageId: sampleKey, providerMessageId: "p-1", at: told.at });
      },
    );

    it.each(Object.entries(samples.events))("is understood: %s", async (_, { content, event }) => {
      const reception = await receive(await sign(content));
      if (event === null) expect(reception).toEqual({ status: "events", events: [] });
      else expect(only(reception)).toMatchObject(event);
    });

    it("holds no address, whatever is in it", async () => {
      for (const kind of ["delivered", "bounced", "complained", "failed"] as const) {
        const reception = await receive(await sign(dialect.word({ ...told, kind })));
        expect(JSON.stringify(reception)).not.toContain("ada@");
      }
    });

    it("has the same id when it is told again, and another when it is another", async () => {
      const idOf = async (content: ToldMail, at = now) =>
        only(await receive(await sign(dialect.word(content), content.id, at), at))?.id;
      const first = await idOf(told);
      expect(await idOf(told, now + 2 * minute)).toBe(first);
      expect(await idOf({ ...told, id: "event-2", kind: "opened", at: told.at + 1000 })).not.toBe(first);
    });

    it("counts under the secret that is on its way out as under the new one, and under none that is gone", async () => {
      const call = await sign(dialect.word(told));
      const secrets = (...list: string[]) => receiverOf(source, list)(call);
      expect(await secrets("something-new", dialect.secret)).toMatchObject({ status: "events" });
      expect(await secrets("something-new", "")).toEqual({ status: "forged" });
      expect(await secrets()).toEqual({ status: "forged" });
    });

    it("is forged when it is not signed, or signed with what somebody else knows", async () => {
      const call = await sign(dialect.word(told));
      expect(await receive({ ...call, headers: new Headers() })).toMatchObject(
        // Mailgun's proof is in its body.
        source.id === "mailgun" ? { status: "events" } : { status: "forged" },
      );
      const other = source.id === "resend" ? `whsec_${btoa("another")}` : "another";
      expect(await receive(await dialect.sign(dialect.word(told), "event-1", now, other))).toEqual({
        status: "forged",
      });
    });

    it("is forged, or says nothing, for every byte that is nothing of ours", async () => {
      const { headers } = await sign(dialect.word(told));
      for (const text of [
        "",
        "{",
        "null",
        "[]",
        "[[]]",
        '"x"',
        "<html>",
        '{"signature":{}}',
        "\u0000\u00ff",
      ]) {
        const reception = await receive({
          headers,
          body: new TextEncoder().encode(text) as SignedCall["body"],
        });
        expect(["forged", "unreadable", "events"]).toContain(reception.status);
        if (reception.status === "events") expect(reception.events).toEqual([]);
      }
    });

    if (source.proof === "signature" && source.id !== "mailgun") {
      it("is forged when a byte of it was changed", async () => {
        const call = await sign(dialect.word(told));
        for (const at of [1, Math.floor(call.body.length / 2), call.body.length - 3]) {
          const body = call.body.slice();
          body[at] = (body[at] ?? 0) ^ 1;
          expect(await receive({ ...call, body })).toEqual({ status: "forged" });
        }
      });
    }

    if (source.replayWindow !== null) {
      const window = source.replayWindow;
      it("is forged once its window is over, and when it comes from the future", async () => {
        const content = dialect.word(told);
        expect(await receive(await sign(content), now + window - minute)).toMatchObject({ status: "events" });
        expect(await receive(await sign(content), now + window + minute)).toEqual({ status: "forged" });
        expect(await receive(await sign(content), now - hour)).toEqual({ status: "forged" });
      });
    }

    it("breaks nothing, whatever is in it (100 bodies proven, 100 not)", async () => {
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), fc.uint8Array({ maxLength: 300 }), async (content, bytes) => {
          const proven = await receive(await sign(content));
          expect(["events", "unreadable", "forged"]).toContain(proven.status);
          const { headers } = await sign(content);
          const raw = await receive({ headers, body: new Uint8Array(bytes) });
          if (raw.status === "events") expect(raw.events).toEqual([]);
        }),
        { numRuns: 100 },
      );
    });

    it("is unreadable when it is proven and makes no sense", async () => {
      expect(await receive(await sign({ nothing: "here" }))).toEqual({ status: "unreadable" });
    });
  });
}
