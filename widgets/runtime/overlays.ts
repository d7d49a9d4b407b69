import type { OverlayBudget } from "../../worker/wire/storefront-api.ts";

/** Marks the host of whatever of ours lies over the page. */
export const overlayMark = "data-cw-overlay";

const week = 604_800;

/**
 * Asked at the moment of showing, after everything has loaded: whether one more thing may lie over the page now. If so, it
 * counts as shown.
 *
 * - Never over another one of ours, over a dialog of the shop, or while a field is in use.
 * - No more of them in a session (until the browser is closed) and in seven days than the budget says, over all widgets.
 *
 * What is remembered is how many there were and when, in cookies of the shop's own host; nobody is told.
 */
export function claimOverlay({ perSession, perWeek }: OverlayBudget): boolean {
  const now = Math.floor(Date.now() / 1000);
  const shown = cookie("cw_overlays")
    .split(".")
    .filter((time) => Number(time) > now - week);
  const inSession = Number(cookie("cw_session"));
  if (isEngaged() || !(inSession < perSession && shown.length < perWeek)) return false;
  setCookie(`cw_session=${inSession + 1}`);
  setCookie(`cw_overlays=${[...shown, now].join(".")}`, week);
  return true;
}

/**
 * Whether something lies over the page, or a field is in use. Shops keep closed dialogs in the page, so one counts only while
 * it can be seen.
 */
export function isEngaged(): boolean {
  const focused = document.activeElement;
  return (
    !!focused?.matches(":read-write,select,iframe") ||
    [...document.querySelectorAll(`:modal,[aria-modal=true],[${overlayMark}]`)].some(
      (dialog) => dialog.hasAttribute(overlayMark) || dialog.checkVisibility?.(),
    )
  );
}

/** The value, `""` where there is none. */
function cookie(name: string): string {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? "";
}

/** @param lifetime seconds; left out: until the browser is closed */
export function setCookie(pair: string, lifetime?: number): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from browsers we serve.
  document.cookie = `${pair};path=/;samesite=lax${lifetime === undefined ? "" : `;max-age=${lifetime}`}`;
}
