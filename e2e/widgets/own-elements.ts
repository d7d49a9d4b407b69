import type { Page } from "playwright-core";

/**
 * Functions for use in a page, over all that is ours there: hosts in the page, and what is in their shadow roots.
 * `window.own.controls()` are those that can be seen and reached, in order.
 */
export async function lookAtOwn(page: Page): Promise<void> {
  await page.evaluate(() => {
    const hosts = () =>
      [...document.querySelectorAll<HTMLElement>("*")].filter(({ localName }) => localName.startsWith("cw-"));
    const all = () =>
      hosts().flatMap((host) => [host, ...(host.shadowRoot?.querySelectorAll<HTMLElement>("*") ?? [])]);
    const isSeen = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
    const controls = () =>
      all().filter(
        (element) =>
          element.matches("a[href],button,input,select,textarea,summary,[tabindex]") &&
          element.tabIndex >= 0 &&
          isSeen(element) &&
          !element.matches(":disabled"),
      );
    const nameOf = (element: Element) =>
      `${element.localName} ${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40) || element.id}`;
    const focused = () => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element;
    };
    Object.assign(window, { own: { hosts, all, isSeen, controls, nameOf, focused } });
  });
}

export interface Own {
  hosts(): HTMLElement[];
  all(): HTMLElement[];
  isSeen(element: Element): boolean;
  controls(): HTMLElement[];
  nameOf(element: Element): string;
  focused(): Element | null;
}

declare global {
  interface Window {
    own: Own;
  }
}
