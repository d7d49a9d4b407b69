import type { Context } from "../../context.ts";
import { onPublicHost } from "../../domain/cart.ts";
import { nextTask } from "../../domain/next-task.ts";
import type { Platform, RequestHead, Watch } from "../../platforms/contract.ts";
import { captureCart, type Visitor } from "../../services/carts/capture-cart.ts";
import { noteAddressGivenToShop } from "../../services/carts/note-given-address.ts";
import { noteNameGivenToShop } from "../../services/contacts/note-name.ts";
import { recordOrder } from "../../services/orders/record-order.ts";
import type { Store } from "../../services/stores/find-store.ts";
import { sourceOf } from "../../storefront/byte-source.ts";
import { seenBy } from "./seen-by.ts";
import { VisitorSession } from "./shop-session.ts";

/** Bodies longer than this are not read: no cart needs them. */
const requestLimit = 64 * 1024;
const responseLimit = 2 * 1024 * 1024;
/** How many bytes are asked for at once. */
const readSize = 65_536;

export interface WatchedExchange {
  ctx: Context;
  store: Store;
  platform: Platform;
  head: RequestHead;
  watch: Watch;
  requestBody: Promise<string | null>;
}

/**
 * The text of a request's body, from a copy. Read while it is sent on and let go of at its limit: a copy that waited for
 * the answer would hold all of an upload in memory.
 */
export async function readRequest(request: Request, watch: Watch): Promise<string | null> {
  try {
    const copy = watch.request && request.body !== null ? request.clone() : null;
    return copy?.body ? await readText(copy.body, requestLimit) : null;
  } catch {
    return null;
  }
}

/**
 * Reads an answer behind the one that the shopper gets. What was read is remembered: first an order, because it stops what is under
 * way, then the cart.
 *
 * @param whole the shop's bytes, where they have been read already; else the answer is split in two
 */
export async function readBehind(
  watched: WatchedExchange,
  response: Response,
  whole: Uint8Array | null,
  visitor: Visitor,
): Promise<void> {
  const { ctx, store, platform, head, watch, requestBody } = watched;
  const copy = watch.response && whole === null && response.body !== null ? response.clone() : null;
  const copied = copy?.body ? await readText(copy.body, responseLimit) : null;
  await nextTask();
  const responseBody = watch.response && whole !== null ? new TextDecoder().decode(whole) : copied;
  const { cart, changed, added, order, email, name } = await platform.read(
    {
      ...head,
      requestBody: await requestBody,
      status: response.status,
      responseHeaders: response.headers,
      responseBody,
    },
    store.settings,
  );
  if (email && !order) await noteAddressGivenToShop(ctx, store, visitor.shopperId, email);
  if (email && name && !order) await noteNameGivenToShop(ctx, store, visitor.shopperId, { email, name });
  if (order) await recordOrder(ctx, store, visitor.shopperId, order);
  const at = ctx.now();
  const seen = cart ?? (changed ? await readBack({ ctx, store, platform, head }, response) : null);
  if (seen) {
    const snapshot = onPublicHost(seen, new URL(store.origin), head.url);
    await captureCart(ctx, store, visitor, snapshot, { at, added, by: seenBy(head, response, changed) });
  }
}

/** The cart after a change that did not tell it, read in the shopper's own session. It sets nothing in their browser. */
function readBack(
  { ctx, store, platform, head }: Pick<WatchedExchange, "ctx" | "store" | "platform" | "head">,
  response: Response,
) {
  return platform.readCart(new VisitorSession(ctx, store, head, response), store.settings);
}

/** The text of a body, by bytes counted and not by what its headers claim; `null` when it is longer. */
async function readText(body: ReadableStream<Uint8Array>, limit: number): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  const source = sourceOf(body, readSize);
  for (;;) {
    const { done, value } = await source.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > limit) {
      await source.cancel("too long");
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}
