import { html } from "hono/html";
import { formatListTime } from "./format-time.ts";
import { snippetOf } from "./mailpit-api.ts";
import { messagePane } from "./message-pane.ts";
import type { StoredMessage } from "./stored-message.ts";

export interface InboxView {
  messages: StoredMessage[];
  message: StoredMessage | undefined;
  /** The address names a message that is not here. */
  missing: boolean;
  url: URL;
  now: number;
  timezone: string | undefined;
}

type Html = ReturnType<typeof html>;

/** The whole page: list on the left, one message on the right; on a phone one of the two. */
export function inboxPage(view: InboxView): Html {
  const { messages, message } = view;
  const unread = messages.filter(({ Read }) => !Read).length;
  const title = message ? message.Subject : unread > 0 ? `Inbox (${unread})` : "Inbox";
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Cartwright playground</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="/assets/inbox.css">
<script type="module" src="/assets/inbox.js"></script>
</head>
<body class="${message || view.missing ? "reading" : "browsing"}">
<header class="bar">
  <a class="name" href="/">Inbox</a>
  <div class="bar-state" id="state" data-live>${barState(messages.length, unread)}</div>
</header>
<nav class="list" id="list" aria-label="Messages" data-live>${list(view)}</nav>
<main class="pane">${message ? messagePane(message, view) : html`<div class="pane-empty" id="pane" data-live>${emptyPane(view)}</div>`}</main>
</body>
</html>`;
}

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#0b7a63" stroke-width="2" stroke-linejoin="round"><rect x="2.5" y="5" width="19" height="14" rx="2.5"/><path d="m3 7 9 6.5L21 7"/></svg>',
)}`;

function barState(total: number, unread: number): Html {
  if (total === 0) return html``;
  const many = total === 1 ? "1 message" : `${total} messages`;
  return html`<span class="count">${many}${unread > 0 ? `, ${unread} unread` : ""}</span>
<details class="delete">
  <summary>Delete all</summary>
  <form method="post" action="/delete-all">
    <p>This deletes ${many} from the inbox. The shop's own records stay.</p>
    <button>Delete ${many}</button>
  </form>
</details>`;
}

function list(view: InboxView): Html {
  if (view.messages.length === 0) return html`<p class="list-empty">Nothing yet</p>`;
  return html`<ol>${view.messages.map((message) => row(message, view))}</ol>`;
}

function row(message: StoredMessage, { message: open, now, timezone }: InboxView): Html {
  const to = message.To[0]?.Address ?? message.Cc[0]?.Address ?? message.Bcc[0]?.Address ?? "";
  const created = new Date(message.Created).toISOString();
  return html`<li><a href="/message/${message.ID}" class="row${message.Read ? "" : " unread"}"${open === message ? html` aria-current="page"` : ""}>
  <span class="row-to">${message.Read ? "" : html`<span class="visually-hidden">Unread: </span>`}${to}</span>
  <time class="row-time" datetime="${created}">${formatListTime(message.Created, now, timezone)}</time>
  <span class="row-subject">${message.Subject}</span>
  <span class="row-snippet">${snippetOf(message)}</span>
</a></li>`;
}

function emptyPane({ messages, missing, url }: InboxView): Html {
  if (missing) {
    return html`<h1>This message is gone</h1><p>It was deleted, or it was among the oldest of more than 500.</p><p><a href="/">Back to the inbox</a></p>`;
  }
  if (messages.length > 0) return html`${ENVELOPE}<p>Choose a message to read it as the shopper would.</p>`;
  return html`${ENVELOPE}
<h1>No messages yet</h1>
<p>What Cartwright would have sent to a shopper arrives here instead.</p>
<ol class="next">
  <li>Fill a cart in ${sibling(url, "shop", "the shop")} and type an address at checkout.</li>
  <li>Leave.</li>
  <li>Turn the clock on ${sibling(url, "playground", "the front page")}.</li>
</ol>`;
}

/** The playground's hosts differ in their first label only; elsewhere there is nothing to link to. */
function sibling(url: URL, label: string, words: string): Html {
  if (!url.host.startsWith("inbox.")) return html`${words}`;
  return html`<a href="${url.protocol}//${label}${url.host.slice("inbox".length)}/">${words}</a>`;
}

const ENVELOPE = html`<svg class="envelope" viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round" aria-hidden="true"><rect x="5" y="11" width="38" height="27" rx="4"/><path d="m6.5 14 17.5 13 17.5-13"/></svg>`;
