import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import * as z from "zod";
import type { Mailbox } from "./mailbox.ts";
import { readListUnsubscribe } from "./read-list-unsubscribe.ts";
import type { StoredMessage } from "./stored-message.ts";

/** More than a mail provider would take. */
const LARGEST_MESSAGE = 25 * 1024 * 1024;

/** The part of Mailpit's HTTP API v1 that sends, lists, reads and deletes (mailpit.axllent.org/docs/api-v1). */
export function createMailpitApi(mailbox: Mailbox, started: number, now: () => number): Hono {
  const api = new Hono();

  api.post(
    "/send",
    bodyLimit({
      maxSize: LARGEST_MESSAGE,
      onError: (context) => context.json({ Error: "http: request body too large" }, 413),
    }),
    async (context) => {
      const body = await readJson(context);
      if (body === undefined) return context.json({ Error: "the body is not JSON" }, 400);
      const result = mailbox.deliver(body);
      return "error" in result
        ? context.json({ Error: result.error }, 400)
        : context.json({ ID: result.message.ID });
    },
  );

  api.get("/messages", (context) => context.json(summaryOf(mailbox, mailbox.messages, context)));
  api.get("/search", (context) => {
    const query = context.req.query("query")?.trim() ?? "";
    if (!query) return context.text("Error: no search query", 400);
    return context.json(summaryOf(mailbox, mailbox.search(query), context));
  });

  api.put("/messages", async (context) => {
    const change = z
      .object({ IDs: z.array(z.string()).default([]), Read: z.boolean().default(false) })
      .safeParse(await readJson(context));
    if (!change.success) return context.text('the body should be {"IDs": ["…"], "Read": true}', 400);
    const { IDs, Read } = change.data;
    mailbox.setRead(
      mailbox.messages.filter(({ ID }) => IDs.length === 0 || IDs.includes(ID)),
      Read,
    );
    return context.text("ok");
  });
  api.delete("/messages", async (context) => {
    const chosen = z.object({ IDs: z.array(z.string()) }).safeParse(await readJson(context));
    mailbox.remove(chosen.success ? chosen.data.IDs : []);
    return context.text("ok");
  });

  api.get("/message/:id", (context) => {
    const message = mailbox.find(context.req.param("id"));
    if (!message) return context.text("Message not found", 404);
    mailbox.setRead([message], true);
    return context.json(detailsOf(message));
  });
  api.get("/message/:id/headers", (context) => {
    const message = mailbox.find(context.req.param("id"));
    return message ? context.json(message.Headers) : context.text("Message not found", 404);
  });

  api.get("/info", (context) =>
    context.json({
      Version: "v1.30 (Cartwright playground)",
      LatestVersion: "disabled",
      Database: "",
      DatabaseSize: 0,
      Messages: mailbox.messages.length,
      Unread: countUnread(mailbox.messages),
      Tags: countTags(mailbox.messages),
      RuntimeStats: { Uptime: Math.max(0, Math.floor((now() - started) / 1000)) },
    }),
  );
  return api;
}

function summaryOf(mailbox: Mailbox, matching: StoredMessage[], context: Context) {
  const start = wholeNumber(context.req.query("start"), 0);
  const limit = wholeNumber(context.req.query("limit"), 50);
  const shown = limit === 0 ? matching : matching.slice(start, start + limit);
  return {
    total: mailbox.messages.length,
    unread: countUnread(mailbox.messages),
    count: shown.length,
    messages_count: matching.length,
    messages_unread: countUnread(matching),
    start,
    tags: Object.keys(countTags(mailbox.messages)).sort(),
    messages: shown.map(
      ({ ID, MessageID, Read, From, To, Cc, Bcc, ReplyTo, Subject, Tags, Size, ...message }) => ({
        ID,
        MessageID,
        Read,
        From,
        To,
        Cc,
        Bcc,
        ReplyTo,
        Subject,
        Created: new Date(message.Created).toISOString(),
        Username: "",
        Tags,
        Size,
        Attachments: message.Attachments.length,
        Snippet: snippetOf(message),
      }),
    ),
  };
}

function detailsOf(message: StoredMessage) {
  const { Headers: _headers, Created, Read: _read, ...kept } = message;
  return {
    ...kept,
    ReturnPath: message.From.Address,
    ListUnsubscribe: readListUnsubscribe(message),
    Date: new Date(Created).toISOString(),
    Username: "",
  };
}

/** The first 250 characters a reader would see. */
export function snippetOf({ Text, HTML }: { Text: string; HTML: string }): string {
  const words = Text || HTML.replace(/<(style|script|head|title)\b[\s\S]*?<\/\1>|<[^>]*>/gi, " ");
  const line = words.replace(/\s+/g, " ").trim();
  return line.length > 250 ? `${line.slice(0, 250).trimEnd()}...` : line;
}

async function readJson(context: Context): Promise<unknown> {
  const body = await context.req.text();
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function countUnread(messages: StoredMessage[]): number {
  return messages.filter((message) => !message.Read).length;
}

function countTags(messages: StoredMessage[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const tag of messages.flatMap((message) => message.Tags)) counts[tag] = (counts[tag] ?? 0) + 1;
  return counts;
}

function wholeNumber(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : otherwise;
}
