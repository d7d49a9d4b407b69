import type { LineItem } from "../domain/cart.ts";
import { fillIn, shorten } from "../domain/fill-in.ts";
import { directionOf, type Language } from "../domain/language.ts";
import type { EmailSettings } from "../wire/email-settings.ts";
import { Button, type Content, Gap, Layout, renderHtml } from "./layout.tsx";
import { ownCartWords } from "./own-cart-words.ts";
import { CartTable, cartText } from "./parts/cart-table.tsx";
import { stylesFor } from "./styles.ts";
import { tidyLine } from "./tidy.ts";

export interface OwnCart {
  language: Language;
  shop: string;
  /** Where shoppers reach it. */
  shopUrl: string;
  emails: EmailSettings;
  cart: { lines: LineItem[]; currency: string; totalMinor: number | null };
  /** Leads to the page that shows the cart and rebuilds it on a press. */
  resumeUrl: string;
  postalAddress: string;
}

/** Lines that are shown one by one; the rest is counted. */
const shownLines = 12;

/**
 * The cart that somebody asked to have sent. Nothing in it was written by whoever asked: the shop's words, and what the shop
 * itself calls its products. Chosen options are left out, because a shop may take any text for one (an engraving). Same
 * input, same bytes.
 */
export function renderOwnCart(given: OwnCart): Content {
  const asked = { ...given, cart: { ...given.cart, lines: given.cart.lines.map(withoutOptions) } };
  return { subject: subjectOf(asked), html: htmlOf(asked), text: textOf(asked) };
}

function withoutOptions(line: LineItem): LineItem {
  return { ...tidyLine(line), options: [] };
}

function subjectOf({ language, shop }: OwnCart): string {
  return fillIn(ownCartWords[language].subject, { shop: shorten(shop, 24) });
}

function htmlOf(asked: OwnCart): string {
  const { language, shop, emails, resumeUrl, postalAddress } = asked;
  const words = ownCartWords[language];
  const direction = directionOf(language);
  const styles = stylesFor(emails.accent, direction, language);
  return renderHtml(
    <Layout
      {...{ language, direction, emails, styles, shop }}
      title={subjectOf(asked)}
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
      <Gap height={16} />
      <CartTable {...cartOf(asked)} styles={styles} />
      <Gap height={32} />
      <Button href={resumeUrl} styles={styles}>
        {words.button}
      </Button>
      <p {...styles.hint}>
        {words.linkHint}
        <br />
        <a href={resumeUrl} {...styles.hintLink}>
          {resumeUrl}
        </a>
      </p>
    </Layout>,
  );
}

function textOf(asked: OwnCart): string {
  const { language, shop, resumeUrl, postalAddress } = asked;
  const words = ownCartWords[language];
  return [
    words.title,
    "",
    words.body,
    "",
    ...cartText(cartOf(asked)),
    "",
    `${words.button}:`,
    resumeUrl,
    "",
    "--",
    fillIn(words.why, { shop }),
    `${shop}, ${postalAddress}`,
    "",
  ].join("\n");
}

function cartOf({ language, emails, shopUrl, cart }: OwnCart) {
  return { language, emails, cart, shop: { url: shopUrl }, shown: shownLines };
}
