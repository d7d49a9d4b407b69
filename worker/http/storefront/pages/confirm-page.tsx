import { fillIn } from "../../../domain/fill-in.ts";
import { Page, type Shell } from "./answer-page.tsx";
import { confirmWords } from "./confirm-words.ts";
import { pageWords } from "./words.ts";

/** Asks before it does anything: scanners open this page too. The form posts to the address it stands at. */
export function ConfirmPage({ isKnown, ...shell }: Shell & { isKnown: boolean }) {
  const words = confirmWords[shell.language];
  const { unknownTitle, unknownText } = pageWords[shell.language];
  if (!isKnown) {
    return (
      <Page {...shell} title={unknownTitle}>
        <p>{unknownText}</p>
      </Page>
    );
  }
  return (
    <Page {...shell} title={words.title}>
      <p>{words.text}</p>
      <form method="post">
        <button class="button" type="submit">
          {words.button}
        </button>
      </form>
    </Page>
  );
}

export function ConfirmedPage(shell: Shell) {
  const words = confirmWords[shell.language];
  return (
    <Page {...shell} title={words.doneTitle}>
      <p>{words.doneText}</p>
      <a class="button" href={shell.shopUrl}>
        {fillIn(pageWords[shell.language].toShop, { shop: shell.shop })}
      </a>
    </Page>
  );
}
