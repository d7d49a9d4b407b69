import { noticeWords } from "../../widgets/address-notice/words.ts";
import { parseSelector } from "../../widgets/place/selector.ts";
import type { PlaceSetting } from "../../widgets/place/settings.ts";
import { renderProgressBar } from "../../widgets/progress-bar/component.tsx";
import { renderSaveCart } from "../../widgets/save-cart/component.tsx";
import { renderShipping } from "../../widgets/shipping/component.tsx";
import { renderTrustBadges } from "../../widgets/trust-badges/component.tsx";
import type { Language } from "../domain/language.ts";
import { matchLanguage } from "../domain/language.ts";
import type { CheckoutStep } from "../domain/page-kind.ts";
import type { Page, Platform } from "../platforms/contract.ts";
import { paths } from "../wire/paths.ts";
import type { StoreSettings } from "../wire/store-settings.ts";
import type { LoaderConfig } from "../wire/storefront-api.ts";
import { describeDelivery, longestTexts } from "./describe-delivery.ts";
import type { PagePlan, Piece } from "./insert-into-page.ts";
import type { Place } from "./place-finder.ts";
import { readPolicies } from "./read-policy.ts";
import { assetPaths } from "./widget-assets.ts";

/**
 * What a page gets, decided from the store's settings, the page's address and the clock alone: nothing about the person who asked is
 * in it, so that a page which could be cached still can be. Empty: nothing, and the page is not touched.
 */
export function planPage(settings: StoreSettings, platform: Platform, url: URL, now: number): PagePlan {
  const page = platform.pageOf(url, settings);
  const pieces = [
    barFor(settings, platform, page, url),
    shippingFor(settings, page, url, now),
    badgesFor(settings, page, url, now),
    saveCartFor(settings, page, url, now),
    dataLayerFor(settings, platform, url),
    loaderFor(settings, platform, page, url, now),
  ];
  return pieces.filter((piece) => piece !== null);
}

function nonceOf({ nonce }: { nonce: string | null }): { nonce?: string } {
  return nonce === null ? {} : { nonce };
}

function barFor(settings: StoreSettings, platform: Platform, page: Page, url: URL): Piece | null {
  const { enabled, accent, place } = settings.widgets.progressBar;
  if (!enabled || page.step === null) return null;
  const stops = platform.checkout(settings);
  const current = stops.findIndex(({ step }) => step === page.step);
  if (current === -1 || stops.length < 2) return null;
  const isOver = page.step === "done";
  const steps = stops.map(({ step, path }, index) => ({
    step,
    state: index < current ? ("done" as const) : index === current ? ("current" as const) : ("todo" as const),
    // Once the order is placed there is nothing to go back to.
    href: index < current && !isOver ? path : null,
  }));
  return {
    widgets: ["progressBar"],
    place: placeFrom(place),
    write(head) {
      const { style } = readPolicies(head.policies, url);
      if (!style.allowed) return { leftOut: "style-not-allowed" };
      const language = matchLanguage(head.language, settings.language);
      return renderProgressBar({ steps, language, accent, ...nonceOf(style) });
    },
  };
}

/** What is true for most: the page may be kept by a cache. Each visitor's own is told by the loader. */
function shippingFor(settings: StoreSettings, page: Page, url: URL, now: number): Piece | null {
  const { shipping } = settings.widgets;
  if (!tellsDelivery(settings, page, now)) return null;
  const usual = { country: null, region: null, cart: null, at: null };
  return {
    widgets: ["shipping"],
    place: placeFrom(shipping.place),
    write(head) {
      const { style } = readPolicies(head.policies, url);
      if (!style.allowed) return { leftOut: "style-not-allowed" };
      const language = matchLanguage(head.language, settings.language);
      const view = describeDelivery(shipping, usual, language);
      if (view === null) return "";
      const longest = longestTexts(shipping, language);
      return renderShipping({ view, longest, language, accent: shipping.accent, ...nonceOf(style) });
    },
  };
}

function tellsDelivery({ widgets: { shipping } }: StoreSettings, page: Page, now: number): boolean {
  const { enabled, zones, country, schedule } = shipping;
  const isHere = isAmong(shipping.pages, page) && !isQuiet(page.step);
  return enabled && zones.length > 0 && country !== null && isHere && isOn(schedule, now);
}

function badgesFor(settings: StoreSettings, page: Page, url: URL, now: number): Piece | null {
  const { enabled, badges, devices, place, ...rules } = settings.widgets.trustBadges;
  if (!enabled || badges.length === 0 || page.step === "done") return null;
  if (!isAmong(rules.pages, page) || !isOn(rules.schedule, now)) return null;
  return {
    widgets: ["trustBadges"],
    place: placeFrom(place),
    write(head) {
      const { style } = readPolicies(head.policies, url);
      if (!style.allowed) return { leftOut: "style-not-allowed" };
      const language = matchLanguage(head.language, settings.language);
      const { language: storeLanguage } = settings;
      return renderTrustBadges({ badges, devices, language, storeLanguage, ...nonceOf(style) });
    },
  };
}

function saveCartFor(
  { widgets: { saveCart }, language: own }: StoreSettings,
  page: Page,
  url: URL,
  now: number,
): Piece | null {
  const isHere = isAmong(saveCart.pages, page) && !isQuiet(page.step);
  if (!saveCart.enabled || !isHere || !isOn(saveCart.schedule, now)) return null;
  return {
    widgets: ["saveCart"],
    place: placeFrom(saveCart.place),
    write(head) {
      const { style } = readPolicies(head.policies, url);
      if (!style.allowed) return { leftOut: "style-not-allowed" };
      const language = matchLanguage(head.language, own);
      return renderSaveCart({ language, href: paths.save, ...nonceOf(style) });
    },
  };
}

function isAmong(pages: readonly string[], { kind }: Page): boolean {
  return pages.includes(kind);
}

/** A selector that does not read was never stored: settings with one count as unreadable. */
function placeFrom(setting: PlaceSetting): Place | null {
  const selector = setting && parseSelector(setting.selector);
  return setting && selector && { selector, position: setting.position };
}

/** Steps on which nobody is held up. */
const quietSteps: ReadonlySet<CheckoutStep> = new Set(["payment", "done"]);

function loaderFor(
  settings: StoreSettings,
  platform: Platform,
  page: Page,
  url: URL,
  now: number,
): Piece | null {
  const { exitOffer, addressNotice, overlays } = settings.widgets;
  const withOffer =
    exitOffer.enabled &&
    isAmong(exitOffer.pages, page) &&
    !isQuiet(page.step) &&
    isOn(exitOffer.schedule, now) &&
    overlays.perSession * overlays.perWeek > 0;
  const mayMail = settings.recovery.enabled && settings.sender !== null;
  const withNotice = addressNotice.enabled && mayMail && page.kind === "checkout" && !isQuiet(page.step);
  const { devices, audience } = exitOffer;
  const notesReferrer = exitOffer.enabled && audience.referrers.length > 0;
  const withShipping = tellsDelivery(settings, page, now);
  if (!withOffer && !withNotice && !withShipping && !notesReferrer) return null;
  const checkout = platform.checkout(settings).find(({ step }) => step !== "cart")?.path ?? "/";
  const field = settings.consent.field ?? platform.emailField(settings);
  const config = (language: Language): LoaderConfig => ({
    page: page.kind,
    step: page.step,
    language,
    ...(withNotice && {
      notice: {
        src: assetPaths.addressNotice,
        mode: settings.consent.mode,
        field,
        words: noticeWords[language],
        variant: addressNotice.variant,
      },
    }),
    ...(withOffer && {
      offer: {
        src: assetPaths.exitOffer,
        dwell: exitOffer.dwellSeconds * 1000,
        quietFor: exitOffer.quietDays * 86_400,
        checkout,
        budget: overlays,
        variant: exitOffer.variant,
        ...(devices.length === 1 && { only: devices[0] as (typeof devices)[number] }),
        ...(notesReferrer && { from: audience.referrers }),
      },
    }),
    ...(withShipping && { shipping: assetPaths.shipping }),
    ...(notesReferrer && { notesReferrer }),
  });
  return {
    widgets: [...(withNotice ? ["addressNotice"] : []), ...(withOffer ? ["exitOffer"] : [])],
    place: null,
    write(head) {
      const { script } = readPolicies(head.policies, url);
      if (!script.allowed) return { leftOut: "script-not-allowed" };
      return loaderTag(config(matchLanguage(head.language, settings.language)), script.nonce);
    },
  };
}

/** For shops that tell their cart only to their own measurement. */
function dataLayerFor(settings: StoreSettings, platform: Platform, url: URL): Piece | null {
  if (platform.id !== "generic" || !settings.generic.dataLayer) return null;
  return {
    widgets: ["dataLayer"],
    place: null,
    write(head) {
      const { script } = readPolicies(head.policies, url);
      if (!script.allowed) return { leftOut: "script-not-allowed" };
      return `<script defer src="${assetPaths.dataLayer}"${nonceIn(script.nonce)}></script>`;
    },
  };
}

function isQuiet(step: CheckoutStep | null): boolean {
  return step !== null && quietSteps.has(step);
}

function isOn({ from, until }: { from: string | null; until: string | null }, now: number): boolean {
  return (from === null || Date.parse(from) <= now) && (until === null || now < Date.parse(until));
}

/** A classic deferred script: it runs in order, never blocks, and can read its own settings. */
function loaderTag(config: LoaderConfig, nonce: string | null): string {
  return `<script defer src="${assetPaths.loader}"${nonceIn(nonce)} data-cw="${escapeAttribute(JSON.stringify(config))}"></script>`;
}

function nonceIn(nonce: string | null): string {
  return nonce === null ? "" : ` nonce="${escapeAttribute(nonce)}"`;
}

/** Safe within double quotes, and ASCII in any charset. */
function escapeAttribute(text: string): string {
  return text.replace(/[&"<>]|[^\x20-\x7e]/gu, (character) => `&#${character.codePointAt(0)};`);
}
