import type { ContactResponse, LoaderConfig } from "../../worker/wire/storefront-api.ts";
import { plausibleAddress, postContact } from "../runtime/contact.ts";
import { countEvent } from "../runtime/count-event.ts";
import { lineOf } from "../runtime/line-of.ts";
import { noticeStyles } from "./styles.ts";

/**
 * Keeps a notice beside the shop's address field and passes on what the shopper decided there.
 *
 * - It takes its place with the first press or key in the field's form, before there is an address. Here as later, whatever
 *   changes its height follows an input within half a second, so that nothing moves by itself (WICG Layout Instability,
 *   "hadRecentInput"); an answer that comes later waits for the next.
 * - The field is watched, never touched; it may appear late and may be replaced at any time.
 * - Nothing is sent while typing: only when the field is left, or when the shopper presses our own control.
 * - `granted` is sent only while the notice can be seen and is not refused, or while the box is ticked.
 * - A refusal holds on every page until the browser is closed, or until it is undone.
 * - Under Global Privacy Control (W3C GPC §4), and where the worker says that a notice is no yes, it is a box to tick.
 */
export default function mountAddressNotice({ notice, language }: LoaderConfig): void {
  if (!notice) return;
  const { mode, field: selector, words } = notice;
  const host = document.createElement("cw-address-notice");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  // A polite live region by itself: what changes in it is said.
  const line = document.createElement("output");
  const sentence = new Text();
  const box = document.createElement("input");
  const button = document.createElement("button");
  const told = document.createElement("div");
  let field: HTMLInputElement | null;
  let optIn: boolean;
  let granted: boolean;
  let isBegun = false;
  /** When the last press or key was, and what waits for the next. */
  let movedAt: number;
  let waiting: (() => void) | undefined;
  // A shop whose code keeps throwing foreign elements out wins in the end.
  let placements = 30;

  const draw = () => {
    sentence.data = optIn ? words.optIn : granted ? words.notice : words.refused;
    button.textContent = granted ? words.refuse : words.undo;
  };

  const ask = (isOptIn: boolean) => {
    optIn = isOptIn;
    granted = !optIn && !remembered("no");
    const label = document.createElement("label");
    label.append(box, sentence);
    line.replaceChildren(...(optIn ? [label, told] : [sentence]));
    root.replaceChildren(line, ...(optIn ? [] : [" ", button]));
    draw();
  };

  const save = async () => {
    const email = (field as HTMLInputElement).value.trim();
    if (granted && !(host.offsetHeight && plausibleAddress.test(email))) return;
    told.textContent = "";
    countEvent("addressNotice", granted ? "used" : "dismissed", notice.variant);
    const response = await postContact({
      email,
      decision: granted ? "granted" : "refused",
      asked: optIn ? "opt-in" : "notice",
      surface: "address-notice",
      language,
      page: location.pathname,
    });
    const answer: ContactResponse = await response.json();
    waiting = () => {
      // The shopper may have decided anew by now.
      if (!granted) return;
      if (answer.status === "unconfirmed") told.textContent = words.confirm;
      if ("field" in answer && answer.field === "consent" && !optIn) {
        remember("ask");
        ask(true);
      }
    };
    if (performance.now() - movedAt < 400) settle();
  };
  const trySave = () => void save().catch(() => {});

  const settle = () => {
    waiting?.();
    waiting = undefined;
  };

  /** @param target what was pressed, or where a key was */
  const place = (target: Node | null) => {
    const found = document.querySelector<HTMLInputElement>(selector);
    const wasBegun = isBegun;
    isBegun = !!found && (isBegun || (found.form ?? document).contains(target));
    if (!isBegun) host.remove();
    else if (found !== field || !host.isConnected) {
      field = found;
      if (placements-- > 0) lineOf(found as Element).after(host);
      else host.remove();
    }
    if (wasBegun || !isBegun) return;
    countEvent("addressNotice", "shown", notice.variant);
    // Put in anew, for who listens: what comes together with its live region is not said.
    setTimeout(() => sentence.parentNode?.append(sentence), 200);
  };

  sheet.replaceSync(noticeStyles);
  root.adoptedStyleSheets = [sheet];
  host.lang = language;
  box.type = "checkbox";
  box.onclick = button.onclick = () => {
    granted = !granted;
    // A box starts empty on every page; what is remembered is why it is one.
    if (!optIn) remember(granted ? "yes" : "no");
    draw();
    trySave();
  };
  ask(mode === "opt-in" || !!navigator.globalPrivacyControl || remembered("ask"));
  addEventListener("change", ({ target }) => target === field && granted && trySave(), true);
  new MutationObserver(() => place(null)).observe(document, { childList: true, subtree: true });
  for (const input of ["click", "keyup"])
    addEventListener(
      input,
      ({ target, timeStamp }) => {
        movedAt = timeStamp;
        settle();
        place(target as Node);
      },
      true,
    );
}

/** What was decided here before; `ask`: where this shopper is, a notice was no yes. */
type Remembered = "yes" | "no" | "ask";

const remembered = (what: Remembered) => document.cookie.includes(`cw_notice=${what}`);

const remember = (what: Remembered) => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from browsers we serve.
  document.cookie = `cw_notice=${what};path=/;samesite=lax`;
};
