import type { Language } from "../worker/domain/language.ts";
import { describeDelivery, longestTexts } from "../worker/storefront/describe-delivery.ts";
import type { Device } from "../worker/wire/storefront-api.ts";
import { renderProgressBar } from "./progress-bar/component.tsx";
import { renderSaveCart } from "./save-cart/component.tsx";
import { renderShipping } from "./shipping/component.tsx";
import { shippingSettings } from "./shipping/settings.ts";
import { renderSocialProof } from "./social-proof/component.tsx";
import { socialProofSettings } from "./social-proof/settings.ts";
import { renderTrustBadges } from "./trust-badges/component.tsx";
import { badgeKinds, trustBadgesSettings } from "./trust-badges/settings.ts";

/** A shop that delivers to three countries and to all others, and has five things to be proud of. */
export const zones = [
  { countries: ["US"], regions: ["US-AK"], prices: { USD: { price: 2900 } }, days: [7, 12] },
  { countries: ["PL"], prices: { PLN: { price: 1490, freeFrom: 20000 } }, days: [1, 2] },
  { countries: ["GB"], prices: { GBP: { price: 390, freeFrom: 5000 } }, days: [2, 3] },
  { prices: { GBP: { price: 1250 }, USD: { price: 1500 } }, days: [5, 9] },
];
export const shipping = shippingSettings.parse({ zones, country: "GB", currency: "GBP" });

const { badges } = trustBadgesSettings.parse({
  badges: badgeKinds.slice(1).map((kind) => ({
    kind,
    url: `/about/${kind}`,
    ...(kind === "reviews" && { rating: { stars: 4.72, count: 1203 } }),
  })),
});

const proof = socialProofSettings.parse({ reviews: "#reviews", fewFrom: 5 });

/** The widgets that stand still, as pages carry them. */
export function renderStatic(language: Language, nonce?: string, only?: Device): string[] {
  const page = { language, ...(nonce && { nonce }), ...(only && { only }) };
  const view = describeDelivery(shipping, { country: null, region: null, cart: null, at: null }, language);
  if (view === null) throw new Error("this shop tells what delivery costs");
  return [
    renderProgressBar({
      ...page,
      steps: [
        { step: "cart", state: "done", href: "/cart" },
        // Of a checkout on one page: the longest there is.
        { step: "contact", state: "done", href: "/checkout", isFollowed: true },
        { step: "delivery", state: "current", href: null, isFollowed: true },
        { step: "payment", state: "todo", href: null, isFollowed: true },
        { step: "done", state: "todo", href: null },
      ],
    }),
    renderShipping({ ...page, view, longest: longestTexts(shipping, language) }),
    renderTrustBadges({ ...page, badges, storeLanguage: "en" }),
    renderSaveCart({ ...page, href: "/_cw/save" }),
    renderSocialProof({ ...page, ...proof }),
  ];
}
