import { renderToString } from "preact-render-to-string";
import type { Language } from "../../worker/domain/language.ts";
import { Icon } from "../icons.tsx";
import { renderHost } from "../render-host.ts";
import { saveCartStyles } from "./styles.ts";
import { saveCartWords } from "./words.ts";

/** A link to the page on which a cart is mailed or handed over. It works without any script. */
export function renderSaveCart(props: { language: Language; href: string; nonce?: string }): string {
  return renderHost("cw-save-cart", saveCartStyles, renderToString(<SaveCart {...props} />), props.nonce);
}

/** `hidden` holds until our styles, which alone make it presentable, override it. */
function SaveCart({ language, href }: { language: Language; href: string }) {
  return (
    <a hidden href={href} lang={language} rel="nofollow">
      <Icon name="phone" />
      <span>{saveCartWords[language]}</span>
    </a>
  );
}
