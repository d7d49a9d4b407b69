import { formatMoney } from "../../worker/domain/money.ts";
import { paths } from "../../worker/wire/paths.ts";
import type { ShippingView } from "../../worker/wire/storefront-api.ts";
import type { WidgetState } from "../states.ts";
import { placeName, shippingWords } from "./words.ts";

const byTheButton = { selector: ".buy, .summary .button", position: "before" };
const shop = { country: "GB", currency: "GBP", place: byTheButton };
const zone = (price: object) => ({ countries: ["GB"], prices: { GBP: price }, days: [2, 3] });
const elsewhere = { prices: { GBP: { price: 1250 } }, days: [5, 9] };
const shippingWith = (settings: object) => ({ widgets: { shipping: { ...shop, ...settings } } });

/** In the demo shop's cart there are things for 44.50 pounds. */
export const shippingStates: WidgetState[] = [
  {
    name: "Some more for free delivery",
    page: "cart",
    settings: shippingWith({ zones: [zone({ price: 450, freeFrom: 5000 }), elsewhere] }),
  },
  {
    name: "Delivery is free, in the shop's colour",
    page: "product",
    settings: shippingWith({ accent: "#1c7a92", zones: [zone({ price: 450, freeFrom: 4000 }), elsewhere] }),
  },
  {
    name: "A price, and nothing to reach",
    page: "product",
    settings: shippingWith({ zones: [zone({ price: 450 })] }),
  },
  {
    name: "No price for where the visitor is",
    page: "product",
    settings: shippingWith({ zones: [{ ...elsewhere, countries: ["PL"] }] }),
  },
  {
    name: "As the shop itself reckons it, with total and tax",
    page: "cart",
    settings: { generic: { estimate: "/delivery-estimate" }, ...shippingWith({ source: "platform" }) },
    answers: (language) => {
      const money = (minor: number) => formatMoney({ minor, currency: "GBP" }, language);
      const { delivery, within, total } = shippingWords[language];
      const view: ShippingView = {
        sentence: delivery(money(450), placeName("GB", language), within(2, 3)),
        goal: null,
        total: total(money(4900), money(817)),
      };
      return { [paths.shipping]: view };
    },
  },
  {
    name: "For everybody, in the first bytes",
    page: "product",
    settings: shippingWith({ place: null, zones: [zone({ price: 450, freeFrom: 5000 }), elsewhere] }),
    answers: () => ({ [paths.shipping]: () => new Response(null, { status: 503 }) }),
  },
];
