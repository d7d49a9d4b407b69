import type { Language } from "../../worker/domain/language.ts";
import { paths } from "../../worker/wire/paths.ts";
import type { OfferView } from "../../worker/wire/storefront-api.ts";
import type { WidgetState } from "../states.ts";
import { renderOffer, renderOutcome } from "./component.tsx";
import { resumeWords } from "./words.ts";

const things: [name: string, picture: string | null][] = [
  ["Enamel mug", "/img/enamel-mug-sea"],
  ["Linen apron", "/img/harbour-apron-slate"],
];

const cart = (more: Partial<OfferView> = {}): OfferView => ({
  lines: things.map(([name, image]) => ({ name, options: "", quantity: 1, price: "", image })),
  count: 2,
  total: null,
  left: "",
  isOwn: false,
  mayReplace: true,
  token: "cart_1.1",
  ...more,
});

/** What is answered when the page asks: an offer, or at once what would come of it. */
const answers =
  (offer: Partial<OfferView>, told?: (language: Language) => string) => (language: Language) => ({
    [paths.offerBar]: () => {
      const left = new Intl.RelativeTimeFormat(language).format(-3, "hour");
      const offered = renderOffer(cart({ left, ...offer }), language);
      const text = told ? offered.replace(/^<section.*<\/section>/s, () => told(language)) : offered;
      return new Response(text, { headers: { "content-type": "text/html; charset=utf-8" } });
    },
  });
const acts = [{ wait: "cw-resume-bar section" }];

export const resumeBarStates: WidgetState[] = [
  { name: "Left on another device", page: "product", answers: answers({}), acts },
  {
    name: "Forgotten by the shop, with an empty cart",
    page: "cart",
    answers: answers({ isOwn: true, mayReplace: false }),
    acts,
  },
  {
    name: "Everything is in the cart",
    page: "product",
    answers: answers({}, (language) =>
      renderOutcome({ said: resumeWords[language].taken, notes: [], cart: "/cart" }, language),
    ),
    acts,
  },
  {
    name: "It is gone by now",
    page: "product",
    answers: answers({}, (language) =>
      renderOutcome({ said: resumeWords[language].gone, notes: [], cart: null }, language),
    ),
    acts,
  },
];
