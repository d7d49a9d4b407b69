import type { Language } from "../../worker/domain/language.ts";
import { paths } from "../../worker/wire/paths.ts";
import type { IncentiveResponse, OfferedCart } from "../../worker/wire/storefront-api.ts";
import type { WidgetState } from "../states.ts";
import { giftTexts, untilText } from "./gift-words.ts";
import { offerTexts } from "./words.ts";

const button = (rest = "") => `cw-exit-offer ${rest}`;
const email = button("input");

/** A cart of five lines; the demo shop's own when it is asked for otherwise. */
const offered = (language: Language, more: Partial<OfferedCart> = {}): OfferedCart => ({
  show: "offer",
  lines: [
    { name: "Enamel mug", options: "Sea", quantity: 2, price: "\u00a337.00", image: "/img/enamel-mug-sea" },
    {
      name: "Linen apron with two deep pockets and a strap that crosses at the back",
      options: "Sand, L",
      quantity: 1,
      price: "\u00a348.00",
      image: "/img/harbour-apron-slate",
    },
    { name: "Flaky sea salt", options: "", quantity: 1, price: "\u00a36.50", image: null },
    { name: "Oyster knife", options: "", quantity: 1, price: "\u00a324.00", image: null },
    { name: "Beeswax candle", options: "", quantity: 1, price: "\u00a312.00", image: null },
  ],
  count: 6,
  total: "\u00a3127.50",
  words: offerTexts(language, 5, more.mail),
  mail: "reminder",
  gift: null,
  ...more,
});

const answering = (
  more: (language: Language) => Partial<OfferedCart>,
  incentive?: (language: Language) => IncentiveResponse,
) => {
  return (language: Language) => ({
    [paths.cart]: offered(language, more(language)),
    ...(incentive && { [paths.incentive]: incentive(language) }),
  });
};
const gift = (language: Language) => ({
  mail: null,
  gift: giftTexts(language, "percent", "10%", 48),
});
const given = (status: "applied" | "code", total: string | null) => (language: Language) => {
  const endsAtMs = Date.UTC(2026, 10, 25, 10);
  const format = { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" } as const;
  const endsAt = new Intl.DateTimeFormat(language, format).format(endsAtMs);
  return {
    status,
    code: "SEA-10-7KQ4",
    text: "",
    endsAt,
    endsAtMs,
    until: untilText(endsAt, language),
    total,
  };
};

export const exitOfferStates: WidgetState[] = [
  {
    name: "A cart, and a reminder to be had",
    page: "cart",
    answers: answering(() => ({})),
    acts: [{ leave: true }],
  },
  {
    name: "An address that cannot be one",
    page: "cart",
    answers: answering(() => ({})),
    acts: [
      { leave: true },
      { type: "ada@", into: email },
      { click: button("form button") },
      { wait: button("[aria-invalid=true]") },
    ],
  },
  {
    name: "The mailbox has to say yes",
    page: "cart",
    answers: (language) => ({
      [paths.cart]: offered(language),
      [paths.contact]: { status: "unconfirmed" },
    }),
    acts: [
      { leave: true },
      { type: "ada@example.com", into: email },
      { click: button("form button") },
      { wait: button(".saved") },
    ],
  },
  {
    name: "The cart by mail, once",
    page: "cart",
    answers: answering(() => ({ mail: "cart" })),
    acts: [{ leave: true }],
  },
  { name: "Ten per cent off, to be taken", page: "cart", answers: answering(gift), acts: [{ leave: true }] },
  {
    name: "Taken, and in the cart",
    page: "cart",
    answers: answering(gift, given("applied", "\u00a3114.75")),
    acts: [{ leave: true }, { click: button(".gift button") }, { wait: button(".gift p[tabindex]") }],
  },
  {
    name: "Taken, as a code to enter",
    page: "cart",
    answers: answering(gift, given("code", null)),
    acts: [{ leave: true }, { click: button(".gift button") }, { wait: button("code") }],
  },
  {
    name: "No longer to be had",
    page: "cart",
    answers: answering(gift, () => ({ status: "none" })),
    acts: [{ leave: true }, { click: button(".gift button") }, { wait: button(".gift[tabindex]") }],
  },
];
