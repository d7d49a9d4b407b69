import { Hono } from "hono";
import { mailEvents } from "../../mail-providers/index.ts";
import { receiveMailEvents } from "../../services/recovery/receive-mail-events.ts";
import { paths } from "../../wire/paths.ts";
import { limitBody, limitHooks, noStore } from "../storefront/guards.ts";
import type { StorefrontEnv } from "../storefront/storefront-env.ts";

/** SendGrid sends up to 768 KB at once; nobody more. */
const largestCall = 1024 * 1024;

/**
 * What mail providers tell of messages, one address for each. Answered once it is kept, so that a provider sends again
 * what was not. Whoever cannot prove to be the provider learns nothing: not whether the store has a secret for it, not what
 * was wrong.
 */
export const mailEventsRoute = new Hono<StorefrontEnv>()
  // Some providers look whether anybody is there before they send; a GET changes nothing.
  .get(paths.mailHooks(":provider"), (c) => c.text("Mail events are posted here.\n", 200, noStore))
  .post(paths.mailHooks(":provider"), limitHooks, limitBody(largestCall), async (c) => {
    const { ctx, store } = c.var;
    const source = Object.values(mailEvents).find((events) => events?.id === c.req.param("provider"));
    if (!source) return c.text("No provider of this name tells anything here.\n", 404, noStore);
    const body = new Uint8Array(await c.req.arrayBuffer());
    const received = await receiveMailEvents(ctx, store.id, source, { headers: c.req.raw.headers, body });
    switch (received.status) {
      case "forged":
        return c.text("This is not one of this store's mail providers.\n", 401, noStore);
      case "unreadable":
        return c.text("Not understood.\n", 400, noStore);
      case "confirmed":
      case "kept":
        return c.text("Kept.\n", 200, noStore);
    }
  });
