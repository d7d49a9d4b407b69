import { html } from "hono/html";
import { formatFullTime } from "./format-time.ts";
import { MAIL_SANDBOX } from "./message-view.ts";
import { isOneClick, readListUnsubscribe } from "./read-list-unsubscribe.ts";
import type { Address, StoredMessage } from "./stored-message.ts";

type Html = ReturnType<typeof html>;
type Part = "html" | "text" | "headers";
type Width = "phone" | "desktop";

/** One message: who to whom, when, about what, and its parts. `part` and `width` come from the address. */
export function messagePane(message: StoredMessage, view: { url: URL; timezone: string | undefined }): Html {
  const part = chosenPart(message, view.url);
  const width: Width = view.url.searchParams.get("width") === "phone" ? "phone" : "desktop";
  const link = (to: { part?: Part; width?: Width }) =>
    `/message/${message.ID}?${new URLSearchParams({ part, width, ...to })}`;
  return html`<article class="message" aria-labelledby="subject">
<header class="about">
  <a class="back" href="/">${ARROW}Inbox</a>
  <h1 id="subject">${message.Subject}</h1>
  <dl>
    <div><dt>From</dt><dd>${people([message.From])}</dd></div>
    ${[
      ["To", message.To],
      ["Cc", message.Cc],
      ["Bcc", message.Bcc],
      ["Reply to", message.ReplyTo],
    ].map(([name, list]) => addressRow(name as string, list as Address[]))}
    <div><dt>Date</dt><dd><time datetime="${new Date(message.Created).toISOString()}">${formatFullTime(message.Created, view.timezone)}</time></dd></div>
    <div><dt>Unsubscribe</dt><dd>${unsubscribe(message)}</dd></div>
    ${message.Tags.length > 0 ? html`<div><dt>Tags</dt><dd>${message.Tags.map((tag) => html`<span class="tag">${tag}</span>`)}</dd></div>` : ""}
    ${attachmentRow(message)}
  </dl>
  <div class="switches">
    <nav class="switch" aria-label="Part of the message">
      ${choice("HTML", link({ part: "html" }), part === "html")}
      ${choice("Text", link({ part: "text" }), part === "text")}
      ${choice("Headers", link({ part: "headers" }), part === "headers")}
    </nav>
    ${
      part === "html" && message.HTML
        ? html`<nav class="switch widths" aria-label="Width of the preview">
      ${choice("Phone", link({ width: "phone" }), width === "phone")}
      ${choice("Desktop", link({ width: "desktop" }), width === "desktop")}
    </nav>`
        : ""
    }
  </div>
</header>
<div class="part">${partOf(message, part, width)}</div>
</article>`;
}

function chosenPart(message: StoredMessage, url: URL): Part {
  const asked = url.searchParams.get("part");
  if (asked === "html" || asked === "text" || asked === "headers") return asked;
  return message.HTML ? "html" : "text";
}

function partOf(message: StoredMessage, part: Part, width: Width): Html {
  if (part === "headers") {
    const rows = Object.entries(message.Headers).flatMap(([name, values]) =>
      values.map((value) => ({ name, value })),
    );
    return html`<dl class="headers">${rows.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
  }
  if (part === "text") {
    if (!message.Text)
      return html`<p class="missing-part">This message has no text part. Readers without HTML see nothing.</p>`;
    return html`<pre class="text">${message.Text}</pre>`;
  }
  if (!message.HTML) return html`<p class="missing-part">This message has no HTML part.</p>`;
  return html`<iframe class="${width}" title="The message as HTML" src="/view/${message.ID}.html" sandbox="${MAIL_SANDBOX}" referrerpolicy="no-referrer"></iframe>`;
}

function unsubscribe(message: StoredMessage): Html {
  const list = readListUnsubscribe(message);
  if (!list.Header) return html`<span class="bad">No List-Unsubscribe header</span>`;
  if (list.Errors) return html`<span class="bad">List-Unsubscribe is broken: ${list.Errors}</span>`;
  return html`<span class="good">${isOneClick(list) ? "One click" : "By link"}</span> <span class="quiet">${list.Links.map(shorten).join(", ")}</span>`;
}

/** Unsubscribe links carry long tokens; the Headers part has them whole. */
function shorten(link: string): string {
  return link.length > 56 ? `${link.slice(0, 55)}…` : link;
}

function addressRow(name: string, list: Address[]): Html | string {
  return list.length > 0 ? html`<div><dt>${name}</dt><dd>${people(list)}</dd></div>` : "";
}

function attachmentRow(message: StoredMessage): Html | string {
  const all = [...message.Attachments, ...message.Inline];
  if (all.length === 0) return "";
  const named = all.map(({ FileName, Size }) => `${FileName} (${Math.ceil(Size / 1024)} kB)`).join(", ");
  return html`<div><dt>Attached</dt><dd>${named} <span class="quiet">not kept</span></dd></div>`;
}

function people(list: Address[]): Html[] {
  return list.map(({ Name, Address }, index) => {
    const comma = index < list.length - 1 ? ", " : "";
    return Name ? html`${Name} <span class="quiet">${Address}</span>${comma}` : html`${Address}${comma}`;
  });
}

function choice(words: string, href: string, chosen: boolean): Html {
  return html`<a href="${href}"${chosen ? html` aria-current="true"` : ""}>${words}</a>`;
}

const ARROW = html`<svg viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M12 4.5 6.5 10l5.5 5.5"/></svg>`;
