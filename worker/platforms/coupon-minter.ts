import type { IncentiveKind } from "../domain/incentive.ts";
import { minorUnitDigits } from "../domain/money.ts";

/**
 * Makes coupons through a platform's own API, so that the platform itself keeps their end, their minimum and their single
 * use. Each passes the suite in coupon-minter-conformance.ts.
 */
export interface CouponMinter {
  /** What the platform can make a code for. */
  kinds: readonly IncentiveKind[];
  /** What the store's secret `platform` is, for the merchant who has to put it there. */
  secret: string;
  /**
   * Makes this coupon, for one use. Never throws. Asked again with the same code it makes no second one: a code that is
   * there already is ours, because nobody else could have thought of it.
   */
  mint(request: MintRequest): Promise<Minted>;
}

export interface MintRequest {
  fetch: typeof fetch;
  /** The store's secret `platform`: an account, a colon, and what it is allowed in by. */
  secret: string;
  /** Where the shop's own server answers: scheme, host and port. */
  origin: string;
  coupon: CouponToMint;
}

export interface CouponToMint {
  code: string;
  kind: IncentiveKind;
  /** Of 100, or minor units. */
  value: number;
  /** Of `value` and `minimum`. */
  currency: string;
  /** Minor units; 0: none. */
  minimum: number;
  /** Epoch ms. */
  now: number;
  endsAt: number;
}

export type Minted =
  | { status: "minted" }
  /** Nothing was made, and asking again will not help. @property reason for the merchant; no code, no secret */
  | { status: "refused"; reason: string }
  /** It may have been made: an answer that did not come, or that says nothing. Ask again with the same code. */
  | { status: "unsure"; reason: string };

/** Both halves of "account:token". */
export function splitSecret(secret: string): { account: string; token: string } {
  const at = secret.indexOf(":");
  return { account: secret.slice(0, Math.max(at, 0)), token: secret.slice(at + 1) };
}

/** An amount as APIs take it: `decimalOf(1290, "GBP")` is "12.90". The way back of `decimalToMinor`. */
export function decimalOf(minor: number, currency: string): string {
  const digits = minorUnitDigits(currency);
  return (minor / 10 ** digits).toFixed(digits);
}

/** How long a platform may take to make a coupon, in ms. */
const deadline = 8_000;

/** One call: its status and JSON. `null` when no answer came in time, or none that could be read. */
export async function callApi(
  fetcher: typeof fetch,
  url: string,
  init: RequestInit,
): Promise<{ status: number; body: unknown } | null> {
  try {
    const response = await fetcher(url, {
      ...init,
      redirect: "manual",
      signal: AbortSignal.timeout(deadline),
      headers: { accept: "application/json", "content-type": "application/json", ...init.headers },
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : parseOrNull(text) };
  } catch {
    return null;
  }
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a status alone says, where the body said nothing better. */
export function mintedByStatus(answer: { status: number } | null): Minted {
  if (answer === null) return { status: "unsure", reason: "the platform did not answer" };
  const { status } = answer;
  if (status === 401 || status === 403)
    return { status: "refused", reason: "the platform does not let us in" };
  const mayHelp = status === 408 || status === 429 || status >= 500;
  return { status: mayHelp ? "unsure" : "refused", reason: `the platform answered ${status}` };
}
