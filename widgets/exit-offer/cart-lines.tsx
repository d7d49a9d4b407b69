import type { CartView } from "../../worker/wire/storefront-api.ts";
import type { offerWords } from "./words.ts";

const shown = 3;

/** What is in the cart: three lines, how many more there are, and the total. Names are text, whatever they contain. */
export function CartLines({ view, words }: { view: CartView; words: (typeof offerWords)["en"] }) {
  const hidden = view.lines.length - shown;
  return (
    <>
      <ul>
        {view.lines.slice(0, shown).map(({ name, options, quantity, price, image }) => (
          <li>
            <div class="picture">
              {/^https?:/i.test(String(image)) && <Picture address={String(image)} />}
            </div>
            <div class="what">
              <div class="name">{String(name)}</div>
              <div class="muted">{`${options ? `${options} \u00b7 ` : ""}${words.quantity}\u00a0${quantity}`}</div>
            </div>
            <span class="price">{String(price)}</span>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p class="muted more">{words.more(hidden)}</p>}
      {view.total && (
        <p class="total">
          <span>{words.total}</span>
          <span class="price">{String(view.total)}</span>
        </p>
      )}
    </>
  );
}

/** The name beside it says what it shows. One that cannot be loaded leaves its tile empty. */
const Picture = ({ address }: { address: string }) => (
  <img
    src={address}
    alt=""
    onError={({ currentTarget }) => {
      currentTarget.hidden = true;
    }}
  />
);
