import type { LoaderConfig } from "../../worker/wire/storefront-api.ts";
import { plausibleAddress, postContact } from "../runtime/contact.ts";
import { noticeStyles } from "./styles.ts";

/**
 * Keeps a notice beside the shop's address field and passes on what the shopper decided there.
 *
 * - The field is watched, never touched; it may appear late and may be replaced at any time.
 * - Nothing is sent while typing: only when the field is left, or when the shopper presses our own control.
 * - `granted` is sent only while the notice can be seen and is not refused, or while the box is ticked.
 * - A refusal holds on every page until the browser is closed, or until it is undone.
 */
export function mountAddressNotice({ notice, language }: LoaderConfig): void {
  if (!notice) return;
  const { mode, field: selector, words } = notice;
  const optIn = mode === "opt-in";
  const host = document.createElement("cw-address-notice");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  // An output is a polite live region by itself.
  const line = document.createElement(optIn ? "label" : "output");
  const sentence = new Text();
  const control = document.createElement(optIn ? "input" : "button");
  let field: HTMLInputElement | null;
  let granted = !optIn && !document.cookie.includes("cw_notice=no");
  // A shop whose code keeps throwing foreign elements out wins in the end.
  let placements = 30;

  const draw = () => {
    sentence.data = optIn ? words.optIn : granted ? words.notice : words.refused;
    control.textContent = granted ? words.refuse : words.undo;
  };

  const save = () => {
    const email = (field as HTMLInputElement).value.trim();
    if (!granted || (host.offsetHeight && plausibleAddress.test(email)))
      postContact({
        email,
        decision: granted ? "granted" : "refused",
        surface: "address-notice",
        language,
        page: location.pathname,
      }).catch(() => {});
  };

  const place = () => {
    const found = document.querySelector<HTMLInputElement>(selector);
    if (found === field && host.isConnected) return;
    field = found;
    if (found && placements-- > 0) lineOf(found).after(host);
    else host.remove();
  };

  sheet.replaceSync(noticeStyles);
  root.adoptedStyleSheets = [sheet];
  host.lang = language;
  root.append(line, " ");
  line.append(sentence);
  if (optIn) {
    control.type = "checkbox";
    line.prepend(control);
  } else root.append(control);
  control.onclick = () => {
    granted = !granted;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from browsers we serve.
    document.cookie = `cw_notice=${granted ? "yes" : "no"};path=/;samesite=lax`;
    draw();
    save();
  };
  draw();
  addEventListener("change", ({ target }) => target === field && granted && save(), true);
  new MutationObserver(place).observe(document, { childList: true, subtree: true });
  place();
}

/**
 * What the notice can follow without ending up inside the shop's own layout: the field, or the label around it, or the
 * row it shares with an icon or a button, or the box in which its label comes second and is styled as its neighbour.
 */
function lineOf(field: Element): Element {
  const parent = field.parentElement as HTMLElement;
  const { display, flexFlow } = getComputedStyle(parent);
  return /^LABEL|flexrow/.test(parent.tagName + display + flexFlow) ||
    (field.nextElementSibling as HTMLLabelElement | null)?.control === field
    ? lineOf(parent)
    : field;
}
