import * as z from "zod";
import type { Context } from "../../context.ts";
import { findStoreById, insertStore, listStores, type StoreRow, updateStore } from "../../db/stores.ts";
import { newId } from "../../domain/ids.ts";
import { platformIds } from "../../domain/platform-id.ts";
import { whyNotPublic } from "../../domain/public-host.ts";
import { type StoreSettings, storeSettings } from "../../wire/store-settings.ts";

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
      trackingLostAt: null,
      createdAt: now,
      updatedAt: now,
    },
    hostnames,
  );
  return { status: "done", value: { id } };
}

/** Path of a setting ("recovery.idleMinutes") and what it shall be; `undefined` takes it back to its default. */
export type SettingChange = [path: string, value: unknown];

/** Sets all of these or none: a refusal leaves every setting as it was. */
export async function setSettings(
  ctx: Context,
  storeId: string,
  changes: SettingChange[],
): Promise<Change<StoreSettings>> {
  const row = await findStoreById(ctx.db, storeId);
  if (!row) return { status: "refused", problems: [`no store has the id ${storeId}`] };
  let settings = readStored(row);
  const unknown = changes.flatMap(([path, value]) => whyNotASetting(settings, path, value) ?? []);
  if (unknown.length > 0) return { status: "refused", problems: unknown };
  for (const [path, value] of changes) settings = withValue(settings, path.split("."), value) ?? {};
  const parsed = storeSettings.safeParse(settings);
  if (!parsed.success) return refused(parsed.error);
  await updateStore(ctx.db, storeId, { settings: JSON.stringify(settings), updatedAt: ctx.now() });
  return { status: "done", value: parsed.data };
}

/** A store as its merchant set it up, and what that comes to. */
export interface StoreDescription extends Omit<StoreRow, "settings"> {
  hostnames: string[];
  /** What the merchant set; everything else follows the default of the day. */
  set: unknown;
  /** What is in force. */
  settings: StoreSettings;
  /** Why what is stored does not read: the store counts as paused then, and the defaults stand in. Usually empty. */
  problems: string[];
}

export async function describeStores(ctx: Context): Promise<StoreDescription[]> {
  return (await listStores(ctx.db)).map((row) => {
    const set = readStored(row);
    const parsed = storeSettings.safeParse(set);
    return {
      ...row,
      set,
      settings: parsed.data ?? storeSettings.parse({}),
      problems: parsed.error ? problemsOf(parsed.error) : [],
    };
  });
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
  const isHere = hostnames.every((hostname) => /(^|\.)localhost$/.test(hostname));
  const problem = isHere && !origin.username && !origin.password ? null : whyNotPublic(origin);
  return problem === null ? null : `origin: ${problem}`;
}

function refused(error: z.ZodError, prefix?: string): Change<never> {
  return { status: "refused", problems: problemsOf(error, prefix) };
}

function problemsOf(error: z.ZodError, prefix?: string): string[] {
  return error.issues.map((issue) => {
    const path = [...(prefix ? [prefix] : []), ...issue.path].join(".");
    return `${path || "settings"}: ${issue.message}`;
  });
}

/**
 * Taking a misspelt setting back to its default would change nothing and say "done", so every path is tried with a value
 * that no setting takes, and what the schema says of it is read. What is stored may always be taken away: a newer version
 * may have dropped a setting, and must not lock the merchant out of all others.
 */
function whyNotASetting(settings: unknown, path: string, value: unknown): string | null {
  const keys = path.split(".");
  if (value === undefined && valueAt(settings, keys) !== undefined) return null;
  const tried = storeSettings.safeParse(withValue(settings, keys, Symbol("no setting takes this")));
  const astray = tried.error?.issues.find((issue) => {
    const next = keys[issue.path.length];
    if (next === undefined || issue.path.some((key, depth) => String(key) !== keys[depth])) return false;
    return issue.code !== "unrecognized_keys" || issue.keys.includes(next);
  });
  if (!astray && !tried.success) return null;
  const above = astray?.path ?? [];
  const parent = valueAt(storeSettings.safeParse(settings).data ?? storeSettings.parse({}), above);
  const known = isPlain(parent) ? ` has ${Object.keys(parent).join(", ")}` : " is set as a whole";
  return `${path}: there is no such setting; ${above.join(".") || "a store"}${known}`;
}

/** What is stored and does not read counts as nothing set: what is set now replaces it. */
function readStored(row: StoreRow): unknown {
  try {
    return JSON.parse(row.settings);
  } catch {
    return {};
  }
}

/** Lists are set as a whole: nobody has to know which entry of one is in force by default. */
function isPlain(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function valueAt(value: unknown, keys: PropertyKey[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) => (isPlain(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );
}

/** A copy with this value in it. Objects that lose their last key go too, so that their own default counts again. */
function withValue(object: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (value === undefined && !isPlain(object)) return object;
  const copy = new Map<string, unknown>(isPlain(object) ? Object.entries(object) : []);
  const next = withValue(copy.get(key), rest, value);
  if (next === undefined) copy.delete(key);
  else copy.set(key, next);
  return copy.size === 0 ? undefined : Object.fromEntries(copy);
}
