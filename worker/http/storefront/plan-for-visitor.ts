import type { WidgetName } from "../../../widgets/index.ts";
import type { Context } from "../../context.ts";
import { asksForCarts, type Candidate, isMeantFor, withoutCarts } from "../../domain/audience.ts";
import { within } from "../../domain/within.ts";
import type { Page, Platform } from "../../platforms/contract.ts";
import type { Store } from "../../services/stores/find-store.ts";
import { findVisitorCarts } from "../../services/widgets/find-visitor-carts.ts";
import type { PagePlan } from "../../storefront/insert-into-page.ts";
import { isForOneVisitor } from "../../storefront/is-changeable-page.ts";
import { planOnce } from "../../storefront/plan-once.ts";
import { placeOf, readShopperId, referrerOf } from "./shopper.ts";

/** A page, or whatever else is behind an address, asked for by a shopper. */
export interface Asked {
  ctx: Context;
  store: Store;
  platform: Platform;
  url: URL;
  request: Request;
  /** What the page at this address is for; `null`: nobody asks for a page, or it cannot be told. */
  page: Page | null;
}

/** For how long a read goes on that no page waits for. */
const longest = 3000;

/**
 * The plan of a page of which some widgets are for some visitors alone. Called before the origin is asked; what it returns tells,
 * once the origin has answered, what goes into that answer:
 *
 * - of a page that a cache may keep: what is the same for all;
 * - of any other: also what is meant for this visitor, as far as it is known by then. Their carts are read beside the origin's
 *   answer, and only where one of the widgets asks for them. The page waits for nothing.
 */
export function planForVisitor(asked: Asked, forAll: PagePlan): (answer: Response) => PagePlan {
  const { ctx, store, platform, url, page } = asked;
  // Of nearly all pages.
  if (page === null || !forAll.some(({ waits }) => waits !== undefined)) return () => forAll;
  const waiting = forAll.flatMap(({ waits }) => waits ?? []);
  const visitor = meet(asked, waiting);
  return (answer) => {
    if (!isForOneVisitor(answer)) return forAll;
    const meant = waiting.filter((widget) => isMeantFor(store.settings.widgets[widget].audience, visitor));
    return planOnce(store.settings, platform, page, url, ctx.now(), meant);
  };
}

/** What is known of who asks at once; what is not comes into it later, or never. */
function meet({ ctx, store, request }: Asked, waiting: WidgetName[]): Candidate {
  const shopperId = readShopperId(request);
  const { country } = placeOf(request);
  const visitor: Candidate = { country, referrer: referrerOf(request), carts: null };
  if (shopperId === null) visitor.carts = withoutCarts;
  else if (waiting.some((widget) => asksForCarts(store.settings.widgets[widget].audience))) {
    const reading = within(longest, findVisitorCarts(ctx, store, shopperId)).then((carts) => {
      visitor.carts = carts;
    });
    ctx.defer("visitor.failed", reading);
  }
  return visitor;
}
