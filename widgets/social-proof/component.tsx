import { renderToString } from "preact-render-to-string";
import { Icon } from "../icons.tsx";
import { type InPage, renderHost, safeHref } from "../render-host.ts";
import type { SocialProofSettings } from "./settings.ts";
import { socialProofStyles } from "./styles.ts";
import { socialProofWords } from "./words.ts";

export type SocialProofProps = InPage & Pick<SocialProofSettings, "rating" | "reviews" | "stock" | "fewFrom">;

/**
 * Sentences with gaps for the numbers, each unseen until the page's own structured data fill it (index.ts), and the space they
 * take. Nothing at all where the store wants none of them.
 */
export function renderSocialProof(props: SocialProofProps): string {
  const { rating, stock, fewFrom } = props;
  if (!rating && !stock && fewFrom === null) return "";
  return renderHost("cw-social-proof", socialProofStyles, renderToString(<SocialProof {...props} />), props);
}

/** The lines are found by their order. `hidden` on all of it holds until our styles, which make it presentable, override it. */
function SocialProof({ rating, reviews, stock, fewFrom, language }: SocialProofProps) {
  const words = socialProofWords[language];
  const href = safeHref(reviews);
  const rated = (
    <>
      <Icon name="reviews" />
      <Sentence parts={words.rating} />
    </>
  );
  return (
    <div hidden lang={language}>
      <p hidden class={rating ? undefined : "none"}>
        {href === null ? rated : <a href={href}>{rated}</a>}
      </p>
      <div hidden class={stock || fewFrom !== null ? "stock" : "none"}>
        <p hidden class={stock ? undefined : "none"}>
          <Icon name="stock" />
          {words.inStock}
        </p>
        <p hidden class={fewFrom === null ? "none" : undefined} data-from={fewFrom}>
          <Icon name="stock" />
          <Sentence parts={words.left} />
        </p>
      </div>
    </div>
  );
}

const Sentence = ({ parts }: { parts: readonly string[] }) => (
  <span>
    {parts.map((part, at) => (
      <>
        {at > 0 && <b />}
        {part}
      </>
    ))}
  </span>
);
