import type { Act } from "../../widgets/states.ts";

/**
 * Runs in a frame's page before anything of ours: keeps our cookies to this frame alone, as many frames share one host, does
 * what the state asks for, and tells the gallery around it how that went.
 */
const script = document.currentScript as HTMLScriptElement;
const { acts, host, shows } = JSON.parse(script.dataset.frame ?? "{}") as {
  acts: Act[];
  /** The widget's element. */
  host: string;
  shows: string;
};

/** How long something may take to be there. */
const patience = 8000;

keepCookiesApart();
tell({ frame: "begun", shows });
if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => void doAll());
else void doAll();

async function doAll(): Promise<void> {
  try {
    for (const act of acts) await doOne(act);
    bringIntoView();
    document.documentElement.dataset.cwFrame = "done";
    tell({ frame: "done", shows });
  } catch (error) {
    document.documentElement.dataset.cwFrame = "failed";
    tell({ frame: "failed", shows, why: (error as Error).message });
  }
}

/** Where it stands further down. This window alone is scrolled, none around it. */
function bringIntoView(): void {
  const box = document.querySelector(host)?.getBoundingClientRect();
  if (box && box.height > 0 && box.bottom > innerHeight)
    scrollTo(0, scrollY + box.top - (innerHeight - box.height) / 2);
}

async function doOne(act: Act): Promise<void> {
  if ("wait" in act) await until(() => find(act.wait), act.wait);
  else if ("click" in act) await click(act.click, act.until);
  else if ("type" in act) await fill(act.into, act.type, act.until);
  else await leave();
}

/** Again until it has had its effect, where that is known: what listens may still be on its way. */
async function click(selector: string, effect?: string): Promise<void> {
  (await until(() => find(selector), selector)).click();
  for (const end = performance.now() + patience; effect && !find(effect) && performance.now() < end; ) {
    await pause(150);
    find(selector)?.click();
  }
}

/** Until something lies over the page, or nothing more can be hoped for: a state may be what a shopper does not get to see. */
async function leave(): Promise<void> {
  const overlay = () => find("[data-cw-overlay]");
  for (const end = performance.now() + patience / 2; performance.now() < end && !overlay(); ) {
    if (matchMedia("(hover:none)").matches) goAwayAndBack();
    else document.dispatchEvent(new MouseEvent("mouseout", { bubbles: true, clientY: 0 }));
    await pause(150);
  }
}

function goAwayAndBack(): void {
  for (const hidden of [true, false]) {
    Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }
  Reflect.deleteProperty(document, "hidden");
}

/** @param effect what has to come of it: typed anew until it does, as what waits for it may not be here yet */
async function fill(selector: string, text: string, effect?: string): Promise<void> {
  type(await until(() => find(selector), selector), text);
  for (const end = performance.now() + patience; effect && !find(effect) && performance.now() < end; ) {
    await pause(600);
    const field = find(selector);
    if (field && !find(effect)) type(field, text);
  }
}

function type(field: HTMLElement, text: string): void {
  const input = field as HTMLInputElement;
  input.value = text;
  for (const name of ["input", "change"])
    input.dispatchEvent(new Event(name, { bubbles: true, composed: true }));
  // Left for another field. Told, because a frame in the background has no focus to move.
  input.dispatchEvent(new FocusEvent("focusout", { bubbles: true, composed: true, relatedTarget: input }));
}

/** In the page, or from an element of it on into its shadow root. */
function find(selector: string): HTMLElement | null {
  const found = document.querySelector<HTMLElement>(selector);
  if (found) return found;
  const parts = selector.split(" ");
  for (let inside = parts.length - 1; inside > 0; inside--) {
    for (const host of document.querySelectorAll(parts.slice(0, inside).join(" "))) {
      const within = host.shadowRoot?.querySelector<HTMLElement>(parts.slice(inside).join(" "));
      if (within) return within;
    }
  }
  return null;
}

async function until(look: () => HTMLElement | null, what: string): Promise<HTMLElement> {
  for (const end = performance.now() + patience; performance.now() < end; await pause(50)) {
    const found = look();
    if (found) return found;
  }
  throw new Error(`${what} did not come`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function tell(message: object): void {
  if (parent !== window) parent.postMessage(message, "*");
}

/** The shop's cookies stay where they are. */
function keepCookiesApart(): void {
  const real = Object.getOwnPropertyDescriptor(Document.prototype, "cookie") as Required<PropertyDescriptor>;
  // A cart is kept of whoever is shown the frame.
  const ours = new Map<string, string>([["cw_kept", "1"]]);
  Object.defineProperty(document, "cookie", {
    configurable: true,
    get: () =>
      [...(real.get.call(document) as string).split("; "), ...[...ours].map((pair) => pair.join("="))]
        .filter(Boolean)
        .join("; "),
    set(text: string) {
      const [, name = "", value = ""] = /^(cw_[^=]*)=([^;]*)/.exec(text) ?? [];
      if (name) ours.set(name, value);
      else real.set.call(document, text);
    },
  });
}
