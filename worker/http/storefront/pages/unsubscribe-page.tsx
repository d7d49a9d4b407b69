import { fillIn } from "../../../domain/fill-in.ts";
import { Page, type Shell } from "./answer-page.tsx";
import { pageWords } from "./words.ts";

/** Asks before it does anything: scanners open this page too. The form posts to the address it stands at. */
export function UnsubscribePage({ isKnown, ...shell }: Shell & { isKnown: boolean }) {
  const words = pageWords[shell.language];
  if (!isKnown) {
    return (
      <Page {...shell} title={words.unknownTitle}>
        <p>{words.unknownText}</p>
      </Page>
    );
  }
  return (
    <Page {...shell} title={words.unsubscribeTitle}>
      <p>{words.unsubscribeText}</p>
      <form method="post">
        <button class="button" type="submit">
          {words.unsubscribeButton}
        </button>
      </form>
    </Page>
  );
}

export function UnsubscribedPage(shell: Shell) {
  const words = pageWords[shell.language];
  return (
    <Page {...shell} title={words.unsubscribedTitle}>
      <p>{words.unsubscribedText}</p>
      <a class="button" href={shell.shopUrl}>
        {fillIn(words.toShop, { shop: shell.shop })}
      </a>
    </Page>
  );
}
