import { render } from "preact";
import type { LoaderConfig, OfferedCart } from "../../worker/wire/storefront-api.ts";
import { countEvent } from "../runtime/count-event.ts";
import { claimOverlay, overlayMark, setCookie } from "../runtime/overlays.ts";
import { ExitOffer } from "./component.tsx";
import { readTheme } from "./read-theme.ts";
import { offerStyles } from "./styles.ts";

/**
 * Shows the offer once, over everything, in the shop's own colours, if what rules all overlays still allows it by the time
 * its code is here. However it is left, nothing of it stays in the page. It is not shown again in this session, nor within
 * `offer.quietFor` seconds of being closed.
 */
export default function show(view: OfferedCart, { offer, language }: LoaderConfig): void {
  // Closed in another tab in the meantime, perhaps.
  if (!offer || document.cookie.includes("cw_offer=") || !claimOverlay(offer.budget)) return;
  const host = document.createElement("cw-exit-offer");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  // Not a style element: no policy of a page can refuse this one.
  sheet.replaceSync(offerStyles);
  root.adoptedStyleSheets = [sheet];
  host.lang = language;
  host.setAttribute(overlayMark, "");
  const page = location.pathname;
  let isUsed = false;
  const onUsed = () => {
    if (!isUsed) countEvent("exitOffer", "used", offer.variant);
    isUsed = true;
  };
  const onClose = () => {
    setCookie("cw_offer=1", offer.quietFor);
    if (!isUsed) countEvent("exitOffer", "dismissed", offer.variant);
    render(null, root);
    host.remove();
  };
  setCookie("cw_offer=1");
  document.body.append(host);
  for (const [name, value] of Object.entries(readTheme(root))) host.style.setProperty(`--${name}`, value);
  render(<ExitOffer {...{ view, offer, language, page, onClose, onUsed }} />, root);
  countEvent("exitOffer", "shown", offer.variant);
}
