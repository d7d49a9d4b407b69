import { renderToString } from "preact-render-to-string";
import { Icon } from "../icons.tsx";
import { type InPage, renderHost } from "../render-host.ts";
import { saveCartStyles } from "./styles.ts";
import { saveCartWords } from "./words.ts";

/** A link to the page on which a cart is mailed or handed over. It works without any script. */
export function renderSaveCart(props: InPage & { href: string }): string {
  return renderHost("cw-save-cart", saveCartStyles, renderToString(<SaveCart {...props} />), props);
}

/** `hidden` holds until our styles, which alone make it presentable, override it. */
function SaveCart({ language, href }: InPage & { href: string }) {
  return (
    <a hidden href={href} lang={language} rel="nofollow">
      <Icon name="phone" />
      <span>{saveCartWords[language]}</span>
    </a>
  );
}
