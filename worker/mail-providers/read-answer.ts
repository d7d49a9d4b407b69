import { day, hour, second } from "../domain/clock.ts";
import type { Receipt } from "./contract.ts";

export type Json = Record<string, unknown>;

/** The answer's body when it is a JSON object, and `null` for everything else, a broken connection included. */
export async function readJson(response: Response): Promise<Json | null> {
  try {
    return asObject(await response.json());
  } catch {
    return null;
  }
}

export function asObject(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

/** A text at a path of keys; `null` when there is none, or an empty one. */
export function textAt(value: unknown, ...path: string[]): string | null {
  const found = path.reduce<unknown>((at, key) => asObject(at)?.[key], value);
  if (typeof found === "number") return String(found);
  return typeof found === "string" && found !== "" ? found : null;
}

/** A provider's word for something, fit for a log: one token and no sentence, because sentences hold addresses. */
export function word(value: unknown): string | null {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || !/^[\w.:-]+( [\w.:-]+){0,4}$/.test(text)) return null;
  return text.slice(0, 60);
}

/**
 * How long to wait, in ms: `Retry-After` (RFC 9110 §10.2.3), in seconds or as a date, read against the answer's own date.
 * A day at most. `null` when it says nothing that can be read.
 */
export function retryAfter(response: Response, names = ["retry-after"]): number | null {
  for (const name of names) {
    const value = response.headers.get(name);
    if (value === null) continue;
    const wait = /^\d+(\.\d+)?$/.test(value.trim())
      ? Number(value) * second
      : Date.parse(value) - Date.parse(response.headers.get("date") ?? "");
    if (Number.isFinite(wait) && wait >= 0) return Math.min(wait, day);
  }
  return null;
}

/** An account that cannot send is looked at again after this long. */
export const pauseOfAccount = hour;

export const paused = (reason: string, wait = pauseOfAccount): Receipt => ({
  status: "paused",
  reason,
  retryAfter: wait,
});

/** What a status alone says of a mail. A redirect, a time-out (408) or a server's failure says nothing. */
export function receiptOfStatus(response: Response, reason: string | null): Receipt {
  const { status } = response;
  const said = reason ?? `http ${status}`;
  if (status === 429) return { status: "deferred", reason: said, retryAfter: retryAfter(response) };
  if (status === 401 || status === 402 || status === 403) return paused(said);
  const isRefusal = status >= 400 && status < 500 && status !== 408;
  return { status: isRefusal ? "rejected" : "unknown", reason: said };
}

/** The receipt of a 2xx: without an id, who answered was not the provider. */
export function acceptedAs(id: string | null): Receipt {
  return id === null
    ? { status: "unknown", reason: "an answer without an id" }
    : { status: "accepted", providerMessageId: id };
}

/** `"Name" <address>` (RFC 5322 §3.4): no name can leave its quotes. */
export function mailbox(sender: { name: string; address: string }): string {
  return `"${sender.name.replace(/["\\]/g, "")}" <${sender.address}>`;
}
