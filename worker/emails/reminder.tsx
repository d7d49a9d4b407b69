import { type LineItem, optionsText, totalOf } from "../domain/cart.ts";
import { fillIn, shorten } from "../domain/fill-in.ts";
import { directionOf, type Language } from "../domain/language.ts";
import { formatMoney } from "../domain/money.ts";
import { Button, type Content, Layout, renderHtml, styles } from "./layout.tsx";
import { type MailOccasion, reminderWords } from "./words.ts";

export interface Reminder {
  occasion: MailOccasion;
  language: Language;
  shop: string;
  cart: { lines: LineItem[]; currency: string; totalMinor: number | null };
  /** Leads to the page that shows the cart and rebuilds it on a press. */
  resumeUrl: string;
  unsubscribeUrl: string;
  postalAddress: string;
}

/** Lines that are shown one by one; the rest is counted. */
const shownLines = 6;

/** The reminder of a cart that was left: what is in it, one button back, how to hear no more. Same input, same bytes. */
export function renderReminder(reminder: Reminder): Content {
  const { cart } = reminder;
  const given = { ...reminder, cart: { ...cart, lines: cart.lines.map(readable) } };
  return { subject: subjectOf(given), html: htmlOf(given), text: textOf(given) };
}

/** Names without line breaks and not without end: a shop's oddity must not become a paragraph, nor Gmail cut off the end. */
function readable(line: LineItem): LineItem {
  const tidy = (text: string) => shorten(text.replace(/[\p{Cc}\s]+/gu, " ").trim(), 120);
  const options = line.options.slice(0, 10).map(({ name, value }) => ({ name, value: tidy(value) }));
  return { ...line, name: tidy(line.name), options };
}

function subjectOf({ occasion, language, cart }: Reminder): string {
  const pattern = reminderWords[language].subject[occasion];
  const room = 49 - fillIn(pattern, { product: "" }).length;
  return fillIn(pattern, { product: shorten(cart.lines[0]?.name ?? "", Math.max(room, 8)) });
}

function htmlOf(reminder: Reminder): string {
  const { occasion, language, shop, cart, resumeUrl, unsubscribeUrl, postalAddress } = reminder;
  const words = reminderWords[language];
  const lines = cart.lines.slice(0, shownLines);
  const more = cart.lines.length - lines.length;
  return renderHtml(
    <Layout
      language={language}
      direction={directionOf(language)}
      title={subjectOf(reminder)}
      preheader={words.preheader[occasion]}
      shop={shop}
      footer={
        <>
          <p style={styles.small}>{fillIn(words.why, { shop })}</p>
          <p style={styles.small}>
            <a href={unsubscribeUrl} style={styles.smallLink}>
              {words.unsubscribe}
            </a>
          </p>
          <p style={styles.small}>
            {shop}, {postalAddress}
          </p>
        </>
      }
    >
      <h1 style={styles.title}>{words.title[occasion]}</h1>
      <p style={styles.text}>{words.body[occasion]}</p>
      <table role="presentation" width="100%" cellPadding="0" cellSpacing="0" style={styles.cart}>
        <tbody>
          {lines.map((line) => (
            <Line line={line} currency={cart.currency} language={language} />
          ))}
          {more > 0 && (
            <tr>
              <td colSpan={3} style={styles.more}>
                {fillIn(words.andMore, { count: more })}
              </td>
            </tr>
          )}
          <tr>
            <td colSpan={2} style={styles.totalLabel}>
              {words.total} <span style={styles.muted}>({words.beforeDelivery})</span>
            </td>
            <td style={styles.total}>{totalText(reminder)}</td>
          </tr>
        </tbody>
      </table>
      <Button href={resumeUrl}>{words.button}</Button>
      <p style={styles.hint}>
        {words.linkHint}
        <br />
        <a href={resumeUrl} style={styles.hintLink}>
          {resumeUrl}
        </a>
      </p>
    </Layout>,
  );
}

function Line({ line, currency, language }: { line: LineItem; currency: string; language: Language }) {
  const details = [optionsText(line), fillIn(reminderWords[language].quantity, { quantity: line.quantity })];
  return (
    <tr>
      <td width="72" style={styles.pictureCell}>
        {line.image === null ? (
          <div style={styles.noPicture} />
        ) : (
          <img src={line.image} alt={line.name} width="72" height="72" style={styles.picture} />
        )}
      </td>
      <td style={styles.nameCell}>
        <strong style={styles.name}>{line.name}</strong>
        <br />
        <span style={styles.muted}>{details.filter(Boolean).join(" · ")}</span>
      </td>
      <td style={styles.priceCell}>
        {formatMoney({ minor: line.unitMinor * line.quantity, currency }, language)}
      </td>
    </tr>
  );
}

function textOf(reminder: Reminder): string {
  const { occasion, language, shop, cart, resumeUrl, unsubscribeUrl, postalAddress } = reminder;
  const words = reminderWords[language];
  const lines = cart.lines.slice(0, shownLines).map((line) => {
    const options = optionsText(line);
    const price = formatMoney({ minor: line.unitMinor * line.quantity, currency: cart.currency }, language);
    return `- ${line.quantity} × ${line.name}${options ? ` (${options})` : ""}: ${price}`;
  });
  const more = cart.lines.length - shownLines;
  return [
    words.title[occasion],
    "",
    words.body[occasion],
    "",
    ...lines,
    ...(more > 0 ? [fillIn(words.andMore, { count: more })] : []),
    `${words.total} (${words.beforeDelivery}): ${totalText(reminder)}`,
    "",
    `${words.button}:`,
    resumeUrl,
    "",
    "--",
    fillIn(words.why, { shop }),
    `${words.unsubscribe}: ${unsubscribeUrl}`,
    `${shop}, ${postalAddress}`,
    "",
  ].join("\n");
}

function totalText({ cart, language }: Reminder): string {
  return formatMoney({ minor: totalOf(cart), currency: cart.currency }, language);
}
