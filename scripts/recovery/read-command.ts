import { userInfo } from "node:os";
import { resolve } from "node:path";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { type MessageStatus, messageStatuses } from "../../worker/db/schema.ts";
import { UsageError, type Where } from "../command-line.ts";

export const usage = `npm run recovery -- <command>

  list ID [--days N] [--status STATUS]      what became of the messages planned in the last N days (30), and what of it
          [--limit N]                       needs somebody to look; N of each kind (20) one by one. STATUS: ${messageStatuses.slice(0, 6).join(", ")},
                                            ${messageStatuses.slice(6).join(", ")}
  show ID MESSAGE                           one message: its plan, its attempts, what its provider told of it
  dry-run ID [--days N]                     what would be sent in the next N days (1), and what not and why. Sends
                                            and changes nothing
  send-now ID MESSAGE                       makes a message due that waits for its time. Guards are not passed over: if
                                            one would stop it, it is named and nothing changes
  stop ID --cart CART                       calls off what is still to be sent about a cart
  stop ID --address-from-stdin              … to an address, which is never written to again
  stop ID --all                             … all of it. Carts that are left later begin anew: to send nothing at all,
                                            npm run store -- pause ID
  resolve ID MESSAGE --accepted|--not-sent  settles an uncertain outcome by what the provider's own log says. --not-sent
          [--by NAME]                       gives it one more attempt, under every guard
  restart ID                                plans what is scheduled anew, by the settings of today; what was sent stays
  erase ID --address-from-stdin             removes everything that is kept of a person, for good. What is counted stays,
                                            of nobody, and a keyed hash, by which they are never written to again
  export ID --address-from-stdin            everything that is kept of a person, as JSON

  ID is a store's id or one of its hostnames. No address and nothing of a cart is ever shown, but to export.
  --state FOLDER   the local database in another folder than .wrangler/state/v3
  --remote         the database of the Cloudflare account instead of the local one; addresses are looked up by the
                   worker's own ADDRESS_HASH_KEY then (for export opened with its ENCRYPTION_KEYS), taken from the
                   environment
`;

export type Command = Where &
  (
    | { verb: "help" }
    | { verb: "list"; id: string; days: number; status: MessageStatus | null; limit: number }
    | { verb: "show" | "send-now"; id: string; message: string }
    | { verb: "dry-run"; id: string; days: number }
    | { verb: "stop"; id: string; what: { cartId: string } | "address" | "all" }
    | { verb: "resolve"; id: string; message: string; outcome: "accepted" | "not-sent"; by: string }
    | { verb: "restart" | "erase" | "export"; id: string }
  );

/** What an address is looked up by, and what is kept of a person in words is opened with. */
export function needsKeys(command: Command) {
  if (command.verb === "export") return ["ADDRESS_HASH_KEY", "ENCRYPTION_KEYS"] as const;
  const isOfAddress = command.verb === "stop" ? command.what === "address" : command.verb === "erase";
  return isOfAddress ? (["ADDRESS_HASH_KEY"] as const) : [];
}

const options = {
  days: { type: "string" },
  limit: { type: "string" },
  status: { type: "string" },
  cart: { type: "string" },
  "address-from-stdin": { type: "boolean" },
  all: { type: "boolean" },
  accepted: { type: "boolean" },
  "not-sent": { type: "boolean" },
  by: { type: "string" },
  remote: { type: "boolean", default: false },
  state: { type: "string" },
  help: { type: "boolean", short: "h" },
} satisfies ParseArgsConfig["options"];

/** Which options mean something to which command, besides `--remote` and `--state`. */
const optionsOf: Record<string, string[]> = {
  list: ["days", "status", "limit"],
  show: [],
  "dry-run": ["days"],
  "send-now": [],
  stop: ["cart", "address-from-stdin", "all"],
  resolve: ["accepted", "not-sent", "by"],
  restart: [],
  erase: ["address-from-stdin"],
  export: ["address-from-stdin"],
};

/** @throws UsageError that says what is missing or not known */
export function readCommand(args: string[]): Command {
  const { values, positionals } = parse(args);
  const [verb, id, ...rest] = positionals;
  const where = { remote: values.remote, state: values.state && resolve(values.state) };
  if (values.help || verb === "help" || verb === undefined) return { verb: "help", ...where };
  if (where.remote && where.state) throw new UsageError("--state is of the local database, --remote is not.");
  const known = optionsOf[verb];
  if (!known) throw new UsageError(`There is no command "${verb}".`);
  const stray = Object.keys(values).find((name) => ![...known, "remote", "state"].includes(name));
  if (stray) throw new UsageError(`${verb} knows no --${stray}.`);
  if (!id) throw new UsageError(`${verb}: which store? Give its id or one of its hostnames.`);
  const takesMessage = ["show", "send-now", "resolve"].includes(verb);
  const stranger = rest[takesMessage ? 1 : 0];
  if (stranger !== undefined) throw new UsageError(`${verb}: "${stranger}" is one word too many.`);
  return { ...readVerb(verb, id, rest[0], values), ...where } as Command;
}

type Values = ReturnType<typeof parse>["values"];

function readVerb(verb: string, id: string, message: string | undefined, values: Values) {
  switch (verb) {
    case "list":
      return {
        ...{ verb, id, status: readStatus(values.status) },
        days: readNumber("days", values.days, 30),
        limit: readNumber("limit", values.limit, 20),
      };
    case "dry-run":
      return { verb, id, days: readNumber("days", values.days, 1) };
    case "stop":
      return { verb, id, what: readWhat(values) };
    case "restart":
      return { verb, id };
    case "erase":
    case "export":
      // An address among the arguments would stay in the shell's history.
      if (!values["address-from-stdin"]) throw new UsageError(`${verb}: give --address-from-stdin.`);
      return { verb, id };
  }
  if (!message) throw new UsageError(`${verb}: which message? Give its id, message_…`);
  return verb === "resolve" ? { verb, id, message, ...readOutcome(values) } : { verb, id, message };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readNumber(option: string, text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw new UsageError(`--${option} ${text}: a whole number from 1 to 10,000.`);
  }
  return number;
}

function readStatus(text: string | undefined): MessageStatus | null {
  if (text === undefined) return null;
  const status = messageStatuses.find((one) => one === text);
  if (!status) throw new UsageError(`--status ${text}: one of ${messageStatuses.join(", ")}.`);
  return status;
}

function readWhat({ cart, all, "address-from-stdin": address }: Values) {
  const given = [cart !== undefined, all, address].filter(Boolean).length;
  if (given !== 1) throw new UsageError("stop: one of --cart CART, --address-from-stdin, --all.");
  if (cart !== undefined) return { cartId: cart };
  return all ? "all" : "address";
}

function readOutcome({ accepted, "not-sent": notSent, by }: Values) {
  if (Boolean(accepted) === Boolean(notSent)) throw new UsageError("resolve: one of --accepted, --not-sent.");
  const name = (by ?? userInfo().username).trim();
  if (!/^[\p{L}\p{N} ._-]{1,40}$/u.test(name)) throw new UsageError("--by: a name of up to 40 letters.");
  return { outcome: accepted ? "accepted" : "not-sent", by: name } as const;
}
