import { describe, expect, it } from "vitest";
import type { CouponMinter, CouponToMint } from "./coupon-minter.ts";

/** A platform's API as far as making coupons goes, kept by a test: its own log is what is believed. */
export interface FakeCouponApi {
  /** Codes by what the platform knows of them, in its own words. */
  made: Map<string, Record<string, unknown>>;
  fetch: typeof fetch;
}

export interface MinterSamples {
  /** A secret that the platform lets in. */
  secret: string;
  /** One whose form is wrong; `null`: any form will do. */
  misshapen: string | null;
  /** A platform on which nothing is made yet. Lets in `secret` alone. */
  api(): FakeCouponApi;
  /** What the platform made of `coupon` and of the other kinds. */
  made: Record<string, Record<string, unknown>>;
}

const now = Date.parse("2026-11-23T10:00:00Z");

export const sampleCoupon: CouponToMint = {
  code: "BCDF-GHJK-MNPQ-RSTVW",
  kind: "percent",
  value: 15,
  currency: "GBP",
  minimum: 2050,
  now,
  endsAt: now + 48 * 3_600_000,
};

/** What every platform that makes coupons guarantees. One call in each one's test, with a platform of its own. */
export function minterConformance(name: string, minter: CouponMinter, samples: MinterSamples): void {
  const mint = (fetcher: typeof fetch, coupon = sampleCoupon, secret = samples.secret) =>
    minter.mint({ fetch: fetcher, secret, origin: "https://origin.example", coupon });

  describe(`${name} makes coupons`, () => {
    it.each(Object.entries(samples.made))(
      "for one use, with their end and minimum: %s",
      async (kind, made) => {
        const api = samples.api();
        const value = kind === "amount" ? 500 : 15;
        const coupon = { ...sampleCoupon, kind: kind as CouponToMint["kind"], value };
        expect(await mint(api.fetch, coupon)).toEqual({ status: "minted" });
        expect([...api.made.values()]).toEqual([expect.objectContaining(made)]);
      },
    );

    it("once, however often it is asked for the same code", async () => {
      const api = samples.api();
      for (let time = 0; time < 3; time++) expect(await mint(api.fetch)).toEqual({ status: "minted" });
      expect(api.made.size).toBe(1);
    });

    it("once, when the answer was lost after the coupon was made", async () => {
      const api = samples.api();
      const lost = (async (...call: Parameters<typeof fetch>) => {
        await api.fetch(...call);
        throw new Error("connection reset");
      }) as typeof fetch;
      expect(await mint(lost)).toMatchObject({ status: "unsure" });
      expect(await mint(api.fetch)).toEqual({ status: "minted" });
      expect(api.made.size).toBe(1);
    });

    it.each([408, 429, 500, 503])("and is unsure where it says nothing: %i", async (status) => {
      const broken = (async () => new Response("<html>", { status })) as typeof fetch;
      expect(await mint(broken)).toMatchObject({ status: "unsure" });
    });

    it("and takes no page of something else for a coupon", async () => {
      const page = (async () => new Response("<h1>Welcome</h1>")) as typeof fetch;
      expect((await mint(page)).status).not.toBe("minted");
    });

    it("and says so when it is not let in, without a secret or a code in what it says", async () => {
      const wrong = samples.secret.replace(/.$/, "x");
      const refused = await mint(samples.api().fetch, sampleCoupon, wrong);
      expect(refused.status).toBe("refused");
      expect(JSON.stringify(refused)).not.toContain(sampleCoupon.code);
      expect(JSON.stringify(refused)).not.toContain(wrong);
    });

    const { misshapen } = samples;
    if (misshapen !== null) {
      it("and sends a secret of the wrong form nowhere", async () => {
        const calls: unknown[] = [];
        const spy = (async (...call: unknown[]) => {
          calls.push(call);
          return new Response(null, { status: 500 });
        }) as typeof fetch;
        expect(await mint(spy, sampleCoupon, misshapen)).toMatchObject({ status: "refused" });
        expect(calls).toEqual([]);
      });
    }
  });
}
