import type { LoaderConfig } from "../../worker/wire/storefront-api.ts";

/**
 * In a checkout on one page: the bar stands on the section that has the focus, or on the first before it in which something
 * required is missing. The sections before that are done, and a press goes back to them.
 */
export default function followSections({ sections = [] }: LoaderConfig): void {
  const root = document.querySelector("cw-progress-bar")?.shadowRoot as ShadowRoot;
  const track = root.querySelectorAll("i:empty");
  const within = (section: string, selector: string) =>
    document.querySelectorAll<HTMLInputElement>(`:is(${section}) :is(${selector})`);

  // What is hidden now cannot be filled.
  const lacks = (section: string) =>
    [...within(section, "[required],[aria-required=true]")].some(
      (field) => field.validity && field.getClientRects().length && !(field.value && field.validity.valid),
    );

  const follow = ({ target }: Event) => {
    const focused = sections.findIndex((section) => section && (target as Element).closest(section));
    const current = sections.findIndex((section, index) => section && (index === focused || lacks(section)));
    if (focused < 0) return;
    root.querySelectorAll("li").forEach((item, index) => {
      const section = sections[index];
      const link = item.lastChild as HTMLAnchorElement;
      (track[index] as Element).className = index > current ? "" : "past";
      if (!section) return;
      item.className = index < current ? "done" : index > current ? "todo" : "current";
      item.ariaCurrent = index === current ? "step" : null;
      if (index < current) link.href = "#";
      else link.removeAttribute("href");
      link.onclick = () => {
        within(section, "input:not([type=hidden]),select,textarea")[0]?.focus();
        return false;
      };
    });
  };
  addEventListener("focusin", follow);
  addEventListener("change", follow);
}
