import { html, raw } from "hono/html";

/** Their style: a page that has them puts its own behind it. */
export const tabsStyles = new URL("./tabs.css", import.meta.url);

type Html = ReturnType<typeof html>;

const wheel = `<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="2.25"/><path d="M12 3v6.75M12 14.25V21M3 12h6.75M14.25 12H21M5.6 5.6l4.8 4.8M13.6 13.6l4.8 4.8M18.4 5.6l-4.8 4.8M10.4 13.6l-4.8 4.8"/>`;

export const logo = {
  svg: html`<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">${raw(wheel)}</svg>`,
  icon: `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#0b7a63" stroke-width="2">${wheel}</svg>`,
  )}`,
};

/** Where the playground's own host and the ones beside it are. */
export interface Rooms {
  shop: string;
  inbox: string;
  mails: string;
}

/** What stands at the top of the playground's pages. */
export function tabs(here: "start" | "widgets", { shop, inbox, mails }: Rooms): Html {
  const tab = (href: string, words: string, isHere = false) =>
    html`<a href="${href}"${isHere ? raw(' aria-current="page"') : ""}>${words}</a>`;
  return html`<div class="top">
  <p class="name">${logo.svg} Cartwright <span>playground</span></p>
  <nav aria-label="Playground">
    ${tab("/", "Start here", here === "start")}
    ${tab("/widgets", "Widgets", here === "widgets")}
    ${tab(mails, "Mails")}
    ${tab(inbox, "Inbox")}
    ${tab(shop, "Shop")}
  </nav>
</div>`;
}
