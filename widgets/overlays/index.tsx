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
 *
 * Reading the page's colours, the last look at the rules, drawing and opening are tasks of their own: together they would hold a
 * slow phone for longer than a shopper's tap may wait.
 */
export default async function show(
  view: OverlayView,
  { overlays, offer, survey, language }: LoaderConfig,
): Promise<void> {
  const [name, rules, widget, styles, Content] =
    view.show === "offer"
      ? (["exit-offer", offer, "exitOffer", offerStyles, ExitOffer] as const)
      : (["survey", survey, "survey", surveyStyles, Survey] as const);
  const mark = `cw_${view.show}=`;
  if (!overlays || !rules) return;
  const host = document.createElement(`cw-${name}`);
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  // Not a style element: no policy of a page can refuse this one.
  sheet.replaceSync(overlayStyles + styles);
  root.adoptedStyleSheets = [sheet];
  host.lang = language;
  for (const [name, value] of Object.entries(readTheme(host, root))) {
    host.style.setProperty(`--${name}`, value);
  }
  await nextTask();
  // Closed in another tab in the meantime, perhaps.
  if (document.cookie.includes(mark) || !claimOverlay(overlays.budget)) return host.remove();
  host.setAttribute(overlayMark, "");
  const count = (event: WidgetEvent) => countEvent(widget, event, rules.variant);
  let isUsed = false;
  let before: HTMLElement | null | undefined;
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
    before?.focus();
  };
  // A modal dialog gives the focus back by itself; a card is told here where it came from, until it went back there.
  host.addEventListener("focusin", ({ relatedTarget }) => {
    before ??= relatedTarget as HTMLElement | null;
  });
  host.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget) before = null;
  });
  setCookie(`${mark}1`);
  await nextTask();
  // A modal dialog does so by itself; a card does wherever the focus is.
  addEventListener("keydown", onKey);
  // What is shown is what was chosen by the same word above.
  const Shown = Content as ComponentType<Omit<ExitOfferProps, "view"> & { view: OverlayView }>;
  render(<Shown {...{ view, language, onClose, onUsed }} checkout={overlays.checkout} />, root);
  await nextTask();
  count("shown");
}

const nextTask = () => new Promise((done) => setTimeout(done));
