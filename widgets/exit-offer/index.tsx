import { render } from "preact";
import type { Language } from "../../worker/domain/language.ts";
import type { CartView, LoaderConfig } from "../../worker/wire/storefront-api.ts";
import { ExitOffer } from "./component.tsx";
import { readTheme } from "./read-theme.ts";
import { offerStyles } from "./styles.ts";

/**
 * Shows the offer once, over everything, in the shop's own colours; not over another dialog, nor if
 * the shopper has turned to a field while it was loading. However it is left, nothing of it stays in the page. It is not shown again in this session, nor within
 * `offer.quietFor` seconds of being closed.
 */
export default function show(
  view: CartView,
  offer: NonNullable<LoaderConfig["offer"]>,
  language: Language,
  page: string,
): void {
  if (engaged()) return;
  const host = document.createElement("cw-exit-offer");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  // Not a style element: no policy of a page can refuse this one.
  sheet.replaceSync(offerStyles);
  root.adoptedStyleSheets = [sheet];
  host.lang = language;
  const remember = (lifetime: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from browsers we serve.
    document.cookie = `cw_offer=1;path=/;samesite=lax${lifetime}`;
  };
  const onClose = () => {
    remember(`;max-age=${offer.quietFor}`);
    render(null, root);
    host.remove();
  };
  remember("");
  document.body.append(host);
  for (const [name, value] of Object.entries(readTheme(root))) host.style.setProperty(`--${name}`, value);
  render(<ExitOffer {...{ view, offer, language, page, onClose }} />, root);
}

/** Shops keep closed dialogs in the page, so one counts only while it can be seen. */
const engaged = () =>
  document.activeElement?.matches(":read-write,select,iframe") ||
  [...document.querySelectorAll(":modal,[aria-modal=true]")].some((dialog) => dialog.checkVisibility?.());
