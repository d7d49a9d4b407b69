import type { LineItem } from "../domain/cart.ts";
import { day, minute } from "../domain/clock.ts";
import type { InEveryLanguage, Language } from "../domain/language.ts";
import type { MailTemplate } from "../domain/sequence.ts";
import type { GoneLine, Incentive, RecoveryMail } from "../emails/recovery-mail.ts";
import type { IncentiveKind } from "../emails/words/mail-words.ts";
import { type EmailSettings, emailSettings } from "../wire/email-settings.ts";

/** Carts that every mail is looked at and tested with. */
export const sampleCarts = ["typical", "short", "gone", "long", "hostile"] as const;
export type SampleCart = (typeof sampleCarts)[number];

export const sampleSettings = {
  accent: "#0b6e5a",
  privacyUrl: "https://shop.example/privacy",
  reviews: { average: 4.7, count: 812, source: "Trustpilot", url: "https://reviews.example/saltmarsh" },
  facts: {
    en: {
      delivery: { text: "2 to 3 working days, free from £150.", url: "https://shop.example/delivery" },
      returns: { text: "Thirty days, and we pay the postage back.", url: "https://shop.example/returns" },
      payment: { text: "By card or PayPal. We never see your card's number." },
      support: { text: "Write to us, or call 01328 555 010 from 9 to 5." },
    },
    pl: {
      delivery: { text: "2–3 dni robocze, gratis od 800 zł.", url: "https://shop.example/delivery" },
      returns: { text: "30 dni na zwrot, przesyłka na nasz koszt.", url: "https://shop.example/returns" },
      payment: { text: "BLIK, karta lub PayPal. Numer karty nigdy do nas nie trafia." },
      support: { text: "Napisz albo zadzwoń: 22 555 01 00, od 9 do 17." },
    },
    ja: {
      delivery: {
        text: "2〜3営業日でお届けします。3万円以上のご注文は送料無料です。",
        url: "https://shop.example/delivery",
      },
      returns: { text: "30日以内でしたら、送料当店負担で承ります。", url: "https://shop.example/returns" },
      payment: { text: "クレジットカードとPayPalをご利用いただけます。カード番号は当店では保持しません。" },
      support: { text: "平日9時から17時まで、03-5550-0100にて承ります。" },
    },
    ko: {
      delivery: {
        text: "영업일 기준 2~3일 안에 도착합니다. 30만 원 이상 무료 배송입니다.",
        url: "https://shop.example/delivery",
      },
      returns: {
        text: "30일 이내 반품하실 수 있으며, 배송비는 저희가 부담합니다.",
        url: "https://shop.example/returns",
      },
      payment: { text: "카드와 PayPal로 결제하실 수 있습니다. 카드 번호는 저장하지 않습니다." },
      support: { text: "평일 9시부터 17시까지 02-555-0100으로 문의해 주세요." },
    },
    ru: {
      delivery: { text: "2–3 рабочих дня, от 20 000 ₽ бесплатно.", url: "https://shop.example/delivery" },
      returns: { text: "30 дней, обратная пересылка за наш счёт.", url: "https://shop.example/returns" },
      payment: { text: "Картой или через СБП. Номер карты мы не видим." },
      support: { text: "Напишите нам или позвоните: 8 800 555-01-00, с 9 до 17." },
    },
  },
};

export interface SampleOptions {
  template: MailTemplate;
  language: Language;
  cart?: SampleCart;
  /** `undefined`: the sample shop's. */
  emails?: EmailSettings;
}

/** A mail of a shop that sells in that language, at the same moment each time. */
export function sampleMail({ template, language, cart = "typical", emails }: SampleOptions): RecoveryMail {
  const { currency, country, timezone, shop, name, rate } = places[language];
  const hostile = cart === "hostile";
  return {
    template,
    isLast: template === "last-call",
    stage: "cart",
    language,
    country,
    shop: {
      name: hostile ? evil : shop,
      url: "https://shop.example",
      postalAddress: hostile ? evil : address,
    },
    emails: emails ?? emailSettings.parse(sampleSettings),
    cart: { currency, totalMinor: null, lines: linesOf(cart, language) },
    resumeUrl: "https://shop.example/_cw/r/t0ken-_t0ken-_t0ken-_t0ken-_t0ken-_t0ken-_t0",
    unsubscribeUrl: "https://shop.example/_cw/u/v1.k1.payload.signature",
    now: Date.parse("2026-11-25T10:00:00Z"),
    timezone,
    name: hostile ? evil : cart === "typical" || cart === "gone" ? name : null,
    incentive: template === "incentive" ? sampleIncentive("percent", language) : null,
    deliveryMinor: { typical: 390 * rate, gone: 390 * rate, long: 0, short: null, hostile: null }[cart],
    gone: goneIn(cart, language),
  };
}

/** The second thing; of a hostile cart everything. */
function goneIn(cart: SampleCart, language: Language): GoneLine[] {
  const { currency, rate } = places[language];
  const [, second] = linesOf(cart, language);
  if (!second || (cart !== "gone" && cart !== "hostile")) return [];
  const alternatives = others[language].map((name, index) => ({
    name: cart === "hostile" ? evil : name,
    url:
      cart === "hostile" ? "https://shop.example@evil.example/x" : `https://shop.example/products/${index}`,
    price: index === 2 ? null : { minor: (6900 - 1500 * index) * rate, currency },
  }));
  return [{ line: second, alternatives }];
}

export function sampleIncentive(
  kind: IncentiveKind,
  language: Language,
  left = 3 * day + 90 * minute,
): Incentive {
  const { currency, amount } = places[language];
  return {
    code: "SALT-7Q4K-M2XD",
    kind,
    value: kind === "percent" ? 10 : kind === "amount" ? amount : 0,
    currency,
    endsAt: Date.parse("2026-11-25T10:00:00Z") + left,
  };
}

const address = "1 Quay Street, Wells-next-the-Sea NR23 1AA, United Kingdom";
const evil = `Mug\r\nBcc: evil@evil.example\0<script>alert(1)</script><img src=x onerror="x">"'&amp; https://evil.example/ {shop} \u202e`;

const places: InEveryLanguage<{
  currency: string;
  country: string;
  timezone: string;
  shop: string;
  name: string;
  amount: number;
  /** What a penny is here. */
  rate: number;
}> = {
  en: {
    currency: "GBP",
    country: "GB",
    timezone: "Europe/London",
    shop: "Saltmarsh Supply",
    name: "Ada",
    amount: 500,
    rate: 1,
  },
  pl: {
    currency: "PLN",
    country: "PL",
    timezone: "Europe/Warsaw",
    shop: "Słone Łąki",
    name: "Zofia",
    amount: 2500,
    rate: 5,
  },
  ja: {
    currency: "JPY",
    country: "JP",
    timezone: "Asia/Tokyo",
    shop: "しおかぜ商店",
    name: "さくら",
    amount: 1000,
    rate: 2,
  },
  ko: {
    currency: "KRW",
    country: "KR",
    timezone: "Asia/Seoul",
    shop: "바닷바람 상점",
    name: "지우",
    amount: 5000,
    rate: 18,
  },
  ru: {
    currency: "RUB",
    country: "RU",
    timezone: "Europe/Moscow",
    shop: "Солёный берег",
    name: "Анна",
    amount: 50000,
    rate: 110,
  },
};

const goods: InEveryLanguage<[name: string, option: string | null][]> = {
  en: [
    ["Enamel mug", "Sea"],
    ["Wool throw", "Mustard"],
    ["Driftwood candle", null],
  ],
  pl: [
    ["Kubek emaliowany", "Morski"],
    ["Koc wełniany", "Musztardowy"],
    ["Świeca w kształcie drewna z plaży", null],
  ],
  ja: [
    ["琺瑯のマグカップ", "海の色"],
    ["ウールのひざ掛け", "からし色"],
    ["流木のキャンドル", null],
  ],
  ko: [
    ["법랑 머그컵", "바다색"],
    ["울 담요", "겨자색"],
    ["유목 캔들", null],
  ],
  ru: [
    ["Эмалированная кружка", "Морская"],
    ["Шерстяной плед", "Горчичный"],
    ["Свеча «Плавник»", null],
  ],
};
const others: InEveryLanguage<string[]> = {
  en: ["Lambswool blanket", "Cotton throw, washed", "Linen bedspread"],
  pl: ["Koc z wełny jagnięcej", "Narzuta bawełniana", "Lniana kapa na łóżko"],
  ja: ["ラムウールのブランケット", "コットンのひざ掛け", "リネンのベッドカバー"],
  ko: ["램스울 블랭킷", "워싱 코튼 담요", "리넨 침대 커버"],
  ru: ["Плед из ягнячьей шерсти", "Хлопковое покрывало", "Льняное покрывало на кровать"],
};
const pence = [1400, 8900, 950];
const pictures = ["enamel-mug-sea", "wool-throw-mustard", "driftwood-candle"];

const longName =
  "Hand-thrown stoneware bowl with a very long name that no subject line and no column could ever hold in full, whoever wrote it";

function linesOf(cart: SampleCart, language: Language): LineItem[] {
  const typical = goods[language].map(([name, option], index) => ({
    productId: String(101 + index),
    name,
    options: option === null ? [] : [{ name: "option", value: option }],
    quantity: index === 0 ? 2 : 1,
    unitMinor: (pence[index] ?? 0) * places[language].rate,
    image: `https://shop.example/img/${pictures[index]}`,
    url: `https://shop.example/products/${pictures[index]}`,
  }));
  const [first] = typical as [LineItem];
  if (cart === "typical" || cart === "gone") return typical;
  if (cart === "short") return [{ ...first, quantity: 1, options: [], image: null }];
  if (cart === "hostile") {
    const options = [{ name: evil, value: evil }];
    const images = [
      'https://evil.example/x.png"onload="x',
      "javascript:alert(1)",
      "https://shop.example@evil.example/x.png",
    ];
    return images.map((image) => ({ ...first, name: evil, options, image, url: image }));
  }
  return Array.from({ length: 100 }, (_, index) => ({
    ...first,
    productId: String(index),
    name: longName,
    options: [{ name: "option", value: longName }],
    quantity: 11,
    unitMinor: 1234567 * places[language].rate,
    image: `https://shop.example/img/${"x".repeat(400)}`,
  }));
}
