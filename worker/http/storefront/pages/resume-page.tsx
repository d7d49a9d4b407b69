import { type LineItem, optionsText } from "../../../domain/cart.ts";
import { fillIn } from "../../../domain/fill-in.ts";
import { paths } from "../../../wire/paths.ts";
import type { CartView } from "../../../wire/storefront-api.ts";
import { Page, type Shell } from "./answer-page.tsx";
import { pageWords } from "./words.ts";

/** The cart behind a mail's link, and the one button that rebuilds it. Carries lines, never who they belonged to. */
export function ResumePage({ token, cart, ...shell }: Shell & { token: string; cart: CartView }) {
  const words = pageWords[shell.language];
  return (
    <Page {...shell} title={words.resumeTitle}>
      <p>{words.resumeText}</p>
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
      <form method="post" action={paths.resume}>
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="language" value={shell.language} />
        <button class="button" type="submit">
          {words.resumeButton}
        </button>
      </form>
      <p class="muted">{words.keepsWhatIsThere}</p>
    </Page>
  );
}

/** Most of it is back: says plainly what is not. */
export function MissingPage({ lines, cartPath, ...shell }: Shell & { lines: LineItem[]; cartPath: string }) {
  const words = pageWords[shell.language];
  return (
    <Page {...shell} title={words.missingTitle}>
      <p>{words.missingText}</p>
      <ul>
        {lines.map((line) => (
          <li>
            <span class="what">
              <strong>{line.name}</strong>
              <span class="muted">
                {[optionsText(line), fillIn(words.quantity, { quantity: line.quantity })]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <a class="button" href={cartPath}>
        {words.toCart}
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
