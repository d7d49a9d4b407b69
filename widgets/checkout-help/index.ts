import type { LoaderConfig } from "../../worker/wire/storefront-api.ts";
import { countEvent } from "../runtime/count-event.ts";
import { lineOf } from "../runtime/line-of.ts";
import { problemOf } from "./problem-of.ts";

/** Time for the shop to say something itself, and no more: what moves so soon after a press surprises nobody. */
const patience = 300;

/**
 * Hints beside the shop's own fields: a mistyped mail domain, something missing, something unfinished.
 *
 * - A hint comes once its field has been left, never while typing; that something is missing is said only to who went on to
 *   another field. It goes when the field is mended.
 * - What the shop itself says of a field comes first: then there is no hint.
 * - A field is changed only by a press on what is suggested, as if it had been typed.
 * - Nothing is held up, and nothing that was typed leaves the page.
 */
export default function helpCheckout({ help, language }: LoaderConfig): void {
  if (!help) return;
  const hinted = new Set<HTMLInputElement>();

  const look = (field: HTMLInputElement, isLeftBehind: boolean): unknown => {
    // What is being pressed must not move.
    if (document.body.matches(":active")) return setTimeout(look, patience, field, isLeftBehind);
    const [text, fix] = problemOf(field, help);
    const isWorthIt = text && (field.value || isLeftBehind) && !hinted.has(field);
    if (!isWorthIt || field === document.activeElement || isTold(field)) return;
    const host = document.createElement("cw-checkout-help");
    const output = document.createElement("output");
    const button = document.createElement("button");
    host.lang = language;
    host.style.cssText = "display:block;grid-column:1/-1;margin-top:4px;font-size:14px;line-height:1.5";
    // 44 px to a thumb, and read as a sentence all the same.
    button.style.cssText =
      "margin:-12px;padding:12px;border:0;background:0;color:inherit;font:inherit;text-align:start;text-decoration:underline";
    button.textContent = text;
    button.onclick = () => {
      write(field, fix as string);
      countEvent("checkoutHelp", "used", help.variant);
    };
    host.attachShadow({ mode: "open" }).append(output, "\u200b");
    lineOf(field).after(host);
    hinted.add(field);
    countEvent("checkoutHelp", "shown", help.variant);
    // A moment later, for who listens: what comes together with its live region is not said.
    setTimeout(() => output.append(fix ? button : text), 100);
    // Shops change values, marks and whole fields without a word.
    const watch = setInterval(() => {
      if (field.isConnected && !isTold(field) && problemOf(field, help)[0] === text) return;
      clearInterval(watch);
      host.remove();
      hinted.delete(field);
    }, patience);
  };

  addEventListener("focusout", ({ target, relatedTarget }) => {
    const isLeftBehind = (relatedTarget as Element | null)?.matches("input,select,textarea");
    if (target instanceof HTMLInputElement) setTimeout(look, patience, target, isLeftBehind);
  });
}

/** As if it had been typed: past what a framework keeps of the value itself, with the events it waits for. */
function write(field: HTMLInputElement, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, value);
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  field.focus();
}

/** Whether the shop itself says that something is wrong with the field: on it, or in words behind it. */
function isTold(field: HTMLInputElement): boolean {
  const next = lineOf(field).nextElementSibling;
  return (
    field.ariaInvalid === "true" ||
    (!!next?.matches("[role=alert],[class*=error],[class*=invalid]") && next.getClientRects().length > 0)
  );
}
