import type { WidgetEvent, WidgetId } from "../../worker/domain/widget-event.ts";
import type { LoaderConfig } from "../../worker/wire/storefront-api.ts";
import { countEvent } from "./count-event.ts";

/**
 * Counts what stands in the page, each once until the tab is closed: `shown`, when half of it has been in view; `used`, when
 * something in it was pressed that leads on. What is hidden on this device, or has nothing to tell, is not shown.
 *
 * Where the browser keeps nothing for a site nothing is counted: it would be on every page.
 *
 * @throws where code that the page loads cannot be had: nothing is counted then
 */
export default async function countStanding({ counts, load }: LoaderConfig): Promise<void> {
  if (navigator.globalPrivacyControl) return;
  // Others fill what stands here. When their code has come they are run; in the task after that they have been.
  for (const src of load as string[]) await import(src);
  await new Promise((done) => setTimeout(done));
  for (const [widget, variant] of Object.entries(counts as object) as [WidgetId, string][]) {
    const root = document.querySelector(`cw-${widget.replace(/[A-Z]/g, "-$&")}`)?.shadowRoot;
    const isSilent = root?.querySelector("p[hidden]") && !root.querySelector("p:not([hidden],.none)");
    if (!root || isSilent) continue;
    const count = (event: WidgetEvent) => {
      const mark = `cw${widget}${event}`;
      try {
        if (sessionStorage[mark]) return;
        sessionStorage[mark] = 1;
        countEvent(widget, event, variant);
      } catch {}
    };
    // Not the host: without our styles it has no height, which counts as all of it.
    new IntersectionObserver(
      ([entry]) => (entry as IntersectionObserverEntry).intersectionRatio < 0.5 || count("shown"),
      { threshold: 0.5 },
    ).observe(root.lastElementChild as Element);
    // Before the link's own listener, which may take its address away.
    root.addEventListener(
      "click",
      ({ target }) => (target as Element).closest("[href],button") && count("used"),
      true,
    );
  }
}
