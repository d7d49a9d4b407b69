import { renderToString } from "preact-render-to-string";
import type { ShippingView } from "../../worker/wire/storefront-api.ts";
import { Icon } from "../icons.tsx";
import { accentRule, type InPage, renderHost, startRule } from "../render-host.ts";
import { shippingStyles } from "./styles.ts";
import { shippingWords } from "./words.ts";

export interface ShippingProps extends InPage {
  /** What is told before the visitor is known. */
  view: ShippingView;
  /** As much as any visitor may be told: its space is kept, whatever fonts and widths make of it. */
  longest: { sentence: string; goal: string | null; total: string | null };
  /** Colour of the bar, `#rrggbb`. */
  accent?: string | null;
}

/**
 * What delivery costs and when it arrives, for a page that a cache may keep: what is true for most. index.ts puts in its
 * place what is true for this visitor, in the same space.
 */
export function renderShipping(props: ShippingProps): string {
  const styles = shippingStyles + accentRule(props.accent) + startRule(props);
  return renderHost("cw-shipping", styles, renderToString(<Shipping {...props} />), props);
}

/** `hidden` holds until our styles, which alone make it presentable, override it. A change of it is said politely. */
function Shipping({ view: { sentence, goal, total }, longest, language }: ShippingProps) {
  const [price, rest] = sentence;
  return (
    <section hidden lang={language} aria-label={shippingWords[language].label}>
      <Icon name="delivery" />
      <div class="lines sentence">
        <p>
          <b>{price}</b>
          <span>{rest}</span>
        </p>
        <Room text={longest.sentence} />
      </div>
      {longest.goal !== null && (
        <div class="goal">
          <div class="lines">
            <p role="status">{goal?.text}</p>
            <Room text={longest.goal} />
          </div>
          <div class="track" aria-hidden="true">
            <i />
          </div>
        </div>
      )}
      {longest.total !== null && (
        <div class="lines total">
          <p>{total}</p>
          <Room text={longest.total} />
        </div>
      )}
    </section>
  );
}

const Room = ({ text }: { text: string }) => (
  <p class="room" aria-hidden="true">
    {text}
  </p>
);
