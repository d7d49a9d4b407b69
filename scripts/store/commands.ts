import type { Context } from "../../worker/context.ts";
import { toBase64Url } from "../../worker/domain/keys.ts";
import {
  addStore,
  describeStores,
  pauseStore,
  type SettingChange,
  type StoreDescription,
  setSettings,
} from "../../worker/services/stores/change-store.ts";
import { findingsOf } from "../../worker/services/stores/note-finding.ts";
import { forgetSecrets, keepSecret, type SecretName } from "../../worker/services/stores/store-secrets.ts";
import { countsOf } from "../../worker/services/widgets/counts-of.ts";
import type { Outcome } from "../command-line.ts";
import { coupons } from "./coupons.ts";
import { describeCounts, describeFindings, describeStore, inForce, listStores } from "./describe-store.ts";
import type { Command } from "./read-command.ts";
import { survey } from "./survey.ts";

const soon = "Pages and mails follow within 60 seconds.";

/** Does what was asked through the services that the worker has for it, and says what came of it. */
export async function runCommand(
  ctx: Context,
  command: Command,
  readInput: () => Promise<string>,
): Promise<Outcome> {
  if (command.verb === "help") return done();
  if (command.verb === "add") return add(ctx, command.store);
  const stores = await describeStores(ctx);
  if (command.verb === "list") return done(...listStores(stores));
  const { id } = command;
  const store = stores.find((one) => one.id === id || one.hostnames.includes(id.toLowerCase()));
  if (!store) return refused([`No store has the id or hostname ${id}. npm run store -- list`]);
  switch (command.verb) {
    case "show":
      return show(ctx, store, command.json);
    case "set":
      return set(ctx, store, command.changes);
    case "pause":
    case "resume":
      return pause(ctx, store, command.verb === "pause");
    case "survey":
      return survey(ctx, store);
    case "coupons":
      return coupons(ctx, store, command, readInput);
    case "secret":
      return secret(ctx, store, command, readInput);
  }
}

async function show(ctx: Context, store: StoreDescription, asJson: boolean): Promise<Outcome> {
  const findings = await findingsOf(ctx, store.id);
  const counts = await countsOf(ctx, store.id);
  if (asJson) return done(JSON.stringify({ ...store, findings }, null, 2));
  return done(...describeStore(store), ...describeCounts(counts), ...describeFindings(findings));
}

async function add(ctx: Context, input: Parameters<typeof addStore>[1]): Promise<Outcome> {
  const added = await addStore(ctx, input);
  if (added.status === "refused") return refused(["Not added:", ...added.problems.map(indent)]);
  const { id } = added.value;
  return done(`Added ${input.name} as ${id}.`, `See all it can be told: npm run store -- show ${id}`);
}

async function set(ctx: Context, store: StoreDescription, changes: SettingChange[]): Promise<Outcome> {
  const paths = changes.map(([path]) => path);
  const changed = await setSettings(ctx, store.id, changes);
  if (changed.status === "refused") {
    const still = inForce(store, paths);
    const problems = ["Nothing was changed:", ...changed.problems.map(indent)];
    return refused(still.length > 0 ? [...problems, "In force is still:", ...still] : problems);
  }
  const now = (await describeStores(ctx)).find(({ id }) => id === store.id) ?? store;
  return done(`${store.name}, from now on:`, ...inForce(now, paths), soon);
}

async function pause(ctx: Context, store: StoreDescription, paused: boolean): Promise<Outcome> {
  if ((store.pausedAt !== null) === paused) {
    return done(`${store.name} is ${paused ? "paused" : "not paused"} already. Nothing was changed.`);
  }
  const changed = await pauseStore(ctx, store.id, paused);
  if (changed.status === "refused") return refused(changed.problems);
  const what = paused
    ? "is paused: its pages pass as the origin makes them, and nothing is sent. Carts and orders are still seen, so that nobody is mailed later about what they have bought."
    : "is no longer paused.";
  return done(`${store.name} ${what} It takes effect within 60 seconds.`);
}

async function secret(
  ctx: Context,
  store: StoreDescription,
  { name, from }: Extract<Command, { verb: "secret" }>,
  readInput: () => Promise<string>,
): Promise<Outcome> {
  if (from === "forget") {
    await forgetSecrets(ctx, store.id, name);
    return done(`${store.name} has no secret "${name}" any more. What is signed with one is refused.`);
  }
  const text = from === "make" ? newSecret(name) : (await readInput()).trim();
  if (text === "") {
    return refused(["Nothing came on the standard input. printf %s THE-SECRET | npm run store -- secret …"]);
  }
  if (text.length > 1000)
    return refused(["A secret of over 1,000 characters is not one. Nothing was changed."]);
  await keepSecret(ctx, store.id, name, text);
  const kept = `${store.name}: the secret "${name}" is in force, and the one before it still is.`;
  return from === "make" ? done(kept, "It is not shown again:", text) : done(kept);
}

/** 256 random bits; for webhooks in the form that the libraries of Standard Webhooks take. */
function newSecret(name: SecretName): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return name === "notices" ? `whsec_${Buffer.from(bytes).toString("base64")}` : toBase64Url(bytes);
}

const indent = (line: string) => `  ${line}`;

function done(...lines: string[]): Outcome {
  return { done: true, lines };
}

function refused(lines: string[]): Outcome {
  return { done: false, lines };
}
