import type { LoaderConfig } from "../../worker/wire/storefront-api.ts";
import { isEngaged, overlayMark } from "../runtime/overlays.ts";

/** After the page's own work is done. */
const pause = 1000;
/** After hearing that there is nothing: a shop keeps a cart for half an hour at the least. */
const silence = 1_200_000;

/**
 * Offers the cart that this shopper left elsewhere, or that the shop has forgotten, in a bar at the bottom of the window.
 *
 * - Asks once in a tab, again after a while, and on the cart's page always: that is where an empty cart surprises. What was
 *   answered is remembered by the worker, for this version of the cart.
 * - Stops nobody: it is no dialog, takes no focus and moves nothing; what has the focus is scrolled clear of it (WCAG 2.4.11).
 * - Never together with another overlay of ours or a dialog of the shop, nor while a field is in use; the next page asks again.
 * - What it shows comes finished from the edge (component.tsx), read as a document: no policy of a page refuses that.
 */
export default function offerCart({ language, page }: LoaderConfig): void {
  const isCart = page === "cart";
  const isUnasked = isCart || !(sessionStorage.cwAsked > Date.now() - silence);
  if (!isUnasked) return;
  const { style } = document.documentElement;
  const host = document.createElement("cw-resume-bar");
  const root = host.attachShadow({ mode: "open" });
  const find = (selector: string) => root.querySelector(selector) as HTMLElement;
  let before: HTMLElement | null;

  const ask = (choice?: string) => {
    const request = new XMLHttpRequest();
    request.open(choice ? "POST" : "GET", `${OFFER_BAR_PATH}?lang=${language}`);
    request.responseType = "document";
    // Else an empty answer is read as XML, whose complaint has styles that a policy reports.
    request.overrideMimeType("text/html");
    request.onloadend = () => {
      const answer: Document | null = request.status === 200 ? request.response : null;
      const [section, styles] = answer?.body.children ?? [];
      if (!section) {
        if (choice) say("failed");
        else sessionStorage.cwAsked = Date.now();
      } else if (choice || lay(host, root, styles as Element)) {
        root.replaceChildren(section);
        style.scrollPaddingBottom = `${innerHeight - host.getBoundingClientRect().top}px`;
        // A moment later, for who listens: what comes together with its live region is not said.
        setTimeout(say, 200, "said");
        // The cart shows itself.
        if (isCart) find("[data-whole]")?.click();
        find("a")?.focus();
      }
    };
    request.send(choice);
  };

  const say = (what: string) => {
    const section = find("section");
    section.ariaBusy = null;
    find("output").textContent = section.dataset[what] as string;
  };

  host.lang = language;
  host.setAttribute(overlayMark, "");
  root.addEventListener("click", ({ target }) => {
    const { className, value } = target as HTMLButtonElement;
    const section = find("section");
    if (className === "plain") {
      host.remove();
      style.scrollPaddingBottom = "";
      before?.focus();
      if (value) navigator.sendBeacon(OFFER_BAR_PATH, value);
    } else if (value && !section.ariaBusy) {
      section.ariaBusy = "true";
      ask(value);
    }
  });
  host.addEventListener("focusin", ({ relatedTarget }) => {
    before ??= relatedTarget as HTMLElement | null;
  });
  addEventListener("keydown", ({ key, target }) => {
    if (key === "Escape" && (target === host || target === document.body)) find(".plain")?.click();
  });
  setTimeout(() => isEngaged() || ask(), pause);
}

/** What a shop paints in its main colour, wherever it is on the page. */
const buttons = "button,[type=submit],a[class*=btn],a[class*=button]";

/**
 * Lays the host over the bottom of the window, above what the shop keeps there itself, in the page's own colours where they can be
 * read, and with the fill of its widest button that stands out.
 * @returns whether there is room for it: what covers more than a third of the window is for the shopper to answer first
 */
function lay(host: HTMLElement, root: ShadowRoot, { textContent }: Element): boolean {
  const { body } = document;
  const { color, backgroundColor: ground } = getComputedStyle(body);
  const sheet = new CSSStyleSheet();
  const covering = document
    .elementsFromPoint(innerWidth / 2, innerHeight - 1)
    .find((element) => /fixed|sticky/.test(getComputedStyle(element).position));
  const lift = covering ? innerHeight - covering.getBoundingClientRect().top : 0;
  if (isEngaged() || lift > innerHeight / 3) return false;
  host.style.cssText = `--lift:${lift}px`;
  if (areApart(color, ground)) {
    host.style.cssText += `--cw-text:${color};--cw-ground:${ground}`;
    let widest = 0;
    for (const button of document.querySelectorAll<HTMLElement>(buttons)) {
      const { color: ink, backgroundColor: fill } = getComputedStyle(button);
      if (button.offsetWidth > widest && areApart(fill, ground) && areApart(ink, fill)) {
        widest = button.offsetWidth;
        host.style.cssText += `--cw-fill:${fill};--cw-ink:${ink}`;
      }
    }
  }
  sheet.replaceSync(textContent as string);
  root.adoptedStyleSheets = [sheet];
  body.append(host);
  return true;
}

/**
 * Whether two plain colours have a contrast of 4.5 and more. Luminance as WCAG 2.2 has it, with one power for its curve and a limit
 * so much higher as that is off.
 */
function areApart(one: string, other: string): boolean {
  const brightness = (colour: string) => {
    const [red, green, blue] = colour.match(/\d+/g) as unknown as [number, number, number];
    return Math.log(red ** 2.2 * 0.21 + green ** 2.2 * 0.72 + blue ** 2.2 * 0.07 + 10_833);
  };
  return /^rgb\(.+rgb\(/.test(one + other) && (brightness(one) - brightness(other)) ** 2 > 2.44;
}
