import type { Context } from "../../context.ts";
import { changeHeldNotice, claimNotice, type NoticeRow } from "../../db/notices.ts";
import { hour, minute, second } from "../../domain/clock.ts";
import type { NoticeBody } from "../../wire/notice-settings.ts";
import { loadStore, type Store } from "../stores/find-store.ts";
import { readSecrets } from "../stores/store-secrets.ts";
import { isWanted } from "./note-notice.ts";
import { sendDigest } from "./send-digest.ts";
import { signNotice } from "./sign-notice.ts";

/** Well beyond the deadline of a call. */
const lease = 2 * minute;
/** How long the merchant's server may take. */
const deadline = 5 * second;
/** From then on it is no longer tried. */
const triedFor = 24 * hour;

export interface NoticeDelivery {
  status: NoticeRow["status"] | "not-mine";
  reason?: string;
}

/**
 * Tells a merchant one thing. A webhook may come twice, with the same id: it is tried for a day, after 1, 2, 4 … minutes,
 * and then dropped, visibly. The digest's mail is sent at most once.
 * @throws when the database cannot be reached; the notice is then found again once its lease is over
 */
export async function deliverNotice(
  ctx: Context,
  storeId: string,
  noticeId: string,
): Promise<NoticeDelivery> {
  const store = await loadStore(ctx, storeId);
  const [held] = await claimNotice(ctx.db, storeId, noticeId, ctx.now(), lease);
  if (!held) return { status: "not-mine" };
  if (!store) return settle(ctx, held, { status: "dropped", reason: "no such store" });
  if (held.kind === "digest") return settle(ctx, held, await sendDigest(ctx, store, held));
  if (!isWanted(store, held.kind)) return settle(ctx, held, { status: "kept" });
  return settle(ctx, held, await post(ctx, store, held));
}

async function post(ctx: Context, store: Store, held: NoticeRow): Promise<NoticeDelivery> {
  const url = store.settings.notices.webhook?.url ?? "";
  const body: NoticeBody = {
    type: held.kind,
    timestamp: new Date(held.createdAt).toISOString(),
    data: { storeId: store.id, ...JSON.parse(held.data) },
  };
  const text = JSON.stringify(body);
  const signed = await signNotice(await readSecrets(ctx, store.id, "notices"), held.id, text, ctx.now());
  if (signed === null) return { status: "waiting", reason: "the secret notices is not set" };
  try {
    const response = await ctx.fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "Cartwright", ...signed },
      body: text,
      // Where it leads was not looked at: a public address may lead to one that is not.
      redirect: "manual",
      signal: AbortSignal.timeout(deadline),
    });
    await response.body?.cancel();
    if (response.ok) return { status: "sent" };
    // "The endpoint is no longer wanted" (Standard Webhooks).
    if (response.status === 410) return { status: "dropped", reason: "http 410" };
    return { status: "waiting", reason: `http ${response.status}` };
  } catch {
    return { status: "waiting", reason: "no answer" };
  }
}

async function settle(
  ctx: Context,
  held: NoticeRow,
  { status, reason }: NoticeDelivery,
): Promise<NoticeDelivery> {
  if (status === "not-mine") return { status };
  const now = ctx.now();
  const outcome =
    status === "waiting" && now - held.createdAt >= triedFor
      ? ({ status: "dropped", reason: reason ?? null, dueAt: null } as const)
      : { status, reason: reason ?? null, dueAt: status === "waiting" ? now + backoff(held.attempt) : null };
  const changed = await changeHeldNotice(ctx.db, held, outcome);
  if (changed.length === 0) return { status: "not-mine" };
  return { status: outcome.status, ...(outcome.reason !== null && { reason: outcome.reason }) };
}

/** 1, 2, 4 … minutes, at most two hours. */
function backoff(attempt: number): number {
  return Math.min(2 ** (attempt - 1), 120) * minute;
}
