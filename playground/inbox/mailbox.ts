import { readSendRequest } from "./read-send-request.ts";
import type { StoredMessage } from "./stored-message.ts";

export const MOST_MESSAGES = 500;

export interface Mailbox {
  /** Newest first; the array itself stays the same one for the inbox's whole life. */
  readonly messages: StoredMessage[];
  deliver(body: unknown): ReturnType<typeof readSendRequest>;
  /** By id, or "latest". */
  find(id: string): StoredMessage | undefined;
  /** Words, `to:` and `subject:` terms, all of which must match. */
  search(query: string): StoredMessage[];
  setRead(messages: StoredMessage[], read: boolean): void;
  /** All of them without ids. */
  remove(ids: string[]): void;
}

/** Keeps the newest messages in memory and tells `onChange` whenever something differs. */
export function createMailbox(options: {
  messages: StoredMessage[];
  onChange: (messages: StoredMessage[]) => void;
  now: () => number;
}): Mailbox {
  const messages = options.messages.slice(0, MOST_MESSAGES);
  const changed = () => options.onChange(messages);
  return {
    messages,
    deliver(body) {
      const result = readSendRequest(body, { id: createId(), now: options.now() });
      if ("error" in result) return result;
      messages.unshift(result.message);
      messages.length = Math.min(messages.length, MOST_MESSAGES);
      changed();
      return result;
    },
    find: (id) => (id === "latest" ? messages[0] : messages.find((message) => message.ID === id)),
    search: (query) => messages.filter(matcher(query)),
    setRead(chosen, read) {
      const different = chosen.filter((message) => message.Read !== read);
      for (const message of different) message.Read = read;
      if (different.length > 0) changed();
    },
    remove(ids) {
      const kept = ids.length === 0 ? [] : messages.filter((message) => !ids.includes(message.ID));
      if (kept.length === messages.length) return;
      messages.splice(0, messages.length, ...kept);
      changed();
    },
  };
}

function matcher(query: string): (message: StoredMessage) => boolean {
  const terms = [...query.toLowerCase().matchAll(/(?:(to|subject):)?(?:"([^"]*)"|(\S+))/g)].map(
    ([, field, quoted, word]) => ({ field, text: quoted ?? word ?? "" }),
  );
  return (message) => {
    const to = [...message.To, ...message.Cc, ...message.Bcc]
      .map((one) => `${one.Name} ${one.Address}`)
      .join(" ");
    const all = `${message.From.Name} ${message.From.Address} ${to} ${message.Subject} ${message.Text} ${message.HTML}`;
    const searched: Record<string, string> = { to, subject: message.Subject };
    return terms.every(({ field, text }) =>
      (field ? (searched[field] ?? "") : all).toLowerCase().includes(text),
    );
  };
}

const ID_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** 22 letters, as Mailpit's. The slight unevenness of the remainder does not matter for telling mails apart. */
function createId(): string {
  const random = crypto.getRandomValues(new Uint8Array(22));
  return Array.from(random, (byte) => ID_LETTERS[byte % ID_LETTERS.length]).join("");
}
