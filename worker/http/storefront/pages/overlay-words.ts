import { giftTexts } from "../../../../widgets/exit-offer/gift-words.ts";
import { offerTexts } from "../../../../widgets/exit-offer/words.ts";
import { surveyWords } from "../../../../widgets/survey/words.ts";
import type { BadgeKind } from "../../../../widgets/trust-badges/settings.ts";
import { trustBadgesWords } from "../../../../widgets/trust-badges/words.ts";
import type { Incentive } from "../../../domain/incentive.ts";
import type { Language } from "../../../domain/language.ts";
import type { SurveyMoment, SurveyReason } from "../../../domain/survey-answer.ts";
import { toCartView } from "../../../services/carts/view-cart.ts";
import type { ChosenOverlay } from "../../../services/widgets/choose-overlay.ts";
import type { StoreSettings } from "../../../wire/store-settings.ts";
import type { OfferedCart, ShippingView, SurveyChoice, SurveyView } from "../../../wire/storefront-api.ts";
import { valueText } from "./incentive-words.ts";

/** What lies over a page, finished: the browser formats and chooses nothing. */
export function wordOffer(
  { cart, mail, gift }: Extract<ChosenOverlay, { show: "offer" }>,
  language: Language,
): OfferedCart {
  return {
    show: "offer",
    ...toCartView(cart, language),
    words: offerTexts(language, cart.lines.length, mail),
    mail,
    gift: gift && wordGift(gift, cart.currency, language),
  };
}

function wordGift({ kind, value, currency, validHours }: Incentive, ofCart: string, language: Language) {
  return giftTexts(
    language,
    kind,
    valueText({ kind, value, currency: currency ?? ofCart }, language),
    validHours,
  );
}

/**
 * The survey, its answers in an order of chance, so that none is favoured, and *something else* as the last.
 * @param delivery what it costs this shopper; `null`: the store tells none
 */
export function wordSurvey(
  settings: StoreSettings,
  delivery: ShippingView | null,
  moment: SurveyMoment,
  language: Language,
): SurveyView {
  const { reasons: texts, ...words } = surveyWords[language];
  const choice = (reason: SurveyReason): SurveyChoice => {
    const reply = replyTo(reason, settings, delivery, language);
    return { reason, text: texts[reason], ...(reply && { reply }) };
  };
  const choices = shuffled(settings.widgets.survey.reasons).map(choice);
  return { show: "survey", moment, words, choices: [...choices, { reason: "other", text: texts.other }] };
}

/** The badges whose proof answers a reason. */
const proofs: Partial<Record<SurveyReason, readonly BadgeKind[]>> = {
  "slow-delivery": ["delivery"],
  "no-trust": ["security", "payment", "reviews"],
  complicated: ["support"],
  returns: ["returns"],
  errors: ["support"],
  "payment-methods": ["payment"],
};

const aboutCosts: readonly SurveyReason[] = ["extra-costs", "total-unclear"];

/** What is true and answers a reason: the merchant's own words, else what the shop is known to charge and to prove. */
function replyTo(
  reason: SurveyReason,
  { language: shopLanguage, widgets: { survey, trustBadges } }: StoreSettings,
  delivery: ShippingView | null,
  language: Language,
): SurveyChoice["reply"] | null {
  const own = survey.answers[reason];
  // Without a price there is a sentence, too, but it answers nothing.
  const costs = delivery?.sentence[0] ? [delivery.sentence.join(""), delivery.goal?.text ?? ""] : [];
  const text = own?.[language] ?? (aboutCosts.includes(reason) ? costs.filter(Boolean).join(" \u00b7 ") : "");
  const badges = trustBadges.enabled ? trustBadges.badges : [];
  const links = badges
    .filter(({ kind }) => proofs[reason]?.includes(kind))
    .map(({ kind, text, url }) => ({
      text: text[language] ?? text[shopLanguage] ?? trustBadgesWords[language].kinds[kind],
      href: url,
    }));
  return text === "" && links.length === 0 ? null : { text, links };
}

/** Fisher and Yates. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1));
    [mixed[at], mixed[other]] = [mixed[other] as Item, mixed[at] as Item];
  }
  return mixed;
}
