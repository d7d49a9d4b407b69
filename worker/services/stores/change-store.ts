import { z } from "zod";
import type { Context } from "../../context.ts";
import { findStoreById, insertStore, listStores, updateStore } from "../../db/stores.ts";
import { newId } from "../../domain/ids.ts";
import { platformIds } from "../../domain/platform-id.ts";
import { storeSettings } from "../../wire/store-settings.ts";

/** What a merchant may say of a store. A refusal names the field, what is wrong with it, and changes nothing. */
export type Change<Value> = { status: "done"; value: Value } | { status: "refused"; problems: string[] };

const hostname = z
  .string()
  .regex(/^(?=.{1,253}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "a hostname in lower case, without port");

const newStore = z.strictObject({
  name: z.string().min(1).max(100),
  /** Where shoppers reach the shop. */
  url: z.url({ protocol: /^https?$/ }),
  /** Further hostnames of the same shop, such as the one with or without `www`. */
  aliases: z.array(hostname).max(20).default([]),
  origin: z.url({ protocol: /^https?$/ }),
  platform: z.enum(platformIds),
  settings: z.unknown(),
});

export type NewStore = z.input<typeof newStore>;

export async function addStore(ctx: Context, input: NewStore): Promise<Change<{ id: string }>> {
  const parsed = newStore.safeParse(input);
  if (!parsed.success) return refused(parsed.error);
  const settings = storeSettings.safeParse(parsed.data.settings ?? {});
  if (!settings.success) return refused(settings.error, "settings");
  const { name, platform } = parsed.data;
  const origin = new URL(parsed.data.origin);
  const url = new URL(parsed.data.url);
  const hostnames = [...new Set([url.hostname, ...parsed.data.aliases])];
  const problem = whyNotAnOrigin(origin, hostnames);
  if (problem) return { status: "refused", problems: [problem] };
  const taken = (await listStores(ctx.db)).flatMap((store) => store.hostnames);
  const clash = hostnames.find((hostname) => taken.includes(hostname));
  if (clash) return { status: "refused", problems: [`url: ${clash} belongs to another store already`] };
  const id = newId("store");
  const now = ctx.now();
  await insertStore(
    ctx.db,
    {
      id,
      name,
      platform,
      shopUrl: url.origin,
      origin: origin.origin,
      settings: JSON.stringify(parsed.data.settings ?? {}),
      pausedAt: null,
      createdAt: now,
      updatedAt: now,
    },
    hostnames,
  );
  return { status: "done", value: { id } };
}

/** Sets one setting, addressed by its path ("recovery.idleMinutes"). `undefined` takes it back to its default. */
export async function setSetting(
  ctx: Context,
  storeId: string,
  path: string,
  value: unknown,
): Promise<Change<unknown>> {
  const row = await findStoreById(ctx.db, storeId);
  if (!row) return { status: "refused", problems: [`no store has the id ${storeId}`] };
  const current = JSON.parse(row.settings);
  const changed = withValue(current, path.split("."), value);
  const parsed = storeSettings.safeParse(changed);
  if (!parsed.success) return refused(parsed.error);
  await updateStore(ctx.db, storeId, { settings: JSON.stringify(changed), updatedAt: ctx.now() });
  return { status: "done", value: parsed.data };
}

/** A paused store's pages pass as the origin made them and nothing is sent; carts and orders are still seen. */
export async function pauseStore(ctx: Context, storeId: string, paused: boolean): Promise<Change<null>> {
  if (!(await findStoreById(ctx.db, storeId))) {
    return { status: "refused", problems: [`no store has the id ${storeId}`] };
  }
  const now = ctx.now();
  await updateStore(ctx.db, storeId, { pausedAt: paused ? now : null, updatedAt: now });
  return { status: "done", value: null };
}

/**
 * The worker fetches the origin in every shopper's name: it must be a public https host and not one of our own. A store
 * that is itself only reachable on this machine may have its origin here too.
 */
function whyNotAnOrigin(origin: URL, hostnames: string[]): string | null {
  if (origin.username || origin.password) return "origin: without user name and password";
  if (hostnames.every((hostname) => /(^|\.)localhost$/.test(hostname))) return null;
  if (origin.protocol !== "https:") return "origin: must be https";
  if (/^(\d+\.){3}\d+$|^\[/.test(origin.hostname)) return "origin: a host name, not an IP address";
  if (!origin.hostname.includes(".") || /\.(localhost|local|internal|home\.arpa)$/.test(origin.hostname)) {
    return "origin: must be a public host";
  }
  return null;
}

function refused(error: z.ZodError, prefix?: string): Change<never> {
  return {
    status: "refused",
    problems: error.issues.map((issue) => {
      const path = [...(prefix ? [prefix] : []), ...issue.path].join(".");
      return `${path || "settings"}: ${issue.message}`;
    }),
  };
}

function withValue(object: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value;
  const copy: Record<string, unknown> = { ...(typeof object === "object" && object !== null ? object : {}) };
  const next = withValue(copy[key], rest, value);
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}
