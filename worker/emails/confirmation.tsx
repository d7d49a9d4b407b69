import { fillIn, shorten } from "../domain/fill-in.ts";
import { directionOf, type Language } from "../domain/language.ts";
import type { EmailSettings } from "../wire/email-settings.ts";
import { confirmationWords } from "./confirmation-words.ts";
import { Button, type Content, Layout, renderHtml } from "./layout.tsx";
import { stylesFor } from "./styles.ts";

export interface Confirmation {
  language: Language;
  shop: string;
  emails: EmailSettings;
  /** Leads to a page with a button; opening it changes nothing. */
  confirmUrl: string;
  postalAddress: string;
}

/** The second yes of a double opt-in. Neither the cart nor an offer is in it: it may not advertise. Same input, same bytes. */
export function renderConfirmation(asked: Confirmation): Content {
  const words = confirmationWords[asked.language];
  return {
    subject: fillIn(words.subject, { shop: shorten(asked.shop, 24) }),
    html: htmlOf(asked),
    text: textOf(asked),
  };
}

function htmlOf({ language, shop, emails, confirmUrl, postalAddress }: Confirmation): string {
  const words = confirmationWords[language];
  const direction = directionOf(language);
  const styles = stylesFor(emails.accent, direction);
  return renderHtml(
    <Layout
      {...{ language, direction, emails, styles, shop }}
      title={words.title}
      preheader={words.preheader}
      footer={
        <>
          <p {...styles.small}>{fillIn(words.why, { shop })}</p>
          <p {...styles.small}>
            {shop}, {postalAddress}
          </p>
        </>
      }
    >
      <h1 {...styles.title}>{words.title}</h1>
      <p {...styles.text}>{words.body}</p>
      <Button href={confirmUrl} styles={styles}>
        {words.button}
      </Button>
      <p {...styles.hint}>
        {words.linkHint}
        <br />
        <a href={confirmUrl} {...styles.hintLink}>
          {confirmUrl}
        </a>
      </p>
    </Layout>,
  );
}

function textOf({ language, shop, confirmUrl, postalAddress }: Confirmation): string {
  const words = confirmationWords[language];
  const foot = ["--", fillIn(words.why, { shop }), `${shop}, ${postalAddress}`, ""];
  return [words.title, "", words.body, "", `${words.button}:`, confirmUrl, "", ...foot].join("\n");
}
