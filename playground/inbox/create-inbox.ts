import { type Context, Hono } from "hono";
import { csrf } from "hono/csrf";
import { moduleScript, styleSheet } from "../browser-assets.ts";
import { inboxPage } from "./inbox-page.ts";
import { createMailbox } from "./mailbox.ts";
import { createMailpitApi } from "./mailpit-api.ts";
import { createMessageView } from "./message-view.ts";
import type { StoredMessage } from "./stored-message.ts";

/**
 * An inbox for every message that would have been sent: Mailpit's HTTP API v1 at `/api/v1`, the parts of a message at
 * `/view`, and pages to read them at `/`. `onChange` is called after each change with all messages, newest first, to
 * keep them somewhere; `now` stamps them; `timezone` (IANA) is the one times are written in.
 */
export function createInbox(options: {
  messages?: StoredMessage[];
  onChange?: (messages: StoredMessage[]) => void;
  now: () => number;
  timezone?: string;
}): { fetch(request: Request): Promise<Response>; messages: StoredMessage[] } {
  const { now, timezone } = options;
  const mailbox = createMailbox({
    messages: options.messages ?? [],
    onChange: options.onChange ?? (() => {}),
    now,
  });

  const inbox = new Hono();
  inbox.route("/api/v1", createMailpitApi(mailbox, now(), now));
  inbox.route("/view", createMessageView(mailbox));

  inbox.get("/", (context) => page(context, 200));
  inbox.get("/message/:id", (context) => {
    const message = mailbox.find(context.req.param("id"));
    if (message) mailbox.setRead([message], true);
    return page(context, message ? 200 : 404, message);
  });
  inbox.post("/delete-all", csrf(), (context) => {
    mailbox.remove([]);
    return context.redirect("/", 303);
  });
  inbox.get("/assets/inbox.css", () => styleSheet(new URL("./inbox.css", import.meta.url)));
  inbox.get("/assets/inbox.js", () => moduleScript(new URL("./keep-fresh.ts", import.meta.url)));

  return { fetch: async (request) => inbox.fetch(request), messages: mailbox.messages };

  function page(context: Context, status: 200 | 404, message?: StoredMessage): Response | Promise<Response> {
    context.header("Content-Security-Policy", PAGE_POLICY);
    context.header("Referrer-Policy", "same-origin");
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Cache-Control", "no-store");
    const { messages } = mailbox;
    const url = new URL(context.req.url);
    return context.html(
      inboxPage({ messages, message, missing: status === 404, url, now: now(), timezone }),
      status,
    );
  }
}

const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "img-src data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");
