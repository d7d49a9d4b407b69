import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { platformIds } from "../../worker/domain/platform-id.ts";
import type { NewStore, SettingChange } from "../../worker/services/stores/change-store.ts";
import { type SecretName, secretNames } from "../../worker/services/stores/store-secrets.ts";
import { UsageError, type Where } from "../command-line.ts";
import type { CouponsCommand } from "./coupons.ts";

export const usage = `npm run store -- <command>

  list                                      every store
  show ID [--json]                          one store: addresses, platform, every setting
  add --name NAME --url URL --origin URL --platform ${platformIds.join("|")}
      [--alias HOSTNAME]… [--settings FILE.json]
  set ID PATH VALUE [PATH VALUE]…           set these settings, all of them or none;
  set ID PATH --default [PATH VALUE]…       --default takes one back to its default
  pause ID                                  pages pass unchanged, nothing is sent
  resume ID
  secret ID NAME                            puts a secret in force, read from the standard input; the one before it
                                            stays in force beside it. NAME: orders (signs order events), or
                                            mail:PROVIDER (signs a mail provider's events), or platform
                                            (lets us make coupons in the shop), or notices
                                            (signs what your webhook is told)
  secret ID NAME --make                     makes one, and shows it this once
  secret ID NAME --forget                   none of this name is in force any more
  coupons ID                                what became of each incentive's codes
  coupons ID NAME add FILE                  adds codes to an incentive's pool, one a line (-: the standard input);
                                            all that are new, or none
  coupons ID NAME revoke                    withdraws the codes that nobody was given
  survey ID                                 what shoppers said held them back, in the last 90 days

  ID is a store's id or one of its hostnames. A VALUE is JSON where it can be read as JSON, text otherwise.
  --state FOLDER   the local database in another folder than .wrangler/state/v3
  --remote         the database of the Cloudflare account instead of the local one; a secret is sealed with the
                   worker's own ENCRYPTION_KEYS then, taken from the environment
`;

export type Command = Where &
  (
    | { verb: "help" }
    | { verb: "list" }
    | { verb: "show"; id: string; json: boolean }
    | { verb: "add"; store: NewStore }
    | { verb: "set"; id: string; changes: SettingChange[] }
    | { verb: "pause" | "resume" | "survey"; id: string }
    | { verb: "secret"; id: string; name: SecretName; from: "input" | "make" | "forget" }
    | ({ verb: "coupons"; id: string } & CouponsCommand)
  );

const options = {
  name: { type: "string" },
  url: { type: "string" },
  origin: { type: "string" },
  platform: { type: "string" },
  alias: { type: "string", multiple: true },
  settings: { type: "string" },
  json: { type: "boolean" },
  make: { type: "boolean" },
  forget: { type: "boolean" },
  remote: { type: "boolean", default: false },
  state: { type: "string" },
  help: { type: "boolean", short: "h" },
} satisfies ParseArgsConfig["options"];

/** Which options mean something to which command, besides `--remote` and `--state`. */
const optionsOf: Record<string, string[]> = {
  show: ["json"],
  secret: ["make", "forget"],
  add: ["name", "url", "origin", "platform", "alias", "settings"],
};

/** What secrets, codes and shoppers' own words are sealed with, and what codes are looked up by. */
export function needsKeys({ verb }: Command) {
  if (verb === "coupons") return ["ENCRYPTION_KEYS", "ADDRESS_HASH_KEY"] as const;
  return verb === "secret" || verb === "survey" ? (["ENCRYPTION_KEYS"] as const) : [];
}

/** @throws UsageError that says what is missing or not known */
export function readCommand(args: string[]): Command {
  // Values of settings may begin with a dash, and --default stands for a value.
  if (args[0] === "set") return readSet(args.slice(1));
  const { values, positionals } = parse(args);
  const [verb, ...rest] = positionals;
  const where = { remote: values.remote, state: values.state && resolve(values.state) };
  if (values.help || verb === "help" || verb === undefined) return { verb: "help", ...where };
  if (where.remote && where.state) throw new UsageError("--state is of the local database, --remote is not.");
  const known = [...(optionsOf[verb] ?? []), "remote", "state"];
  const stray = Object.keys(values).find((name) => !known.includes(name));
  if (verb === "list") return expectNone(rest, stray, { verb, ...where });
  if (verb === "add") return expectNone(rest, stray, { verb, store: readStore(values), ...where });
  if (verb === "set") throw new UsageError("set stands first: set ID PATH VALUE, then --state or --remote.");
  if (verb === "coupons") return expectNone([], stray, { verb, ...readCouponsCommand(rest), ...where });
  if (verb === "secret") {
    const [id, name, ...more] = rest;
    return expectNone(more, stray, { verb, ...readSecretCommand(id, name, values), ...where });
  }
  if (verb !== "show" && verb !== "pause" && verb !== "resume" && verb !== "survey") {
    throw new UsageError(`There is no command "${verb}".`);
  }
  const [id, ...more] = rest;
  if (!id) throw new UsageError(`${verb}: which store? Give its id or one of its hostnames.`);
  if (verb === "show") return expectNone(more, stray, { verb, id, json: values.json ?? false, ...where });
  return expectNone(more, stray, { verb, id, ...where });
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function expectNone(rest: string[], stray: string | undefined, command: Command): Command {
  if (rest.length > 0) throw new UsageError(`${command.verb}: "${rest[0]}" is one word too many.`);
  if (stray) throw new UsageError(`${command.verb} knows no --${stray}.`);
  return command;
}

function readCouponsCommand([id, name, action, file, ...more]: string[]): { id: string } & CouponsCommand {
  if (!id) throw new UsageError("coupons: which store? Give its id or one of its hostnames.");
  if (!name) return { id, action: "show" };
  if (more.length > 0) throw new UsageError(`coupons: "${more[0]}" is one word too many.`);
  if (action === "add" && file) return { id, action, name, file };
  if (action === "revoke" && !file) return { id, action, name };
  throw new UsageError(`coupons: add FILE or revoke? coupons ID ${name} add FILE`);
}

function readSecretCommand(
  id: string | undefined,
  name: string | undefined,
  { make, forget }: ReturnType<typeof parse>["values"],
) {
  const known = secretNames.find((one) => one === name);
  if (!id || !known) {
    throw new UsageError(
      `secret: which store, which secret? secret ID NAME, NAME being ${secretNames.join(", ")}`,
    );
  }
  if (make && forget) throw new UsageError("secret: either --make or --forget.");
  return { id, name: known, from: make ? "make" : forget ? "forget" : "input" } as const;
}

function readStore(values: ReturnType<typeof parse>["values"]): NewStore {
  const { name, url, origin, platform, alias, settings } = values;
  if (!name || !url || !origin || !platform) {
    const missing = (["name", "url", "origin", "platform"] as const).filter((option) => !values[option]);
    throw new UsageError(`add: ${missing.map((option) => `--${option}`).join(", ")} missing.`);
  }
  return {
    name,
    url,
    origin,
    platform: platform as NewStore["platform"],
    ...(alias && { aliases: alias }),
    settings: settings === undefined ? {} : readSettings(settings),
  };
}

function readSettings(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`--settings ${file}: ${(error as Error).message}`);
  }
}

function readSet(args: string[]): Command {
  let remote = false;
  let state: string | undefined;
  const words: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string;
    const [option, given] = word.startsWith("--state=") ? ["--state", word.slice(8)] : [word, undefined];
    if (word === "--remote") remote = true;
    else if (option === "--state") state = resolve(given ?? args[++at] ?? "");
    else if (word === "--help" || word === "-h") return { verb: "help", remote, state };
    else words.push(word);
  }
  if (remote && state) throw new UsageError("--state is of the local database, --remote is not.");
  const [id, ...pairs] = words;
  if (!id || pairs.length === 0) {
    throw new UsageError("set: which store, which setting, which value? set ID PATH VALUE");
  }
  const changes: SettingChange[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    const [path, value] = [pairs[at] as string, pairs[at + 1]];
    if (path.startsWith("--")) throw new UsageError(`set: ${path} stands where a setting's path should.`);
    if (value === undefined) throw new UsageError(`set: ${path} has no value. --default takes it back.`);
    changes.push([path, readValue(value)]);
  }
  return { verb: "set", id, changes, remote, state };
}

function readValue(text: string): unknown {
  if (text === "--default" || text === "default") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
