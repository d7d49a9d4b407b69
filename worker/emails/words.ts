import type { InEveryLanguage } from "../domain/language.ts";

/** Which of a sequence's mails this is: what is said first, in between, and last. */
export type MailOccasion = "first" | "next" | "last";

interface ReminderWords {
  /** Under 50 characters together with a product's name; `{product}` stands where no case or particle is needed. */
  subject: Record<MailOccasion, string>;
  /** Goes on where the subject stopped, in the list of mails. */
  preheader: Record<MailOccasion, string>;
  title: Record<MailOccasion, string>;
  body: Record<MailOccasion, string>;
  button: string;
  quantity: string;
  total: string;
  /** The total is what the storefront said: delivery is not in it. */
  beforeDelivery: string;
  /** For a phone in the other hand, and for images switched off. */
  linkHint: string;
  why: string;
  unsubscribe: string;
  andMore: string;
}

export const reminderWords: InEveryLanguage<ReminderWords> = {
  en: {
    subject: {
      first: "{product} is still in your cart",
      next: "Still thinking about {product}?",
      last: "A last note about {product}",
    },
    preheader: {
      first: "We kept everything as you left it.",
      next: "Your cart is as you left it, on any device.",
      last: "After this we won't write about this cart again.",
    },
    title: {
      first: "We kept your cart for you",
      next: "Your cart is still here",
      last: "One last note about your cart",
    },
    body: {
      first: "You can pick up where you left off, on this device or any other.",
      next: "If something held you back, just reply to this mail. If not, everything is where you left it.",
      last: "This is the last time we write about it. The link below keeps working for a while.",
    },
    button: "Return to your cart",
    quantity: "Quantity: {quantity}",
    total: "Total",
    beforeDelivery: "before delivery",
    linkHint: "Or open this address:",
    why: "You get this mail because you left your address with {shop} while shopping.",
    unsubscribe: "Unsubscribe",
    andMore: "and {count} more",
  },
  pl: {
    subject: {
      first: "{product}: nadal w koszyku",
      next: "{product}: wciąż do namysłu?",
      last: "{product}: ostatnia wiadomość",
    },
    preheader: {
      first: "Wszystko zostało tak, jak było.",
      next: "Koszyk czeka na każdym urządzeniu.",
      last: "Więcej nie napiszemy w sprawie tego koszyka.",
    },
    title: {
      first: "Zachowaliśmy Twój koszyk",
      next: "Twój koszyk nadal tu jest",
      last: "Ostatnia wiadomość o Twoim koszyku",
    },
    body: {
      first: "Możesz wrócić do zakupów w tym samym miejscu, na tym lub innym urządzeniu.",
      next: "Jeśli coś Cię powstrzymało, po prostu odpowiedz na tę wiadomość. Jeśli nie, wszystko jest na swoim miejscu.",
      last: "Więcej nie napiszemy w tej sprawie. Poniższy link będzie działał jeszcze przez jakiś czas.",
    },
    button: "Wróć do koszyka",
    quantity: "Ilość: {quantity}",
    total: "Razem",
    beforeDelivery: "bez dostawy",
    linkHint: "Lub otwórz ten adres:",
    why: "Dostajesz tę wiadomość, bo podczas zakupów w sklepie {shop} podano ten adres.",
    unsubscribe: "Wypisz się",
    andMore: "i jeszcze {count}",
  },
  ja: {
    subject: {
      first: "{product}がカートに残っています",
      next: "{product}をご検討中ですか",
      last: "カートの最後のお知らせ：{product}",
    },
    preheader: {
      first: "カートの中身はそのまま保管しています。",
      next: "どの端末からでも続きからお買い物いただけます。",
      last: "このカートについてのご連絡は今回が最後です。",
    },
    title: {
      first: "カートの中身を保管しています",
      next: "カートはそのままです",
      last: "カートについての最後のお知らせ",
    },
    body: {
      first: "この端末でも、ほかの端末でも、続きからお買い物いただけます。",
      next: "ご不明な点がございましたら、このメールにそのままご返信ください。カートの中身はそのままです。",
      last: "このカートについてのご連絡は今回が最後です。下のリンクはしばらくの間ご利用いただけます。",
    },
    button: "カートに戻る",
    quantity: "数量：{quantity}",
    total: "合計",
    beforeDelivery: "送料別",
    linkHint: "または次のアドレスを開いてください。",
    why: "{shop}でのお買い物中にこのメールアドレスをご入力いただいたため、お送りしています。",
    unsubscribe: "配信を停止する",
    andMore: "ほか{count}点",
  },
  ko: {
    subject: {
      first: "장바구니에 남아 있어요: {product}",
      next: "아직 고민 중이신가요? {product}",
      last: "장바구니 마지막 안내: {product}",
    },
    preheader: {
      first: "담아 두신 그대로 보관하고 있습니다.",
      next: "어느 기기에서나 이어서 쇼핑하실 수 있습니다.",
      last: "이 장바구니에 대한 안내는 이번이 마지막입니다.",
    },
    title: {
      first: "장바구니를 보관해 두었습니다",
      next: "장바구니가 그대로 있습니다",
      last: "장바구니에 대한 마지막 안내",
    },
    body: {
      first: "지금 이 기기에서도, 다른 기기에서도 이어서 쇼핑하실 수 있습니다.",
      next: "궁금한 점이 있으시면 이 메일에 바로 회신해 주세요. 담아 두신 상품은 그대로 있습니다.",
      last: "이 장바구니에 대해서는 더 이상 안내해 드리지 않습니다. 아래 링크는 당분간 계속 사용하실 수 있습니다.",
    },
    button: "장바구니로 돌아가기",
    quantity: "수량: {quantity}",
    total: "합계",
    beforeDelivery: "배송비 별도",
    linkHint: "또는 다음 주소를 열어 주세요.",
    why: "{shop}에서 쇼핑하시는 동안 이메일 주소를 입력하셨기에 보내 드립니다.",
    unsubscribe: "수신 거부",
    andMore: "외 {count}개",
  },
  ru: {
    subject: {
      first: "{product}: всё ещё в корзине",
      next: "{product}: ещё думаете?",
      last: "{product}: последнее письмо",
    },
    preheader: {
      first: "Всё осталось так, как было.",
      next: "Корзина ждёт на любом устройстве.",
      last: "Больше мы не напишем об этой корзине.",
    },
    title: {
      first: "Мы сохранили вашу корзину",
      next: "Ваша корзина на месте",
      last: "Последнее письмо о вашей корзине",
    },
    body: {
      first: "Вы можете продолжить с того же места, на этом устройстве или на любом другом.",
      next: "Если вас что-то остановило, просто ответьте на это письмо. Если нет, всё на своих местах.",
      last: "Больше мы не будем писать об этой корзине. Ссылка ниже ещё какое-то время будет работать.",
    },
    button: "Вернуться в корзину",
    quantity: "Количество: {quantity}",
    total: "Итого",
    beforeDelivery: "без доставки",
    linkHint: "Или откройте этот адрес:",
    why: "Вы получили это письмо, потому что оставили свой адрес в магазине {shop} во время покупок.",
    unsubscribe: "Отписаться",
    andMore: "и ещё {count}",
  },
};
