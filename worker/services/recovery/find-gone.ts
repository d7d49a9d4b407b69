import type { Context } from "../../context.ts";
import { type Availability, unknown } from "../../domain/availability.ts";
import { identityOf, type LineItem } from "../../domain/cart.ts";
import { minute, second } from "../../domain/clock.ts";
import { type GoneLine, shownLines } from "../../emails/recovery-mail.ts";
import { availabilityOnPage } from "../../platforms/availability-on-page.ts";
import type { PublicShop } from "../../platforms/contract.ts";
import { platforms } from "../../platforms/index.ts";
import { toOriginRequest } from "../../storefront/fetch-origin.ts";
import type { Store } from "../stores/find-store.ts";

/** For all lines together: a shop that is slow holds up no mail. */
const patience = 3 * second;
/** A thing that many carts hold is asked for once in a while. */
const rememberedFor = 5 * minute;
const mostRemembered = 500;

/**
 * Which of a cart's lines the shop no longer sells, as far as it can be asked: those that a mail would show, at once, within
 * three seconds. Whatever goes wrong, the line counts as there. Nothing of the shopper is sent.
 */
export async function findGone(ctx: Context, store: Store, lines: LineItem[]): Promise<GoneLine[]> {
  if (!store.settings.recovery.checkStock) return [];
  const shop = openPublicShop(ctx, store, AbortSignal.timeout(patience));
  const asked = lines.slice(0, shownLines);
  const answers = await Promise.all(asked.map((line) => askOnce(ctx, store, shop, line)));
  return asked.flatMap((line, at) => {
    const answer = answers[at];
    return answer?.status === "gone" ? [{ line, alternatives: answer.alternatives }] : [];
  });
}

const remembered = new Map<string, { answer: Availability; until: number }>();

/** What this isolate heard of a line in the last minutes: also that nobody answered. */
async function askOnce(ctx: Context, store: Store, shop: PublicShop, line: LineItem): Promise<Availability> {
  const key = `${store.id}\n${identityOf(line)}\n${line.url}`;
  const known = remembered.get(key);
  if (known && known.until > ctx.now()) return known.answer;
  const answer = await ask(store, shop, line).catch((error) => {
    ctx.log.error("stock.unread", error, { store: store.id });
    return unknown;
  });
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(key, { answer, until: ctx.now() + rememberedFor });
  return answer;
}

async function ask(store: Store, shop: PublicShop, line: LineItem): Promise<Availability> {
  const platform = platforms[store.platform];
  return platform.availability?.(shop, line, store.settings) ?? availabilityOnPage(shop, line);
}

function openPublicShop(ctx: Context, store: Store, signal: AbortSignal): PublicShop {
  const base = new URL(store.shopUrl);
  return {
    base,
    fetch(path, init) {
      const headers = new Headers(init?.headers);
      headers.set("user-agent", "Cartwright (is it still in stock?)");
      const request = new Request(new URL(path, base), { ...init, headers });
      return ctx.fetch(toOriginRequest(request, new URL(store.origin), { isPage: false }), { signal });
    },
  };
}
