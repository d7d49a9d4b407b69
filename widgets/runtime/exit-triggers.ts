import type { LoaderConfig, OverlayView } from "../../worker/wire/storefront-api.ts";

/** Upwards, px within ms: a thumb on its way to the address bar. */
const fastDistance = 300;
const fastTime = 200;
const longIdle = 45_000;

/** On a phone, the page somebody came to from a search is theirs to read first. */
const searchEngine =
  /^https:\/\/([\w-]+\.)*(google|bing|duckduckgo|yahoo|yandex|naver|daum|baidu|ecosia|brave|qwant)\./;

/** Who was away for so long has come back. */
const longAway = 1_800_000;

/**
 * Waits for a sign that the shopper is leaving, or has come back to what they left, then asks the worker what is to be shown to
 * them: of what may be on this page, what they have not closed. Once a page, never before the widget's `dwell`, never while a
 * field is in use. Whether it really is shown is decided once more when its code is here (overlays.ts).
 *
 * Signs: with a mouse, leaving through the top edge; by touch, scrolling up fast, coming back to the tab, and, on cart
 * and checkout, doing nothing for 45 s. Of a return: the last page of this shop was left half an hour ago. History is never
 * touched.
 */
export function armOverlays(config: LoaderConfig, isTouch: boolean): void {
  const { overlays, language, page, survey } = config;
  if (!overlays || (isTouch && searchEngine.test(document.referrer))) return;
  let asked: string;
  let away: boolean;
  let top: number;
  let time: number;
  let timer: ReturnType<typeof setTimeout>;

  const trigger = async (at = "leaving") => {
    try {
      const focused = document.activeElement as Element;
      const names = (["offer", "survey"] as const).filter((name) => {
        const rules = config[name];
        return rules && performance.now() >= rules.dwell && !document.cookie.includes(`cw_${name}=`);
      });
      if (
        asked === at ||
        !names[0] ||
        // A component may hide the field it holds, and so may a frame.
        focused.matches(":read-write,select,iframe") ||
        focused.shadowRoot
      )
        return;
      asked = at;
      const view: OverlayView = await (
        await fetch(`${CART_PATH}?lang=${language}&for=${names}&at=${at}`)
      ).json();
      if (view.show) await (await import(overlays.src)).default(view, config);
    } catch {}
  };
  if (survey?.back) {
    if (Date.now() - localStorage.cwLeft > longAway) setTimeout(trigger, survey.dwell, "return");
    addEventListener("pagehide", () => {
      localStorage.cwLeft = Date.now();
    });
  }

  if (isTouch) {
    // Scrolling begins with a touch, and typing happens in a field: this alone tells that somebody is there.
    const touched = () => {
      clearTimeout(timer);
      timer = setTimeout(trigger, longIdle);
    };
    if ("cart checkout".includes(page)) {
      addEventListener("pointerdown", touched, true);
      touched();
    }

    // A jump (a link to the top, content that shrank) comes alone, after a pause; a thumb sends a stream of events.
    addEventListener("scroll", ({ timeStamp }) => {
      if (timeStamp - time < fastTime) {
        if (top - scrollY > fastDistance) trigger();
      } else {
        top = scrollY;
        time = timeStamp;
      }
    });

    // A page opened in the background becomes visible too, but nobody has left it yet.
    addEventListener("visibilitychange", () => {
      if (document.hidden) away = true;
      else if (away) trigger();
    });
  } else addEventListener("mouseout", (event) => event.relatedTarget || event.clientY > 8 || trigger());
}
