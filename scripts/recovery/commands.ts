import type { Context } from "../../worker/context.ts";
import { day } from "../../worker/domain/clock.ts";
import { eraseContact } from "../../worker/services/contacts/erase-contact.ts";
import { exportContact } from "../../worker/services/contacts/export-contact.ts";
import { explainMessage } from "../../worker/services/recovery/explain-message.ts";
import { foreseeMessages } from "../../worker/services/recovery/foresee-messages.ts";
import { listMessages } from "../../worker/services/recovery/list-messages.ts";
import { replanMessages } from "../../worker/services/recovery/replan-messages.ts";
import { resolveUnknown } from "../../worker/services/recovery/resolve-unknown.ts";
import { sendNow } from "../../worker/services/recovery/send-now.ts";
import { stopMessages } from "../../worker/services/recovery/stop-messages.ts";
import { describeStores } from "../../worker/services/stores/change-store.ts";
import { loadStore, type Store } from "../../worker/services/stores/find-store.ts";
import type { Outcome } from "../command-line.ts";
import {
  describeDecision,
  describeErased,
  describeForesight,
  describeList,
  describeMessage,
  reasonWords,
  utc,
} from "./describe-messages.ts";
import type { Command } from "./read-command.ts";

type Of<Verb extends Command["verb"]> = Extract<Command, { verb: Verb }>;

/** Does what was asked through the services that the worker has for it, and says what came of it. */
export async function runCommand(
  ctx: Context,
  command: Command,
  readInput: () => Promise<string>,
): Promise<Outcome> {
  if (command.verb === "help") return done();
  const { id } = command;
  const found = (await describeStores(ctx)).find(
    (one) => one.id === id || one.hostnames.includes(id.toLowerCase()),
  );
  const store = found && (await loadStore(ctx, found.id));
  if (!store) return refused(`No store has the id or hostname ${id}. npm run store -- list`);
  switch (command.verb) {
    case "list":
      return done(...describeList(store.name, command, await listMessages(ctx, store.id, command)));
    case "show":
      return show(ctx, store, command);
    case "dry-run":
      return dryRun(ctx, store, command);
    case "send-now":
      return bringForward(ctx, store, command);
    case "stop":
      return stop(ctx, store, command, readInput);
    case "erase":
      return erase(ctx, store, readInput);
    case "export":
      return exportAll(ctx, store, readInput);
    case "resolve":
      return resolve(ctx, store, command);
    case "restart": {
      const { carts } = await replanMessages(ctx, store);
      return done(
        `${store.name}: ${carts} ${carts === 1 ? "cart" : "carts"} planned anew, by the settings of today.`,
      );
    }
  }
}

async function show(ctx: Context, store: Store, { message }: Of<"show" | "send-now">): Promise<Outcome> {
  const history = await explainMessage(ctx, store, message);
  return history ? done(...describeMessage(history)) : noMessage(store, message);
}

async function dryRun(ctx: Context, store: Store, { days }: Of<"dry-run">): Promise<Outcome> {
  return done(...describeForesight(await foreseeMessages(ctx, store, ctx.now() + days * day), days));
}

async function bringForward(
  ctx: Context,
  store: Store,
  { message }: Of<"show" | "send-now">,
): Promise<Outcome> {
  const sent = await sendNow(ctx, store, message);
  if (sent.status === "due") return done(`${message} is due now and goes out within about a minute.`);
  if (sent.status === "held-back") {
    const until = sent.until === null ? "" : `, until ${utc(sent.until)}`;
    return refused(`Not brought forward: ${reasonWords(sent.reason)}${until}. Nothing was changed.`);
  }
  if (sent.problem === "no-message") return noMessage(store, message);
  return refused(`${message} does not wait: npm run recovery -- show ${store.id} ${message}`);
}

async function stop(
  ctx: Context,
  store: Store,
  { what }: Of<"stop">,
  readInput: () => Promise<string>,
): Promise<Outcome> {
  const address = what === "address" ? (await readInput()).trim() : "";
  const stopped = await stopMessages(ctx, store.id, what === "address" ? { address } : what);
  if (stopped.status === "refused") return refused(`${stopped.problem} Nothing was changed.`);
  const { messages, sending } = stopped;
  return done(
    `${store.name}: ${messages} ${messages === 1 ? "message" : "messages"} called off.`,
    ...(what === "address" ? ["The address is never written to again."] : []),
    ...(sending > 0
      ? [`${sending} ${sending === 1 ? "is" : "are"} with the mail provider and cannot be called back.`]
      : []),
  );
}

async function erase(ctx: Context, store: Store, readInput: () => Promise<string>): Promise<Outcome> {
  const erased = await eraseContact(ctx, store.id, (await readInput()).trim());
  if (erased.status === "refused") return refused(`${erased.problem} Nothing was changed.`);
  return done(...describeErased(store.name, erased));
}

async function exportAll(ctx: Context, store: Store, readInput: () => Promise<string>): Promise<Outcome> {
  const exported = await exportContact(ctx, store.id, (await readInput()).trim());
  if (exported.status === "refused") return refused(exported.problem);
  return done(JSON.stringify(exported.data, null, 2));
}

async function resolve(ctx: Context, store: Store, command: Of<"resolve">): Promise<Outcome> {
  const resolved = await resolveUnknown(ctx, store, command.message, command);
  if (resolved.status === "resolved") {
    return done(
      `${command.message}: ${command.outcome}, says ${command.by}.`,
      ...describeDecision(resolved.message),
    );
  }
  if (resolved.problem === "no-message") return noMessage(store, command.message);
  return refused(`The outcome of ${command.message} is not uncertain. Nothing was changed.`);
}

function noMessage(store: Store, message: string): Outcome {
  return refused(`${store.name} has no message ${message}. npm run recovery -- list ${store.id}`);
}

function done(...lines: string[]): Outcome {
  return { done: true, lines };
}

function refused(...lines: string[]): Outcome {
  return { done: false, lines };
}
