import type { Context } from "../../context.ts";
import { readLeftCarts } from "../../db/carts.ts";
import { countStuck, selectOutcomes } from "../../db/message-reports.ts";
import { countNotices, noteStatement, selectNoted } from "../../db/notices.ts";
import { readRecovered } from "../../db/orders.ts";
import { listStores } from "../../db/stores.ts";
import { newId } from "../../domain/ids.ts";
import { type LocalDay, localDay, localTime } from "../../domain/local-day.ts";
import { problemKinds } from "../../domain/notice-kind.ts";
import type { DigestDay } from "../../emails/digest.tsx";
import { groupOutcomes } from "../recovery/group-outcomes.ts";
import { fallbackStoreId, loadStore, type Store } from "../stores/find-store.ts";

/** A digest whose hour was missed, because nothing ran, is still written so many hours later. */
const patience = 3;

/**
 * Writes the digests whose hour has come where their shops are, once a day each, however many runs find them due. A day on
 * which there is nothing to say is noted, and nobody is told.
 * @returns how many are to be sent
 */
export async function writeDigests(ctx: Context): Promise<number> {
  const due = await selectDueDigests(ctx);
  const noted = await selectNoted(
    ctx.db,
    due.map(({ store, day }) => ({ storeId: store.id, key: keyOf(day) })),
  );
  let written = 0;
  for (const { store, day } of due) {
    if (noted.has(store.id)) continue;
    const digest = await readDay(ctx, store.id, day);
    const isWorthSaying = hasNews(digest);
    const notice = { storeId: store.id, kind: "digest", key: keyOf(day), data: JSON.stringify(digest) };
    const row = { id: newId("notice"), ...notice, now: ctx.now(), isForNobody: !isWorthSaying };
    await ctx.db.batch([noteStatement(ctx.db, row)]);
    if (isWorthSaying) written++;
  }
  return written;
}

const keyOf = ({ date }: LocalDay) => `digest/${date}`;

/** Stores whose hour it is, and the day before it there. */
async function selectDueDigests(ctx: Context): Promise<{ store: Store; day: LocalDay }[]> {
  const now = ctx.now();
  const ids = (await listStores(ctx.db))
    // Most stores want none; what cannot be read says nothing either.
    .filter(({ settings }) => settings.includes('"digest"'))
    .map(({ id }) => id);
  const due = [];
  for (const id of [...ids, fallbackStoreId]) {
    const store = await loadStore(ctx, id);
    const { digest } = store?.settings.notices ?? {};
    if (!store || !digest) continue;
    const { timezone } = store.settings;
    const late = localTime(now, timezone).hour - digest.hour;
    if (late >= 0 && late < patience) {
      due.push({ store, day: localDay(localDay(now, timezone).from - 1, timezone) });
    }
  }
  return due;
}

async function readDay(ctx: Context, storeId: string, { date, from, until }: LocalDay): Promise<DigestDay> {
  const [left, outcomes, recovered, problems, stuck] = await Promise.all([
    readLeftCarts(ctx.db, storeId, from, until),
    selectOutcomes(ctx.db, storeId, from, until),
    readRecovered(ctx.db, storeId, from, until),
    countNotices(ctx.db, storeId, from, until),
    countStuck(ctx.db, storeId, ctx.now()),
  ]);
  const told = problemKinds.flatMap((kind) => {
    const count = sum(problems.filter((one) => one.kind === kind));
    return count > 0 ? [{ kind, count }] : [];
  });
  const dropped = sum(problems.filter(({ status }) => status === "dropped"));
  return {
    date,
    left: { carts: sum(left), values: valuesOf(left) },
    messages: groupOutcomes(outcomes),
    recovered: { orders: sum(recovered), values: valuesOf(recovered) },
    problems: [
      ...told,
      ...(stuck > 0 ? [{ kind: "stuck" as const, count: stuck }] : []),
      ...(dropped > 0 ? [{ kind: "dropped" as const, count: dropped }] : []),
    ],
  };
}

function hasNews({ left, messages, recovered, problems }: DigestDay): boolean {
  const messageCount = Object.values(messages).reduce((all, count) => all + count, 0);
  return left.carts + messageCount + recovered.orders + problems.length > 0;
}

const sum = (rows: { count: number }[]) => rows.reduce((all, { count }) => all + count, 0);

const valuesOf = (rows: { currency: string | null; minor: number | null }[]) =>
  rows.flatMap(({ currency, minor }) => (currency !== null && minor !== null ? [{ currency, minor }] : []));
