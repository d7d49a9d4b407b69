import { html, raw } from "hono/html";
import { languages } from "../../worker/domain/language.ts";
import { mailTemplates } from "../../worker/domain/sequence.ts";
import { sampleCarts, sampleSettings } from "../../worker/testing/sample-mails.ts";
import { themes } from "./themes.ts";

type Html = ReturnType<typeof html>;

/** What the incentive template may be given. */
export const offers = ["percent", "amount", "free-shipping", "gift", "last-hour", "none"] as const;

/** The page at `mails.localhost`: choices above, a phone and a desktop side by side, settings below. */
export function mailsPage(): string {
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Mails · Cartwright playground</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="/assets/mails.css">
<script type="module" src="/assets/mails.js"></script>
</head>
<body>
<header>
  <h1>Mails</h1>
  <p class="lead">Every mail as a shopper would get it. Change the settings and see at once what they do.</p>
</header>
<form id="choices">
  <div class="choices">
    ${choice("template", "Template", mailTemplates, { reminder: "Reminder", doubts: "Doubts answered", incentive: "Incentive", "last-call": "Last call" })}
    ${choice("language", "Language", languages, { en: "English", pl: "Polski", ja: "日本語", ko: "한국어", ru: "Русский" })}
    ${choice("theme", "Theme", themes, { light: "Light", dark: "Dark", inverted: "Inverted by the reader" })}
    ${choice("stage", "Left at", ["cart", "payment"], { cart: "The cart", payment: "The checkout" })}
    ${choice("cart", "Cart", sampleCarts, { typical: "Typical", short: "One thing, no picture", gone: "One thing is gone", long: "A hundred things", hostile: "Hostile" })}
    ${choice("offer", "Incentive gives", offers, { percent: "A percentage", amount: "An amount", "free-shipping": "Free delivery", gift: "A gift", "last-hour": "Less than an hour left", none: "Nothing: none is left" })}
    ${choice("direction", "Direction", ["own", "rtl"], { own: "The language's own", rtl: "Right to left" })}
  </div>
  <section class="envelope" aria-live="polite">
    <p><strong id="subject"></strong> <span id="preheader"></span></p>
    <p class="quiet"><span id="size"></span></p>
    <button type="button" id="send">Send a test mail</button>
    <p class="quiet" id="sent" role="status"></p>
  </section>
  <div class="screens">
    <figure><iframe id="phone" title="On a phone" sandbox="" width="375" height="720"></iframe><figcaption>Phone</figcaption></figure>
    <figure><iframe id="desktop" title="On a desktop" sandbox="" width="700" height="720"></iframe><figcaption>Desktop</figcaption></figure>
  </div>
  <div class="below">
    <section>
      <h2><label for="settings">Settings</label></h2>
      <p class="quiet">What stands at <code>emails</code> in the store's settings.</p>
      <ul id="problems" role="alert"></ul>
      <textarea id="settings" name="settings" rows="28" spellcheck="false">${JSON.stringify(sampleSettings, null, 2)}</textarea>
    </section>
    <section>
      <h2>Text part</h2>
      <p class="quiet">For readers that show no HTML, and for those who prefer it.</p>
      <pre id="text"></pre>
    </section>
  </div>
</form>
</body>
</html>`);
}

function choice<Value extends string>(
  name: string,
  label: string,
  values: readonly Value[],
  words: Record<Value, string>,
): Html {
  return html`<label>${label}<select name="${name}">${values.map((value) => html`<option value="${value}">${words[value]}</option>`)}</select></label>`;
}

const ICON = `data:image/svg+xml,${encodeURIComponent(
  `${raw('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#0b7a63" stroke-width="2" stroke-linejoin="round"><path d="M5 3h14v18H5zM9 8h6M9 12h6"/></svg>')}`,
)}`;
