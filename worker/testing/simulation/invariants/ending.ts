import { nobody } from "../../../db/erasure.ts";
import type { Process } from "../process.ts";
import { hasCause } from "./causes.ts";
import { type Invariant, isForgotten, type MessageState } from "./evidence.ts";

/** Nothing is lost, nothing is forgotten, and nothing reaches over to another store. */
export const ending: Invariant[] = [
  {
    id: "I5",
    name: "nobody who asked to be left alone is ever taken off that list, and no order that was told of is lost",
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
        ...world.bought
          .filter(
            ({ isTaken, number }) =>
              isTaken && !history.some((row) => row.what === "ordered" && row.facts === number),
          )
          .map(({ number }) => `order ${number} was taken and never kept`),
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
    look: (evidence) =>
      evidence.messages
        .filter(({ status }) => ["skipped", "cancelled", "failed", "unknown"].includes(status))
        .filter((message) => !hasCause(message, evidence))
        .map(({ id, status, reason }) => `${id} is ${status} for ${reason}, which did not happen`),
  },
  {
    id: "I6c",
    name: "what is over stays over, and what was told is known",
    look: ({ history, calls, messages, world }) => [
      ...history.flatMap(({ what, message_id, said, by }) => {
        const { from, to } = said as unknown as { from: string; to: string };
        const isBack =
          what === "changed" && over.includes(from) && ["scheduled", "claimed", "sending"].includes(to);
        return isBack && by !== null ? [`${message_id} was ${from} and is ${to} again`] : [];
      }),
      ...history
        .filter(({ what, by }) => what === "scheduled" && by !== null)
        .filter(
          ({ by, seq, said: { cartId, cartStatus } }) =>
            cartStatus !== "abandoned" &&
            !history.some(
              (row) =>
                row.what === "left" &&
                row.by === by &&
                row.said.cartId === cartId &&
                isOneTrip(by, row.seq, seq),
            ),
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
        .filter(({ id }) => !isForgotten(world, id, 0))
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
        .filter(({ cart_id }) => left.some((cart) => cart.id === cart_id))
        .map(({ id }) => `${id} stays called off although its cart was left again`);
    },
  },
  {
    id: "I6e",
    name: "a cart that is left with an address has its messages from that very moment",
    look: ({ history, world }) =>
      history
        .filter(({ what, address_hash }) => what === "left" && address_hash !== null)
        .filter(
          ({ store_id }) => world.settings.filter(({ at }) => at === world.storeOf(store_id)).length === 1,
        )
        .filter(
          ({ said: { cartId }, seq, by }) =>
            !history.some(
              (row) =>
                row.what === "scheduled" &&
                row.said.cartId === cartId &&
                (row.seq < seq || isOneTrip(by, row.seq, seq)),
            ),
        )
        .map(({ said: { cartId } }) => `${cartId} was left and has no messages`),
  },
  {
    id: "I15",
    name: "what providers told comes to the same in whatever order and however often it was told",
    look: ({ messages, world }) =>
      messages.flatMap(({ id, status, address_hash }) => {
        const since = Math.max(
          0,
          ...world.restores.filter(({ forgot }) => forgot.has(id)).map(({ at }) => at),
        );
        const kinds = world.told
          .filter(({ messageId, at }) => messageId === id && at > since)
          .map(({ kind }) => kind);
        const wanted = strongest.find(([kind]) => kinds.includes(kind))?.[1];
        // Of somebody who was erased nothing is kept that is told.
        if (wanted === undefined || status === wanted || address_hash === nobody) return [];
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
    id: "I17b",
    name: "of a person who was erased only the keyed hash is left that keeps them from being written to",
    async look({ world }) {
      const erased = world.erased.filter(
        ({ store, hash, at }) =>
          !world.spoken.some((one) => one.store === store && one.hash === hash && one.at > at),
      );
      if (erased.length === 0) return [];
      const tables = await world.rows<{ name: string }>(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'
          AND name NOT IN ('suppressions', 'history')`,
      );
      const places = [`the queue ${JSON.stringify(world.queue)}`];
      for (const { name } of tables)
        places.push(`${name} ${JSON.stringify(await world.rows(`SELECT * FROM ${name}`))}`);
      const half = await world.rows<{ id: string }>(
        `SELECT id FROM recovery_messages WHERE address_hash = '${nobody}'
          AND (contact_id <> '${nobody}' OR payload_sealed IS NOT NULL OR provider_message_id IS NOT NULL)`,
      );
      if (half.length > 0) return [`${half[0]?.id} still leads to them`];
      return erased.flatMap(({ hash }) =>
        places
          .filter((text) => text.includes(hash))
          .map((text) => `${text.slice(0, 40)} still speaks of them`),
      );
    },
  },
  {
    id: "I20",
    name: "the outcomes come to as many as were scheduled, and each that is over says how",
    look: ({ messages, history, world }) => {
      const scheduled = new Set(
        history.filter(({ what }) => what === "scheduled").map((row) => row.message_id),
      );
      const gone = [...scheduled].filter(
        (id) => !messages.some((message) => message.id === id) && !isForgotten(world, id ?? "", 0),
      );
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

/** Whether a process wrote both in one round trip, and so in one transaction. */
const isOneTrip = (by: Process | null, ...rows: number[]) =>
  by?.trips.some(({ from, to }) => rows.every((seq) => seq > from && seq <= to)) ?? false;

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
