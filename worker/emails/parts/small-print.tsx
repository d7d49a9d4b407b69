import { fillIn } from "../../domain/fill-in.ts";
import type { Draft } from "../recovery-mail.ts";

/** Why it came, how to hear no more, and who wrote: what anti-spam laws ask for (CAN-SPAM, CASL, GDPR). */
export function SmallPrint({ draft }: { draft: Draft }) {
  const { styles, words, shop } = draft;
  return (
    <>
      <p {...styles.small}>{fillIn(words.why, { shop: shop.name })}</p>
      <p {...styles.small}>
        {linksOf(draft).map(({ name, url }, index) => (
          <>
            {index > 0 && " \u00a0·\u00a0 "}
            <a href={url} {...styles.smallLink}>
              {name}
            </a>
          </>
        ))}
      </p>
      <p {...styles.small}>
        {shop.name}, {shop.postalAddress}
      </p>
    </>
  );
}

export function smallPrintText(draft: Draft): string[] {
  const { words, shop } = draft;
  return [
    "--",
    fillIn(words.why, { shop: shop.name }),
    ...linksOf(draft).map(({ name, url }) => `${name}: ${url}`),
    `${shop.name}, ${shop.postalAddress}`,
  ];
}

/** Whoever says it was not them gets what they want from the same page: it stops all mail to this address. */
function linksOf({ words, unsubscribeUrl, emails }: Draft) {
  return [
    { name: words.notMe, url: unsubscribeUrl },
    { name: words.unsubscribe, url: unsubscribeUrl },
    ...(emails.privacyUrl ? [{ name: words.privacy, url: emails.privacyUrl }] : []),
  ];
}
