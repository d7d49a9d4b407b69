import { html } from "hono/html";
import { type Html, layout, type PageContext } from "../layout.ts";

export interface Message {
  title: string;
  text: string;
  link: { href: string; label: string };
}

/** A page that says one thing and offers one way on. */
export function messagePage(context: PageContext, message: Message): Html {
  return layout(context, {
    title: message.title,
    main: html`<main id="main"><div class="wrap"><div class="prose">
<h1>${message.title}</h1>
<p>${message.text}</p>
<p><a class="button" href="${message.link.href}">${message.link.label}</a></p>
</div></div></main>`,
  });
}

export function notFoundPage(context: PageContext): Html {
  return messagePage(context, {
    title: "The tide took this page",
    text: "There is nothing at this address. It may have moved, or the link may have a slip in it.",
    link: { href: "/shop/", label: "See what we sell" },
  });
}
