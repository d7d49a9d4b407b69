import { Hono } from "hono";
import type { Mailbox } from "./mailbox.ts";

/** What a mail may do inside the inbox: open its links, nothing else. */
export const MAIL_SANDBOX =
  "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";

/**
 * Serves the parts of a message on their own. A mail's HTML is anyone's writing: the sandbox is told by header, so it
 * also holds when the address is opened outside the inbox's frame; there it has no origin, no scripts and no forms.
 */
export function createMessageView(mailbox: Mailbox): Hono {
  const view = new Hono();
  view.get("/:part{.+\\.(html|txt)}", (context) => {
    const [, id = "", kind] = /^(.+)\.(html|txt)$/.exec(context.req.param("part")) ?? [];
    const message = mailbox.find(id);
    if (!message) return context.text("Message not found", 404);
    mailbox.setRead([message], true);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cache-Control", "no-store");
    context.header("Content-Security-Policy", POLICY);
    if (kind === "txt") return context.text(message.Text);
    if (!message.HTML) return context.text("This message does not contain a HTML part", 404);
    return context.html(openLinksInNewTab(message.HTML));
  });
  return view;
}

const POLICY = [
  `sandbox ${MAIL_SANDBOX}`,
  "default-src 'none'",
  "script-src 'none'",
  "img-src * data: blob:",
  "media-src *",
  "style-src 'unsafe-inline' *",
  "font-src * data:",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join("; ");

/**
 * The first <base target> of a document wins, and one before <html> still lands in its head; the doctype must stay in
 * front of it, or the mail would be drawn in quirks mode.
 */
function openLinksInNewTab(html: string): string {
  const doctype = /^\s*<!doctype[^>]*>/i.exec(html)?.[0] ?? "";
  return `${doctype}<base target="_blank">${html.slice(doctype.length)}`;
}
