import type { OfferedCart } from "../../worker/wire/storefront-api.ts";

/** As many as `words.more` counts from (words.ts, which the browser does not load). */
const shown = 3;

/** What is in the cart: three lines, how many more there are, and the total. Names are text, whatever they contain. */
export function CartLines({ view }: { view: OfferedCart }) {
  const { words } = view;
  return (
    <>
      <ul>
        {view.lines.slice(0, shown).map(({ name, options, quantity, price, image }) => (
          <li>
            <div class="picture">
              {/^(https?:|\/)/i.test(String(image)) && <Picture address={String(image)} />}
            </div>
            <div class="what">
              <div class="name">{String(name)}</div>
              <div class="muted">{`${options ? `${options} \u00b7 ` : ""}${words.quantity}\u00a0${quantity}`}</div>
            </div>
            <span class="price">{String(price)}</span>
          </li>
        ))}
      </ul>
      {words.more && <p class="muted">{words.more}</p>}
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
