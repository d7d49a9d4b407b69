import { Hono } from "hono";
import { platforms } from "../../platforms/index.ts";
import { beaconHeaders, orderBeacon } from "../../platforms/order-beacon.ts";
import { recordOrderEvent } from "../../services/orders/record-order.ts";
import { readSecrets } from "../../services/stores/store-secrets.ts";
import { paths } from "../../wire/paths.ts";
import { limitBody, limitHooks, noStore } from "../storefront/guards.ts";
import type { StorefrontEnv } from "../storefront/storefront-env.ts";

/** An order with a thousand lines is not larger than this, in bytes. */
const largestOrder = 1024 * 1024;

/**
 * Signed order events, one address for every platform: its own webhooks, or the order beacon, told apart by the beacon's
 * header. Answered once the event is kept, so that a platform sends again what was not.
 */
export const orderHooksRoute = new Hono<StorefrontEnv>().post(
  paths.orderHooks,
  limitHooks,
  limitBody(largestOrder),
  async (c) => {
    const { ctx, store } = c.var;
    const answer = (text: string, status: 200 | 401 | 422) => c.text(`${text}\n`, status, noStore);
    const { webhooks } = platforms[store.platform];
    const { headers } = c.req.raw;
    const source = headers.has(beaconHeaders.signature) || webhooks === null ? orderBeacon : webhooks;
    const delivery = { headers, body: new Uint8Array(await c.req.arrayBuffer()) };
    const secrets = await readSecrets(ctx, store.id, "orders");
    const reading = await source.read(delivery, secrets, ctx.now(), store.settings);
    switch (reading.status) {
      case "forged":
        return answer("The signature is not one of this store's.", 401);
      case "stale":
        return answer("Signed too long ago, or by a clock that is wrong.", 401);
      case "unreadable":
        ctx.log.info("order.unreadable", { store: store.id, problem: reading.problem });
        return answer(`Not understood: ${reading.problem}.`, 422);
      case "ignored":
        return answer("Nothing to do.", 200);
      case "event":
        await recordOrderEvent(ctx, store, reading.event);
        ctx.log.info("order.told", { store: store.id, kind: reading.event.kind });
        return answer("Kept.", 200);
    }
  },
);
