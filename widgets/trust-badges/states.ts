import type { WidgetState } from "../states.ts";

const belowTheButton = { selector: ".summary .button", position: "after" };
const badgesOf = (badges: object[], place: object | null = belowTheButton) => ({
  widgets: { trustBadges: { badges, place } },
});
const plain = (kind: string) => ({ kind, url: `/about/${kind}` });
const reviews = { ...plain("reviews"), rating: { stars: 4.72, count: 1203 } };

export const trustBadgesStates: WidgetState[] = [
  {
    name: "Five, in plain words",
    page: "cart",
    settings: badgesOf([reviews, ...["returns", "delivery", "payment", "support"].map(plain)]),
  },
  { name: "One, at the start of the page", page: "cart", settings: badgesOf([reviews], null) },
  {
    name: "In the merchant's words",
    page: "cart",
    settings: badgesOf([
      {
        ...plain("returns"),
        text: {
          en: "100 days to return, collected for free",
          pl: "100 dni na bezpłatny zwrot z domu",
          ja: "100日間返品無料・集荷にお伺いします",
          ko: "100일 이내 무료 반품, 방문 수거",
          ru: "100 дней на возврат, заберём сами",
        },
      },
      // Other languages have the store's own.
      { ...plain("support"), text: { en: "Norfolk, weekdays nine to five" } },
      plain("security"),
    ]),
  },
  {
    name: "At the end of the shop's own form",
    page: "checkout",
    settings: badgesOf(["security", "payment", "returns"].map(plain), {
      selector: "main form",
      position: "append",
    }),
  },
];
