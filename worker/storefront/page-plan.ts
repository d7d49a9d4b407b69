import { noticeWords } from "../../widgets/address-notice/words.ts";
import { type ProgressBarProps, renderProgressBar } from "../../widgets/progress-bar/component.tsx";
import type { Language } from "../domain/language.ts";
import { matchLanguage } from "../domain/language.ts";
import type { CheckoutStep } from "../domain/page-kind.ts";
import type { Page, Platform } from "../platforms/contract.ts";
import type { StoreSettings } from "../wire/store-settings.ts";
import type { LoaderConfig } from "../wire/storefront-api.ts";
import type { Insertion } from "./insert-into-page.ts";
import { readPolicies } from "./read-policy.ts";
import { assetPaths } from "./widget-assets.ts";

/**
 * What a page gets, decided from the store's settings and the page's address alone: nothing about the person who asked is
 * in it, so that a page which could be cached still can be. `null`: nothing.
 *
 * @param policies the page's Content-Security-Policy headers; those in its head are added when they are read
 */
export function planPage(
  settings: StoreSettings,
  platform: Platform,
  url: URL,
  policies: string[],
): Insertion | null {
  const page = platform.pageOf(url, settings);
  const bar = barFor(settings, platform, page);
  const loader = loaderFor(settings, platform, page);
  if (bar === null && loader === null) return null;
  const { accent } = settings.widgets.progressBar;
  return (head) => {
    const allowed = readPolicies([...policies, ...head.policies], url);
    const language = matchLanguage(head.language, settings.language);
    const parts: string[] = [];
    if (bar && allowed.style.allowed) {
      parts.push(renderProgressBar({ ...bar, language, accent, ...nonceOf(allowed.style) }));
    }
    if (loader && allowed.script.allowed) parts.push(loaderTag(loader(language), allowed.script.nonce));
    return parts.join("");
  };
}

function nonceOf({ nonce }: { nonce: string | null }): { nonce?: string } {
  return nonce === null ? {} : { nonce };
}

function barFor(
  settings: StoreSettings,
  platform: Platform,
  page: Page,
): Pick<ProgressBarProps, "steps"> | null {
  if (!settings.widgets.progressBar.enabled || page.step === null) return null;
  const stops = platform.checkout(settings);
  const current = stops.findIndex(({ step }) => step === page.step);
  if (current === -1 || stops.length < 2) return null;
  const isOver = page.step === "done";
  return {
    steps: stops.map(({ step, path }, index) => ({
      step,
      state: index < current ? "done" : index === current ? "current" : "todo",
      // Once the order is placed there is nothing to go back to.
      href: index < current && !isOver ? path : null,
    })),
  };
}

/** Steps on which nobody is held up. */
const quietSteps: ReadonlySet<CheckoutStep> = new Set(["payment", "done"]);

function loaderFor(
  settings: StoreSettings,
  platform: Platform,
  page: Page,
): ((language: Language) => LoaderConfig) | null {
  const { exitOffer, addressNotice } = settings.widgets;
  const pages: readonly string[] = exitOffer.pages;
  const withOffer = exitOffer.enabled && pages.includes(page.kind) && !isQuiet(page.step);
  const mayMail = settings.recovery.enabled && settings.sender !== null;
  const withNotice = addressNotice.enabled && mayMail && page.kind === "checkout" && !isQuiet(page.step);
  if (!withOffer && !withNotice) return null;
  const checkout = platform.checkout(settings).find(({ step }) => step !== "cart")?.path ?? "/";
  const field = settings.consent.field ?? platform.emailField(settings);
  return (language) => ({
    page: page.kind,
    step: page.step,
    language,
    ...(withNotice && {
      notice: { mode: settings.consent.mode, field, words: noticeWords[language] },
    }),
    ...(withOffer && {
      offer: {
        src: assetPaths.exitOffer,
        dwell: exitOffer.dwellSeconds * 1000,
        quietFor: exitOffer.quietDays * 86_400,
        checkout,
      },
    }),
  });
}

function isQuiet(step: CheckoutStep | null): boolean {
  return step !== null && quietSteps.has(step);
}

/** A classic deferred script: it runs in order, never blocks, and can read its own settings. */
function loaderTag(config: LoaderConfig, nonce: string | null): string {
  const nonceAttribute = nonce === null ? "" : ` nonce="${escapeAttribute(nonce)}"`;
  return `<script defer src="${assetPaths.loader}"${nonceAttribute} data-cw="${escapeAttribute(JSON.stringify(config))}"></script>`;
}

/** Safe within double quotes, and ASCII in any charset. */
function escapeAttribute(text: string): string {
  return text.replace(/[&"<>]|[^\x20-\x7e]/gu, (character) => `&#${character.codePointAt(0)};`);
}
