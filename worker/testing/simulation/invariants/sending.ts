import { windows } from "../store-kinds.ts";
import { type CallWithPermit, groupedByMessage, type Invariant, isTaken, mayBeTaken } from "./evidence.ts";

/** Never twice, and never without knowing. */
export const sending: Invariant[] = [
  {
    id: "I1",
    name: "one message is taken at most once, whatever is duplicated, delayed or lost",
    look: ({ calls }) =>
      [...groupedByMessage(calls.filter(isTaken))]
        .filter(([, taken]) => taken.length > 1)
        .map(([id, taken]) => `${id} was taken ${taken.length} times by ${taken.map((one) => one.provider)}`),
  },
  {
    id: "I2",
    name: "what may have been taken is sent again only where its key is still known",
    look: ({ calls }) =>
      [...groupedByMessage(calls)].flatMap(([id, own]) =>
        own.flatMap((call, at) => {
          const before = own.slice(0, at).find(mayBeTaken);
          if (!before) return [];
          const window = windows[call.provider] ?? 0;
          const isCovered = before.provider === call.provider && call.at - before.at < window;
          return isCovered ? [] : [`${id} was sent blindly to ${call.provider} after ${before.outcome}`];
        }),
      ),
  },
  {
    id: "I12",
    name: "it is sent again with the same bytes",
    look: ({ calls }) =>
      [...groupedByMessage(calls)].flatMap(([id, own]) =>
        own.flatMap((call, at) => {
          const before = own.slice(0, at).find(mayBeTaken);
          if (!before || before.body === call.body) return [];
          return [`${id} was sent again with other bytes`];
        }),
      ),
  },
  {
    id: "I13",
    name: "a consumer whose lease was taken by another changes nothing",
    look: ({ history }) => {
      const held = new Map<unknown, Map<string, number>>();
      return history.flatMap(({ what, by, message_id, attempt, said }) => {
        if (what !== "changed" || !by?.name.startsWith("consumer") || message_id === null) return [];
        const change = said as unknown as { to: string; from: string; before: number };
        const own = held.get(by) ?? new Map<string, number>();
        held.set(by, own);
        if (attempt !== change.before) {
          own.set(message_id, attempt ?? 0);
          return [];
        }
        if (change.to === "cancelled" || own.get(message_id) === attempt) return [];
        return [
          `attempt ${own.get(message_id)} changed ${message_id} from ${change.from} to ${change.to}, held by ${attempt}`,
        ];
      });
    },
  },
  {
    id: "I11",
    name: "every permission stands in the ledger, and nothing else does",
    look: ({ history }) => {
      const key = (row: (typeof history)[number]) => `${row.message_id}/${row.attempt}`;
      const permits = new Set(history.filter(({ what }) => what === "authorised").map(key));
      const ledger = new Set(history.filter(({ what }) => what === "attempt").map(key));
      return [
        ...[...permits].filter((one) => !ledger.has(one)).map((one) => `${one} is not in the ledger`),
        ...[...ledger].filter((one) => !permits.has(one)).map((one) => `${one} was never permitted`),
      ];
    },
  },
  {
    id: "I14",
    name: "a provider's throttle is waited for, its paused account is left alone, and neither costs the message",
    look: ({ calls, history, messages }) => [
      ...[...groupedByMessage(calls)].flatMap(([id, own]) =>
        own.flatMap((call, at) => {
          const before = own[at - 1];
          const isEarly = before?.outcome === "throttled" && call.at + skewOf(call) - before.at < 30_000;
          return isEarly ? [`${id} was sent again ${call.at - before.at} ms after a throttle`] : [];
        }),
      ),
      ...calls.flatMap((call) => {
        const pause = history.findLast(
          ({ what, store_id, seq, said }) =>
            what.startsWith("account-") &&
            store_id === history.find(({ message_id }) => message_id === call.messageId)?.store_id &&
            seq <= call.by.startedAt &&
            (said as { provider?: string }).provider === call.provider,
        );
        const { until = 0 } = (pause?.said ?? {}) as { until?: number };
        return pause?.what === "account-paused" && call.at + call.by.skew < until
          ? [`${call.provider} was asked although its account takes nothing`]
          : [];
      }),
      ...messages
        .filter(({ status }) => status === "failed")
        .filter(({ id, attempt, reason }) => {
          const wasRefused = calls.some((call) => call.messageId === id && call.outcome === "refused");
          return !wasRefused && attempt < 12 && reason !== "could not be opened";
        })
        .map(({ id, reason }) => `${id} failed (${reason}) without having been refused`),
    ],
  },
];

const skewOf = (call: CallWithPermit) => Math.abs(call.by.skew);
