import { type LineItem, withoutLines } from "../domain/cart.ts";
import { fillIn, shorten } from "../domain/fill-in.ts";
import { directionOf } from "../domain/language.ts";
import type { MailTemplate } from "../domain/sequence.ts";
import { withCampaign } from "./addresses.ts";
import { Button, type Content, Gap, Layout, renderHtml } from "./layout.tsx";
import { CartTable, cartText } from "./parts/cart-table.tsx";
import { amountText, Coupon, couponText } from "./parts/coupon.tsx";
import { Answers, Facts, factsText } from "./parts/facts.tsx";
import { SmallPrint, smallPrintText } from "./parts/small-print.tsx";
import { type Draft, type Incentive, type RecoveryMail, shownLines } from "./recovery-mail.ts";
import { stylesFor } from "./styles.ts";
import { tidy, tidyLine, tidyName } from "./tidy.ts";
import { mailWords } from "./words/index.ts";

/**
 * A mail about a cart that was left: what is in it, one button back, what answers doubts, how to hear no more. All templates
 * share their parts; they differ in words, and in what comes first. Same input, same bytes.
 */
export function renderRecoveryMail(mail: RecoveryMail): Content {
  const draft = draftOf(mail);
  const incentive = draft.incentive ?? null;
  const said = saidBy(draft, incentive);
  return {
    subject: said.subject,
    html: htmlOf(draft, said, incentive),
    text: textOf(draft, said, incentive),
  };
}

/**
 * What is really sent: without a coupon that still holds, the words of another template. A mail says that it is the last
 * only where it is.
 */
export function templateOf(mail: RecoveryMail): MailTemplate {
  const { template, isLast } = mail;
  if (template === "incentive" ? standingIncentive(mail) : template !== "last-call") return template;
  return isLast ? "last-call" : "reminder";
}

function standingIncentive({ incentive, now }: RecoveryMail): Incentive | null {
  return incentive && incentive.endsAt > now ? incentive : null;
}

function draftOf(mail: RecoveryMail): Draft {
  const template = templateOf(mail);
  const direction = mail.direction ?? directionOf(mail.language);
  const { url } = mail.shop;
  return {
    ...mail,
    template,
    // A variant written for an incentive may promise one.
    subject: template === mail.template ? (mail.subject ?? null) : null,
    // Whatever the template: a coupon that was given out for this mail is shown in it.
    incentive: standingIncentive(mail),
    direction,
    leftAt: mail.stage === "cart" ? "cart" : "checkout",
    words: mailWords[mail.language],
    styles: stylesFor(mail.emails.accent, direction, mail.language),
    shop: { ...mail.shop, name: tidy(mail.shop.name), postalAddress: tidy(mail.shop.postalAddress, 300) },
    cart: { ...mail.cart, lines: inOrder(mail).map(tidyLine) },
    gone: mail.gone ?? [],
    resumeUrl: withCampaign(mail.resumeUrl, url, template, mail.emails),
  };
}

/** What can still be bought comes first: the subject speaks of it. */
function inOrder({ cart, gone = [] }: RecoveryMail): LineItem[] {
  const present = withoutLines(
    cart,
    gone.map(({ line }) => line),
  ).lines;
  return [...present, ...cart.lines.filter((line) => !present.includes(line))];
}

interface Said {
  subject: string;
  preheader: string;
  title: string;
  greeting: string | null;
  paragraphs: string[];
}

/** What is said in words: the merchant's own where there are such, ours elsewhere. */
function saidBy(draft: Draft, incentive: Incentive | null): Said {
  const { template, words, leftAt, emails, language, shop, cart } = draft;
  const own = emails.texts[language]?.[template] ?? {};
  const ours = words.templates[template][leftAt];
  const subject =
    "subject" in ours
      ? ours.subject
      : fillIn(words.offer.subject[incentive?.kind ?? "gift"], {
          value: incentive ? amountText(incentive, language) : "",
        });
  const names = { product: cart.lines[0]?.name ?? shop.name, shop: shop.name };
  const name = tidyName(draft.name);
  return {
    subject: subjectFrom(draft.subject ?? own.subject ?? subject, names),
    preheader: draft.gone.length > 0 ? words.partGone : ours.preheader,
    title: fillIn(own.title ?? ours.title, names),
    greeting: name === null ? null : fillIn(words.greeting, { name }),
    paragraphs: [
      ...fillIn(own.body ?? ours.body, names).split(/\n{2,}/),
      ...(draft.gone.length > 0 ? [words.partGone] : []),
    ],
  };
}

/** Phones show about fifty characters: the product's name gives way, and not what is said of it. */
function subjectFrom(pattern: string, { product, shop }: { product: string; shop: string }): string {
  const rest = fillIn(pattern, { product: "", shop });
  const room = 49 - [...rest].length;
  return tidy(fillIn(pattern, { product: shorten(product, Math.max(room, 8)), shop }), 100);
}

function htmlOf(draft: Draft, said: Said, incentive: Incentive | null): string {
  const { styles, language, direction, shop, emails, template } = draft;
  return renderHtml(
    <Layout
      {...{ language, direction, emails, styles }}
      title={said.subject}
      preheader={said.preheader}
      shop={shop.name}
      footer={<SmallPrint draft={draft} />}
    >
      <h1 {...styles.title}>{said.title}</h1>
      {said.greeting && <p {...styles.text}>{said.greeting}</p>}
      {said.paragraphs.map((paragraph) => (
        <p {...styles.text}>
          {paragraph.split("\n").flatMap((line, at) => (at > 0 ? [<br />, line] : [line]))}
        </p>
      ))}
      <Gap height={16} />
      {incentive && <Coupon draft={draft} incentive={incentive} />}
      {template === "doubts" && <Answers draft={draft} />}
      <CartTable {...draft} shown={shownLines} />
      <Gap height={32} />
      <Button href={draft.resumeUrl} styles={styles}>
        {draft.words.button[draft.leftAt]}
      </Button>
      {template !== "doubts" && <Facts draft={draft} />}
    </Layout>,
  );
}

function textOf(draft: Draft, said: Said, incentive: Incentive | null): string {
  const { words, leftAt, resumeUrl, template } = draft;
  const facts = factsText(draft);
  const blocks = [
    [said.title],
    said.greeting ? [said.greeting] : [],
    ...said.paragraphs.map((paragraph) => [paragraph]),
    incentive ? couponText(draft, incentive) : [],
    template === "doubts" ? facts : [],
    cartText({ ...draft, shown: shownLines }),
    [`${words.button[leftAt]}:`, resumeUrl],
    template === "doubts" ? [] : facts,
    smallPrintText(draft),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
}
