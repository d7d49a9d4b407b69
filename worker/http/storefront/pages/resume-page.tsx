import type { ComponentChildren } from "preact";
import { fillIn, shorten } from "../../../domain/fill-in.ts";
import type { Language } from "../../../domain/language.ts";
import { paths } from "../../../wire/paths.ts";
import type { CartView } from "../../../wire/storefront-api.ts";
import { Page, type Shell } from "./answer-page.tsx";
import { cartWords } from "./cart-words.ts";
import type { Note } from "./told-notes.ts";
import { pageWords } from "./words.ts";

interface KeptCart {
  token: string;
  cart: CartView;
  coupons: string[];
}

/** The cart behind a link, and the one button that rebuilds it. Carries lines, never who they belonged to. */
export function ResumePage({ token, cart, coupons, ...shell }: Shell & KeptCart) {
  const words = pageWords[shell.language];
  return (
    <Page {...shell} title={words.resumeTitle}>
      <p>{words.resumeText}</p>
      <Cart cart={cart} coupons={coupons} language={shell.language} />
      <ChoiceForm token={token} language={shell.language}>
        <button class="button" type="submit">
          {words.resumeButton}
        </button>
      </ChoiceForm>
      <p class="muted">{words.keepsWhatIsThere}</p>
    </Page>
  );
}

interface Offer extends KeptCart {
  /** Names of what is in the cart of this device. */
  present: string[];
  mayReplace: boolean;
  /** It was to be replaced, and could not be. */
  hasFailed: boolean;
}

/** The same where this device has a cart already: the shopper says what is to become of the two. */
export function OfferPage({ token, cart, coupons, present, mayReplace, hasFailed, ...shell }: Shell & Offer) {
  const words = cartWords[shell.language];
  return (
    <Page {...shell} title={words.offerTitle}>
      {hasFailed && (
        <p role="alert" class="alert">
          {words.notEmptied}
        </p>
      )}
      <p>{fillIn(words.present, { names: listOf(present, shell.language) })}</p>
      <p>{words.offerText}</p>
      <Cart cart={cart} coupons={coupons} language={shell.language} />
      <ChoiceForm token={token} language={shell.language}>
        <button class="button" type="submit" name="choice" value="add">
          {words.add}
        </button>
        {mayReplace && (
          <button
            class="button second"
            type="submit"
            name="choice"
            value="replace"
            aria-describedby="replacing"
          >
            {words.replace}
          </button>
        )}
        <button class="button second" type="submit" name="choice" value="not-now">
          {words.notNow}
        </button>
      </ChoiceForm>
      {mayReplace && (
        <p class="muted" id="replacing">
          {words.replaceHint}
        </p>
      )}
    </Page>
  );
}

function ChoiceForm(props: { token: string; language: Language; children: ComponentChildren }) {
  return (
    <form method="post" action={paths.resume}>
      <input type="hidden" name="token" value={props.token} />
      <input type="hidden" name="language" value={props.language} />
      {props.children}
    </form>
  );
}

function Cart({ cart, coupons, language }: { cart: CartView; coupons: string[]; language: Language }) {
  const words = pageWords[language];
  return (
    <>
      <ul>
        {cart.lines.map((line) => (
          <li>
            {line.image === null ? (
              <span class="no-picture" />
            ) : (
              <img src={line.image} alt="" width="64" height="64" />
            )}
            <span class="what">
              <strong>{line.name}</strong>
              <span class="muted">
                {[line.options, fillIn(words.quantity, { quantity: line.quantity })]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </span>
            <span class="price">{line.price}</span>
          </li>
        ))}
      </ul>
      {cart.total !== null && (
        <p class="total">
          <span>
            {words.total} <span class="muted">({words.beforeDelivery})</span>
          </span>
          <span>{cart.total}</span>
        </p>
      )}
      {coupons.map((code) => (
        <p class="muted">{fillIn(cartWords[language].couponComesBack, { code })}</p>
      ))}
    </>
  );
}

/** What of a rebuilt cart is not as it was, and the way on. */
export function ToldPage({
  notes,
  isAnythingBack,
  cartPath,
  ...shell
}: Shell & { notes: Note[]; isAnythingBack: boolean; cartPath: string }) {
  const words = cartWords[shell.language];
  const { toCart, toShop } = pageWords[shell.language];
  return (
    <Page {...shell} title={isAnythingBack ? words.toldTitle : words.nothingTitle}>
      {isAnythingBack && <p>{words.toldText}</p>}
      <ul>
        {notes.map(({ about, options, texts }) => (
          <li>
            <span class="what">
              {about !== "" && <strong>{[about, options].filter(Boolean).join(", ")}</strong>}
              {texts.map((text) => (
                <span class={about === "" ? "note" : "note muted"}>{text}</span>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <a class="button" href={isAnythingBack ? cartPath : shell.shopUrl}>
        {isAnythingBack ? toCart : fillIn(toShop, { shop: shell.shop })}
      </a>
    </Page>
  );
}

/** Behind a link that opens nothing any more. */
export function NoticePage({ kind, ...shell }: Shell & { kind: "gone" | "bought" }) {
  const words = pageWords[shell.language];
  return (
    <Page {...shell} title={kind === "gone" ? words.goneTitle : words.boughtTitle}>
      <p>{kind === "gone" ? words.goneText : words.boughtText}</p>
      <a class="button" href={shell.shopUrl}>
        {fillIn(words.toShop, { shop: shell.shop })}
      </a>
    </Page>
  );
}

function listOf(names: string[], language: Language): string {
  const shown = names.slice(0, 3).map((name) => shorten(name, 60));
  return shown.join(language === "ja" ? "、" : ", ") + (names.length > 3 ? " …" : "");
}
