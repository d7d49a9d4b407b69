import type { LoaderConfig, OfferedCart } from "../../worker/wire/storefront-api.ts";

/** Upwards, px within ms: a thumb on its way to the address bar. */
const fastDistance = 300;
const fastTime = 200;
const longIdle = 45_000;

/** On a phone, the page somebody came to from a search is theirs to read first. */
const searchEngine =
  /^https:\/\/([\w-]+\.)*(google|bing|duckduckgo|yahoo|yandex|naver|daum|baidu|ecosia|brave|qwant)\./;

/**
 * Waits for a sign that the shopper is leaving, then shows the offer: once per session, never before `dwell`, never
 * while a field is in use, never within `quietFor` of a dismissal, never over an empty cart, never on a device or after a
 * referrer that the store leaves out. Whether it really is shown is decided once more when its code is here (overlays.ts).
 *
 * Signs: with a mouse, leaving through the top edge; by touch, scrolling up fast, coming back to the tab, and, on cart
 * and checkout, doing nothing for 45 s. History is never touched.
 */
export function armExitOffer(config: LoaderConfig): void {
  const { offer, language, page } = config;
  const isTouch = matchMedia("(hover:none)").matches;
  if (
    !offer ||
    offer.only === (isTouch ? "desktop" : "phone") ||
    (isTouch && searchEngine.test(document.referrer)) ||
    offer.from?.every((host) => !`.${sessionStorage.cwFrom}`.endsWith(`.${host}`))
  )
    return;
  let notBefore = offer.dwell;
  let away: boolean;
  let top: number;
  let time: number;
  let timer: ReturnType<typeof setTimeout>;

  const trigger = async () => {
    try {
      const focused = document.activeElement as Element;
      if (
        performance.now() < notBefore ||
        document.cookie.includes("cw_offer=") ||
        // A component may hide the field it holds, and so may a frame.
        focused.matches(":read-write,select,iframe") ||
        focused.shadowRoot
      )
        return;
      notBefore = Infinity;
      const view: OfferedCart = await (await fetch(`${CART_PATH}?lang=${language}&for=exitOffer`)).json();
      if (view.count > 0) (await import(offer.src)).default(view, config);
    } catch {}
  };

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
