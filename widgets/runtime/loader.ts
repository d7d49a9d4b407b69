import type { LoaderConfig } from "../../worker/wire/storefront-api.ts";
import { armOverlays } from "./exit-triggers.ts";
import { setCookie } from "./overlays.ts";

/**
 * The only script of ours a page carries. Reads what to do from its own tag and fetches the code for it when it is needed;
 * whatever fails, fails silently: the shop goes on as if we were not there.
 */
const told = (document.currentScript as HTMLScriptElement | null)?.dataset.cw;

// In a task of its own, behind a frame: the one it is run in stands before what the shopper waits to see.
requestAnimationFrame(() => setTimeout(begin));

function begin() {
  try {
    const config: LoaderConfig = JSON.parse(told as string);
    const isTouch = matchMedia("(hover:none)").matches;
    const {
      notice,
      load: modules,
      notesReferrer,
      resume,
    } = Object.assign(config, config[isTouch ? "phone" : "desktop"]);
    const load = (src: string) => import(src).then((module) => module.default(config)).catch(() => {});
    if (notesReferrer && document.referrer) {
      const { host } = new URL(document.referrer);
      if (host !== location.host) setCookie(`cw_from=${host}`);
    }
    modules?.forEach(load);
    if (resume && document.cookie.includes("cw_kept=")) load(resume.src);
    if (notice) {
      // The field may be rendered late, or never.
      const look = () => {
        if (!document.querySelector(notice.field)) return;
        observer.disconnect();
        return load(notice.src);
      };
      const observer = new MutationObserver(look);
      look() || observer.observe(document, { childList: true, subtree: true });
    }
    // Last: a browser that keeps nothing for a site throws here.
    armOverlays(config, isTouch);
  } catch {}
}
