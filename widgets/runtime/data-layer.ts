/**
 * For shops whose cart is told nowhere but to their own measurement: reads GA4's ecommerce events (Google: "Measure
 * ecommerce", `view_cart`, `begin_checkout`, `purchase`) out of `window.dataLayer`, those that are there and those to come, and
 * tells the worker. Of what else is pushed nothing is looked at; whatever fails, fails silently.
 */
interface Told {
  currency?: unknown;
  value?: unknown;
  transaction_id?: unknown;
  items?: Record<string, unknown>[];
}

/** `{ event, ecommerce }` of a tag manager, or the arguments of a call of `gtag("event", …)`. */
type Entry = ArrayLike<unknown> & { event?: unknown; ecommerce?: Told };

let last: string | undefined;

const read = (entry: Entry) => {
  try {
    const isCall = entry[0] === "event";
    const event = isCall ? entry[1] : entry.event;
    const told = (isCall ? entry[2] : entry.ecommerce) as Told;
    const isOrder = event === "purchase";
    if (!isOrder && event !== "view_cart" && event !== "begin_checkout") return;
    const { currency, value, transaction_id, items } = told;
    const body = JSON.stringify(
      isOrder
        ? { event, currency, value, transaction_id }
        : {
            event,
            currency,
            value,
            items: items?.map(({ item_id, item_name, item_variant, price, quantity }) => ({
              item_id,
              item_name,
              item_variant,
              price,
              quantity,
            })),
          },
    );
    if (body === last) return;
    last = body;
    // Outlives the page: a purchase is often told on the way out.
    fetch(SEEN_PATH, {
      method: "POST",
      keepalive: true,
      headers: { "content-type": "application/json" },
      body,
    }).catch(() => {});
  } catch {}
};

try {
  const page = window as { dataLayer?: Entry[] };
  page.dataLayer ??= [];
  const layer = page.dataLayer;
  const { push } = layer;
  // The shop's own push first, and its answer: a tag manager has put itself there.
  layer.push = (...entries) => {
    const answer = push.apply(layer, entries);
    entries.forEach(read);
    return answer;
  };
  layer.forEach(read);
} catch {}
