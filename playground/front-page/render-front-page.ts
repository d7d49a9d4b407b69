import { html } from "hono/html";
import { logo, tabs } from "../tabs.ts";
import { clockPanel } from "./clock-panel.ts";

export interface FrontPageData {
  /** Addresses of the playground's other hosts. */
  shop: string;
  origin: string;
  inbox: string;
  mails: string;
  platform: string;
  /** The real shop behind the playground, or null for the demo shop. */
  originUrl: string | null;
  /** The worker's time, epoch milliseconds. */
  now: number;
  /** The store's IANA time zone. */
  timezone: string;
  version: string;
}

type Html = ReturnType<typeof html>;

/** The page at `playground.localhost`: what this is, the ways into it, a story to try, and the clock to turn. */
export function renderFrontPage(data: FrontPageData): string {
  const realShop = data.originUrl === null ? null : new URL(data.originUrl).host;
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Cartwright playground</title>
<link rel="icon" href="${logo.icon}">
<link rel="stylesheet" href="/assets/front-page.css">
<script type="module" src="/assets/front-page.js"></script>
</head>
<body>
${tabs("start", data)}
<header>
  <h1>${realShop ? html`${realShop}, with Cartwright in front` : "A shop with Cartwright in front"}</h1>
  <p class="lead">${
    realShop
      ? html`Pages and checkout are the real shop’s; widgets, remembered carts and messages stay on this computer. Messages that would have been sent land in the inbox, and the clock is yours to turn.`
      : html`All of it runs on your computer. Messages that would have been sent land in the inbox, and the clock is yours to turn: three days of waiting take a second.`
  }</p>
  ${realShop ? html`<p class="caution">An order you place here is a real order at ${realShop}.</p>` : ""}
</header>
<nav class="doors" aria-label="Ways in">
  ${door(data.shop, "The shop, through Cartwright", "What a shopper sees: the pages with widgets in them, and a cart that is remembered.")}
  ${door(data.originUrl ?? data.origin, "The same shop without it", "The storefront as it is, to compare page by page.")}
  ${door(data.inbox, "The inbox", "Every message that would have been sent, as the shopper sees it.")}
  ${door("/widgets", "The widgets", "Every widget in every state, language and theme, with its settings to try.", "/widgets")}
  ${door(data.mails, "The mails", "Every template in every language, and what a merchant's settings make of them.")}
</nav>
<div class="columns">
  <main>
    <h2>A story to try</h2>
    <ol class="story">
      ${step("Put something in the cart", html`Open <a href="${data.shop}">the shop</a> and add a thing or two.`)}
      ${step("Type an address at checkout", realShop ? html`Use one of your own: the shop sees it too. Stop before you pay.` : html`Any address will do, nothing is sent to it. Stop before you pay.`)}
      ${step("Walk away, and turn the clock", html`Close the tab, then <a href="#clock">turn 31 minutes</a>. A cart that nobody touched for half an hour counts as left, and its first message gets a time.`)}
      ${step("Open the message on another device", html`Take its link from <a href="${data.inbox}">the inbox</a> to a private window. That window knows nothing of the shop, just as a phone would not, and the cart comes along.`)}
      ${step("Buy, and see the rest cancelled", html`Finish the order${realShop ? html` (a real one at ${realShop})` : ""}, then turn three more days. Nothing else is sent.`)}
    </ol>
  </main>
  ${clockPanel(data)}
</div>
<footer>
  <p>Cartwright ${data.version}</p>
  <p>Platform: ${data.platform}</p>
  <p>Times in ${data.timezone.replaceAll("_", " ")}</p>
</footer>
</body>
</html>`);
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; form-action 'none'; base-uri 'none'";

function door(href: string, title: string, words: string, shown = href): Html {
  return html`<a class="door" href="${href}">
  <strong>${title} ${ARROW}</strong>
  <span>${words}</span>
  <code>${shown.replace(/^https?:\/\/|\/$/g, "")}</code>
</a>`;
}

function step(title: string, words: Html): Html {
  return html`<li><h3>${title}</h3><p>${words}</p></li>`;
}

const ARROW = html`<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M3 8h9.5M8.5 4l4 4-4 4"/></svg>`;
