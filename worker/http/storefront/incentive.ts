import { Hono } from "hono";
import { untilText } from "../../../widgets/exit-offer/gift-words.ts";
import type { IssuedIncentive } from "../../domain/incentive.ts";
import { type Language, localeFor } from "../../domain/language.ts";
import { formatMoney } from "../../domain/money.ts";
import { giveIncentive } from "../../services/incentives/give-incentive.ts";
import { paths } from "../../wire/paths.ts";
import { type IncentiveResponse, incentiveRequest } from "../../wire/storefront-api.ts";
import { limitBody, limitRate, networkOf, noStore, sameOriginOnly } from "./guards.ts";
import { openVisit } from "./open-visit.ts";
import { incentiveText } from "./pages/incentive-words.ts";
import { readShopperId } from "./shopper.ts";
import type { StorefrontEnv } from "./storefront-env.ts";

/**
 * A coupon for who asked for one. Everybody else gets the same answer, so that it tells nothing of whether the store gives
 * any, to whom, and whether there are some left.
 */
export const incentiveRoute = new Hono<StorefrontEnv>().post(
  paths.incentive,
  sameOriginOnly,
  limitRate,
  limitBody(1024),
  async (c) => {
    const { ctx, store } = c.var;
    const answer = (body: IncentiveResponse) => c.json(body, 200, noStore);
    const body = incentiveRequest.safeParse(await c.req.json().catch(() => null));
    if (!body.success || readShopperId(c.req.raw) === null) return answer({ status: "none" });
    const { surface, language } = body.data;
    const { visit, withCookies } = openVisit(ctx, store, c.req.raw);
    const given = await giveIncentive(visit, surface, networkOf(c.req.raw));
    if (given.status === "none") return withCookies(answer(given));
    const total = given.status === "applied" && given.total ? formatMoney(given.total, language) : null;
    const { status, incentive } = given;
    const { country, timezone } = visit.visitor;
    const timeZone = timezone ?? store.settings.timezone;
    return withCookies(answer({ status, ...worded(incentive, language, country, timeZone), total }));
  },
);

function worded(incentive: IssuedIncentive, language: Language, country: string | null, timeZone: string) {
  const format = { dateStyle: "medium", timeStyle: "short", timeZone } as const;
  const endsAt = new Intl.DateTimeFormat(localeFor(language, country), format).format(incentive.endsAt);
  return {
    code: incentive.code,
    text: incentiveText(incentive, language),
    endsAt,
    endsAtMs: incentive.endsAt,
    until: untilText(endsAt, language),
  };
}
