import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Language } from "../../worker/domain/language.ts";
import type { OfferView } from "../../worker/wire/storefront-api.ts";
import { safeHref } from "../render-host.ts";
import { resumeBarStyles } from "./styles.ts";
import { resumeWords } from "./words.ts";

/** More pictures would push the words out. */
const mostPictures = 3;

/** A cart that may be taken, as the bar shows it: HTML for a private answer, in which every foreign string has been escaped. */
export function renderOffer(view: OfferView, language: Language): string {
  const words = resumeWords[language];
  const title = (view.isOwn ? words.here : words.elsewhere)(view.count);
  const names = view.lines.map(({ name }) => name).join(language === "ja" ? "、" : ", ");
  const pictures = view.lines.flatMap(({ image }) => safeHref(image) ?? []).slice(0, mostPictures);
  const choose = (choice: string) => JSON.stringify({ choice, token: view.token, language });
  const bar = (
    <Bar said={title} failed={words.failed}>
      <div class="pictures">
        {pictures.map((src) => (
          <img key={src} src={src} alt="" />
        ))}
      </div>
      <div class="what">
        <output>{title}</output>
        <p>{`${view.left} \u00b7 ${names}`}</p>
      </div>
      <div class="actions">
        <button type="button" class="main" value={choose("add")}>
          {words.add}
        </button>
        {view.mayReplace && (
          <button type="button" value={choose("replace")}>
            {words.replace}
          </button>
        )}
        <button type="button" class="plain" value={choose("not-now")}>
          {words.notNow}
        </button>
      </div>
    </Bar>
  );
  // As text, which no policy refuses: the bar's code makes a sheet of it.
  return renderToString(bar) + renderToString(<pre>{resumeBarStyles}</pre>);
}

interface Outcome {
  said: string;
  /** Finished sentences about what is not as it was. */
  notes: string[];
  /** Path of the shop's cart; `null`: there is nothing to see in it. */
  cart: string | null;
}

/** What came of a choice, in the place of the cart that was shown. */
export function renderOutcome({ said, notes, cart }: Outcome, language: Language): string {
  const words = resumeWords[language];
  const isWhole = cart !== null && notes.length === 0;
  return renderToString(
    <Bar said={said} failed={words.failed} isOver={isWhole}>
      <div class="what">
        <output>{said}</output>
        {notes.length > 0 && (
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </div>
      <div class="actions">
        {cart !== null && (
          <a class="main" href={cart} data-whole={isWhole ? "" : undefined}>
            {words.cart}
          </a>
        )}
        <button type="button" class="plain">
          {words.close}
        </button>
      </div>
    </Bar>,
  );
}

interface BarProps {
  said: string;
  failed: string;
  /** Nothing is left to be read or done: it goes by itself. */
  isOver?: boolean;
  children: ComponentChildren;
}

/** Its sentence is put in anew where it is shown, so that it is said. */
const Bar = ({ said, failed, isOver = false, children }: BarProps) => (
  <section class={isOver ? "over" : undefined} aria-label={said} data-said={said} data-failed={failed}>
    {children}
  </section>
);
