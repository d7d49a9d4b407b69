import type { Invariant, MessageState } from "./evidence.ts";

/** Nothing is lost, nothing is forgotten, and nothing reaches over to another store. */
export const ending: Invariant[] = [
  {
    id: "I5",
    name: "nobody who asked to be left alone is ever taken off that list",
    look: ({ world, history }) => {
      const kept = new Set(
        history
          .filter(({ what }) => what === "suppressed")
          .map(({ store_id, address_hash }) => `${world.storeOf(store_id)} ${address_hash}`),
      );
      return [
        ...history
          .filter(({ what }) => what === "unsuppressed")
          .map(({ facts }) => `a suppression (${facts}) was removed`),
        ...world.stopped
          .filter(({ store, hash }) => !kept.has(`${store} ${hash}`))
          .map(({ why }) => `${why} was taken and never kept`),
      ];
    },
  },
  {
    id: "I6",
    name: "when nothing goes wrong any more every message comes to an end, and no cart stays undecided",
    look: ({ messages, isAtRest }) => [
      ...(isAtRest ? [] : ["the engine does not come to rest"]),
      ...messages.filter(isOpen).map(({ id, status, reason }) => `${id} is still ${status} (${reason})`),
    ],
  },
  {
    id: "I6b",
    name: "no message is given up without a cause that happened",
    look: ({ messages, history, world, calls }) =>
      messages.flatMap((message) => {
        if (world.putBack.has(message.id)) return [];
        const store = world.storeOf(message.store_id);
        const { status, reason, id } = message;
        if (!["skipped", "cancelled", "failed", "unknown"].includes(status)) return [];
        const stands = (what: string) =>
          history.some(
            (row) =>
              row.what === what &&
              row.store_id === message.store_id &&
              row.address_hash === message.address_hash,
          );
        const excuse =
          reason === "bought"
            ? world.bought.some(
                (one) =>
                  one.store === store &&
                  (one.hashes.includes(message.address_hash) || one.cartId === message.cart_id),
              )
            : ["suppressed", "unsubscribed", "bounced", "complained"].includes(reason ?? "")
              ? stands("suppressed")
              : ["no-consent", "refused"].includes(reason ?? "")
                ? stands("consent") || stands("suppressed")
                : reason === "cart-closed"
                  ? !["active", "abandoned"].includes(message.cart_status ?? "")
                  : reason === "too-late"
                    ? world.now > message.planned_at + 2 * 3_600_000
                    : status === "unknown"
                      ? calls.some(({ messageId }) => messageId === id) ||
                        history.some(({ what, message_id }) => what === "attempt" && message_id === id)
                      : reason !== null;
        return excuse ? [] : [`${id} is ${status} for ${reason}, which did not happen`];
      }),
  },
  {
    id: "I6c",
    name: "what is over stays over, and what was told is known",
    look: ({ history, calls, messages, world }) => [
      ...history.flatMap(({ what, message_id, said }) => {
        const { from, to } = said as unknown as { from: string; to: string };
        const isBack =
          what === "changed" && over.includes(from) && ["scheduled", "claimed", "sending"].includes(to);
        return isBack && !world.putBack.has(message_id ?? "")
          ? [`${message_id} was ${from} and is ${to} again`]
          : [];
      }),
      ...history
        .filter(
          ({ what, said }) =>
            what === "scheduled" && (said as { cartStatus?: string }).cartStatus !== "abandoned",
        )
        .map(({ message_id }) => `${message_id} was scheduled for a cart that was not left`),
      ...calls
        .filter(
          ({ outcome, isTold, by }) => outcome === "taken" && isTold && by.trouble === null && !by.hasStalled,
        )
        .filter(({ messageId, by }) => !calls.some((one) => one.messageId === messageId && one.by !== by))
        .flatMap(({ messageId }) =>
          messages.filter(({ id, status }) => id === messageId && status === "unknown"),
        )
        .filter(({ id }) => !world.putBack.has(id))
        .map(({ id }) => `${id} was taken, its consumer was told so, and it is unknown`),
    ],
  },
  {
    id: "I6d",
    name: "a cart that is left again gets the messages that its return had called off",
    async look({ messages, world }) {
      const left = await world.rows<{ id: string }>(
        "SELECT id FROM carts WHERE status = 'abandoned' AND contact_id IS NOT NULL",
      );
      return messages
        .filter(({ reason, status }) => status === "cancelled" && reason === "returned")
        .filter(
          ({ store_id }) => world.settings.filter(({ at }) => at === world.storeOf(store_id)).length === 1,
        )
        .filter(({ cart_id, id }) => left.some((cart) => cart.id === cart_id) && !world.putBack.has(id))
        .map(({ id }) => `${id} stays called off although its cart was left again`);
    },
  },
  {
    id: "I15",
    name: "what providers told comes to the same in whatever order and however often it was told",
    look: ({ messages, world }) =>
      messages.flatMap(({ id, status }) => {
        const kinds = world.told.filter(({ messageId }) => messageId === id).map(({ kind }) => kind);
        const wanted = strongest.find(([kind]) => kinds.includes(kind))?.[1];
        if (wanted === undefined || status === wanted || world.putBack.has(id)) return [];
        return [`${id} was told ${kinds.join(", ")} and is ${status}`];
      }),
  },
  {
    id: "W1",
    name: "an event that is proven is kept, and one that is not leaves nothing",
    look: ({ world }) => world.surprises,
  },
  {
    id: "I17",
    name: "no address stands in the clear in the database, the queue or the log",
    async look({ world }) {
      const tables = await world.rows<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
      );
      const places = [...world.logged, JSON.stringify(world.queue)];
      for (const { name } of tables)
        places.push(`${name} ${JSON.stringify(await world.rows(`SELECT * FROM ${name}`))}`);
      return places
        .filter((text) => /example\.com/i.test(text))
        .map((text) => `an address stands in ${text.slice(0, 40)}`);
    },
  },
  {
    id: "I20",
    name: "the outcomes come to as many as were scheduled, and each that is over says how",
    look: ({ messages, history }) => {
      const scheduled = new Set(
        history.filter(({ what }) => what === "scheduled").map((row) => row.message_id),
      );
      const gone = [...scheduled].filter((id) => !messages.some((message) => message.id === id));
      return [
        ...gone.map((id) => `${id} was scheduled and is nowhere`),
        ...messages
          .filter(
            ({ status, reason }) => ["unknown", "failed", "skipped", "cancelled"].includes(status) && !reason,
          )
          .map(({ id, status }) => `${id} is ${status} without a reason`),
      ];
    },
  },
  {
    id: "T1",
    name: "nothing done in one store changes anything of the other",
    look: ({ history, world, calls }) => [
      ...history.flatMap(({ by, store_id, what }) => {
        const own = /in store (\d)/.exec(by?.name ?? "")?.[1];
        if (own === undefined || store_id === null || world.storeOf(store_id) === Number(own)) return [];
        return [`${by?.name} made "${what}" of store ${world.storeOf(store_id)}`];
      }),
      ...calls.flatMap(({ permit, store, text, messageId }) => {
        const other = `store-${1 - store}`;
        if (permit && permit.store !== store)
          return [`${messageId} of store ${permit.store} was sent by ${store}`];
        return text.includes(other) ? [`${messageId} speaks of ${other}`] : [];
      }),
    ],
  },
];

const isOpen = ({ status }: MessageState) => ["scheduled", "claimed", "sending"].includes(status);

const over = ["accepted", "delivered", "bounced", "complained", "skipped", "failed", "unknown"];

/** What outweighs what, of what providers tell. */
const strongest: readonly (readonly [string, string])[] = [
  ["complained", "complained"],
  ["bounced", "bounced"],
  ["delivered", "delivered"],
  ["soft-bounced", "bounced"],
  ["accepted", "accepted"],
];
