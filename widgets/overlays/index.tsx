import { type ComponentType, render } from "preact";
import type { WidgetEvent } from "../../worker/domain/widget-event.ts";
import type { LoaderConfig, OverlayView } from "../../worker/wire/storefront-api.ts";
import { ExitOffer, type ExitOfferProps } from "../exit-offer/component.tsx";
import { offerStyles } from "../exit-offer/styles.ts";
import { countEvent } from "../runtime/count-event.ts";
import { claimOverlay, overlayMark, setCookie } from "../runtime/overlays.ts";
import { Survey } from "../survey/component.tsx";
import { surveyStyles } from "../survey/styles.ts";
import { readTheme } from "./read-theme.ts";
import { overlayStyles } from "./styles.ts";

/**
 * Shows once, in the shop's own colours, what the worker chose for this shopper, if what rules all overlays still allows it by
 * the time its code is here. However it is left, nothing of it stays in the page. It is not shown again in this session, nor
 * within `quietFor` seconds of being closed.
 */
export default function show(view: OverlayView, { overlays, offer, survey, language }: LoaderConfig): void {
  const [name, rules, widget, styles, Content] =
    view.show === "offer"
      ? (["exit-offer", offer, "exitOffer", offerStyles, ExitOffer] as const)
      : (["survey", survey, "survey", surveyStyles, Survey] as const);
  const mark = `cw_${view.show}=`;
  // Closed in another tab in the meantime, perhaps.
  if (!overlays || !rules || document.cookie.includes(mark) || !claimOverlay(overlays.budget)) return;
  const host = document.createElement(`cw-${name}`);
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  // Not a style element: no policy of a page can refuse this one.
  sheet.replaceSync(overlayStyles + styles);
  root.adoptedStyleSheets = [sheet];
  host.lang = language;
  host.setAttribute(overlayMark, "");
  const count = (event: WidgetEvent) => countEvent(widget, event, rules.variant);
  let isUsed = false;
  const onUsed = () => {
    if (!isUsed) count("used");
    isUsed = true;
  };
  const onKey = (event: KeyboardEvent) => event.key === "Escape" && root.querySelector("dialog")?.close();
  const onClose = () => {
    removeEventListener("keydown", onKey);
    setCookie(`${mark}1`, rules.quietFor);
    if (!isUsed) count("dismissed");
    render(null, root);
    host.remove();
  };
  setCookie(`${mark}1`);
  // A modal dialog does so by itself; a card does wherever the focus is.
  addEventListener("keydown", onKey);
  document.body.append(host);
  for (const [name, value] of Object.entries(readTheme(root))) host.style.setProperty(`--${name}`, value);
  // What is shown is what was chosen by the same word above.
  const Shown = Content as ComponentType<Omit<ExitOfferProps, "view"> & { view: OverlayView }>;
  render(<Shown {...{ view, language, onClose, onUsed }} checkout={overlays.checkout} />, root);
  count("shown");
}
