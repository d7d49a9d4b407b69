import { fillIn } from "../../domain/fill-in.ts";
import { doubts } from "../../wire/email-settings.ts";
import { withCampaign } from "../addresses.ts";
import { Gap, Table } from "../layout.tsx";
import type { Draft } from "../recovery-mail.ts";
import { plural } from "../words/index.ts";

/** What answers doubts: the merchant's own facts with where they are proven, and what reviewers say. */
export function Answers({ draft }: { draft: Draft }) {
  const { styles } = draft;
  const reviews = reviewsOf(draft);
  if (factsText(draft).length === 0) return null;
  return (
    <>
      <Table width="100%">
        {factsOf(draft).map(({ name, text, url, link }) => (
          <tr>
            <td {...styles.answerCell}>
              <strong {...styles.name}>{name}</strong>
              <br />
              {text}
              {url && (
                <>
                  <br />
                  <a href={url} {...styles.link}>
                    {link}
                  </a>
                </>
              )}
            </td>
          </tr>
        ))}
        {reviews && (
          <tr>
            <td {...styles.answerCell}>
              <a href={reviews.url} {...styles.link}>
                {reviews.text}
              </a>
            </td>
          </tr>
        )}
      </Table>
      <Gap height={16} />
    </>
  );
}

/** The same where the mail is about something else: quiet, and behind the button. */
export function Facts({ draft }: { draft: Draft }) {
  const { styles, words } = draft;
  const reviews = reviewsOf(draft);
  const rows = [
    ...factsOf(draft).map(({ name, text, url }) => ({ name, text, url })),
    ...(reviews ? [{ name: words.rated, ...reviews }] : []),
  ];
  if (rows.length === 0) return null;
  return (
    <>
      <Gap height={32} />
      <Table width="100%">
        <tr>
          <td {...styles.asideCell}>
            <Table width="100%" class="stack">
              {rows.map(({ name, text, url }) => (
                <tr>
                  <td width="112" {...styles.termCell}>
                    {name}
                  </td>
                  <td {...styles.factCell}>
                    {url ? (
                      <a href={url} {...styles.link}>
                        {text}
                      </a>
                    ) : (
                      text
                    )}
                  </td>
                </tr>
              ))}
            </Table>
          </td>
        </tr>
      </Table>
    </>
  );
}

export function factsText(draft: Draft): string[] {
  const reviews = reviewsOf(draft);
  return [
    ...factsOf(draft).flatMap(({ name, text, url }) => [`${name}: ${text}`, ...(url ? [url] : [])]),
    ...(reviews ? [reviews.text, reviews.url] : []),
  ];
}

/** In the mail's own language or not at all: a mail that changes language half-way looks like somebody else's. */
function factsOf({ emails, language, words, shop, template }: Draft) {
  const facts = emails.facts[language] ?? {};
  return doubts.flatMap((doubt) => {
    const fact = facts[doubt];
    if (!fact) return [];
    const url = fact.url && withCampaign(fact.url, shop.url, template, emails);
    return [{ ...words.doubts[doubt], text: fact.text, url }];
  });
}

function reviewsOf({ emails, language, words, shop, template }: Draft) {
  const { reviews } = emails;
  if (!reviews) return null;
  const average = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(reviews.average);
  const count = plural(words.reviews, reviews.count, language);
  return {
    text: fillIn(words.rating, { average, reviews: count, source: reviews.source }),
    url: withCampaign(reviews.url, shop.url, template, emails),
  };
}
