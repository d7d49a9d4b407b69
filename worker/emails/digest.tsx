import { fillIn, shorten } from "../domain/fill-in.ts";
import { directionOf, type Language } from "../domain/language.ts";
import { formatMoney, type Money } from "../domain/money.ts";
import type { EmailSettings } from "../wire/email-settings.ts";
import { type DigestWords, digestWords } from "./digest-words.ts";
import { type Content, Layout, renderHtml } from "./layout.tsx";
import { stylesFor } from "./styles.ts";

/** One day of a store in numbers. Nobody is in it. */
export interface DigestDay {
  /** Of the store's own day, "2026-11-22". */
  date: string;
  left: { carts: number; values: Money[] };
  messages: Record<keyof DigestWords["outcomes"], number>;
  recovered: { orders: number; values: Money[] };
  problems: { kind: keyof DigestWords["problems"]; count: number }[];
}

export interface Digest {
  language: Language;
  shop: string;
  emails: Pick<EmailSettings, "logo" | "accent">;
  postalAddress: string;
  day: DigestDay;
}

/** The merchant's mail about one day: plain, short, the same bytes for the same day. */
export function renderDigest(digest: Digest): Content {
  const { language, shop, day } = digest;
  const words = digestWords[language];
  const date = new Intl.DateTimeFormat(language, { dateStyle: "full", timeZone: "UTC" }).format(
    Date.parse(day.date),
  );
  const subject = `${shorten(shop, 40)}, ${date}`;
  const said = { title: fillIn(words.title, { date }), lines: linesOf(digest), problems: problemsOf(digest) };
  const why = fillIn(words.why, { shop });
  return { subject, html: htmlOf(digest, subject, said, why), text: textOf(digest, said, why) };
}

interface Said {
  title: string;
  lines: { text: string; below: string[] }[];
  problems: string[];
}

function linesOf({ language, day }: Digest): Said["lines"] {
  const words = digestWords[language];
  const counted = (label: string, count: number, values: Money[]) => {
    const value = values.map((money) => formatMoney(money, language)).join(" + ");
    return `${label}: ${count}${value && ` (${fillIn(words.worth, { value })})`}`;
  };
  const outcomes = Object.entries(day.messages).filter(([, count]) => count > 0);
  const due = outcomes.reduce((sum, [, count]) => sum + count, 0);
  return [
    { text: counted(words.left, day.left.carts, day.left.values), below: [] },
    {
      text: counted(words.due, due, []),
      below: outcomes.map(
        ([outcome, count]) => `${words.outcomes[outcome as keyof DigestWords["outcomes"]]}: ${count}`,
      ),
    },
    { text: counted(words.recovered, day.recovered.orders, day.recovered.values), below: [] },
  ];
}

function problemsOf({ language, day }: Digest): string[] {
  const { problems } = digestWords[language];
  return day.problems.map(({ kind, count }) =>
    kind === "stuck" || kind === "dropped" ? `${problems[kind]}: ${count}` : problems[kind],
  );
}

function htmlOf(digest: Digest, subject: string, { title, lines, problems }: Said, why: string): string {
  const { language, shop, emails, postalAddress } = digest;
  const direction = directionOf(language);
  const styles = stylesFor(emails.accent, direction, language);
  return renderHtml(
    <Layout
      {...{ language, direction, emails, styles, shop }}
      title={subject}
      preheader={lines[0]?.text ?? ""}
      footer={
        <p {...styles.small}>
          {why}
          <br />
          {shop}, {postalAddress}
        </p>
      }
    >
      <h1 {...styles.title}>{title}</h1>
      {lines.map(({ text, below }) => (
        <p {...styles.text}>
          {text}
          {below.map((one) => (
            <>
              <br />– {one}
            </>
          ))}
        </p>
      ))}
      {problems.length > 0 && (
        <p {...styles.text}>
          <strong>{digestWords[language].todo}</strong>
          {problems.map((one) => (
            <>
              <br />– {one}
            </>
          ))}
        </p>
      )}
    </Layout>,
  );
}

function textOf({ language, shop, postalAddress }: Digest, said: Said, why: string): string {
  return [
    said.title,
    "",
    ...said.lines.flatMap(({ text, below }) => [text, ...below.map((one) => `  - ${one}`)]),
    ...(said.problems.length > 0
      ? ["", digestWords[language].todo, ...said.problems.map((one) => `  - ${one}`)]
      : []),
    "",
    "--",
    why,
    `${shop}, ${postalAddress}`,
    "",
  ].join("\n");
}
