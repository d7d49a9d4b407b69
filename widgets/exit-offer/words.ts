import type { InEveryLanguage, Language } from "../../worker/domain/language.ts";
import type { OfferTexts } from "../../worker/wire/storefront-api.ts";

/** Names the sentence below in consent records; a new wording takes a new name. */
export const offerVersion = "2026-11";

/** What a shopper agrees to by pressing `remind`. Always on screen beside it. */
export const offerConsentWords: InEveryLanguage<string> = {
  en: "We will email you about this cart, at most three times. Each email has an unsubscribe link.",
  pl: "Napiszemy do Ciebie w sprawie tego koszyka najwyżej trzy razy. Z każdej wiadomości możesz się wypisać.",
  ja: "このカートについてのお知らせメールを最大3通お送りします。どのメールからも配信を停止できます。",
  ko: "이 장바구니에 관한 안내 메일을 최대 3통 보내 드립니다. 모든 메일에서 수신을 거부하실 수 있습니다.",
  ru: "Мы напишем вам об этой корзине не больше трёх раз. От каждого письма можно отписаться по ссылке.",
};

interface OfferWords extends Omit<OfferTexts, "more" | "terms"> {
  /** How many lines of the cart are not in the list. */
  more: (lines: number) => string;
}

/** How many lines of a cart the offer shows. */
export const shownLines = 3;

/**
 * What the offer says of a cart of so many lines. Finished at the edge: a shopper loads the words of one language.
 * @param mail what the address is for
 */
export function offerTexts(
  language: Language,
  lines: number,
  mail: "reminder" | "cart" | null = "reminder",
): OfferTexts {
  const hidden = lines - shownLines;
  const { more, ...words } = offerWords[language];
  return {
    ...words,
    more: hidden > 0 ? more(hidden) : "",
    terms: offerConsentWords[language],
    ...(mail === "cart" && sendCartWords[language]),
  };
}

/** Where the address is for one mail with the cart, at once, and for nothing else. */
const sendCartWords: InEveryLanguage<Pick<OfferTexts, "remind" | "terms">> = {
  en: {
    remind: "Email me this cart",
    terms: "One email with a link to your cart, and no others.",
  },
  pl: {
    remind: "Wyślij mi ten koszyk",
    terms: "Jedna wiadomość z linkiem do koszyka i żadnych innych.",
  },
  ja: {
    remind: "カートをメールで受け取る",
    terms: "カートへのリンクを1通だけお送りします。ほかのメールはお送りしません。",
  },
  ko: {
    remind: "장바구니를 메일로 받기",
    terms: "장바구니 링크가 담긴 메일 한 통만 보내 드립니다.",
  },
  ru: {
    remind: "Прислать мне корзину",
    terms: "Одно письмо со ссылкой на корзину, и больше ничего.",
  },
};

export const offerWords: InEveryLanguage<OfferWords> = {
  en: {
    title: "Your cart is still here",
    close: "Close",
    checkout: "Continue to checkout",
    notNow: "Not now",
    quantity: "Qty",
    total: "Total",
    more: (lines) => `and ${lines} more`,
    email: "Email",
    remind: "Email me a reminder",
    saved: "Thank you. We will email you a reminder.",
    unconfirmed: "Thank you. Please check your mailbox: we have sent you an email to confirm this.",
    asked: "Thank you. A link to your cart is on its way.",
    invalid: "Please check the email address.",
    failed: "That did not go through. Please try again.",
  },
  pl: {
    title: "Masz jeszcze coś w koszyku",
    close: "Zamknij",
    checkout: "Przejdź do kasy",
    notNow: "Nie teraz",
    quantity: "Ilość",
    total: "Razem",
    more: (lines) => `i jeszcze ${lines} ${form("pl", lines, ["produkt", "produkty", "produktów"])}`,
    email: "Adres e-mail",
    remind: "Przypomnij mi e-mailem",
    saved: "Dziękujemy. Wyślemy Ci przypomnienie.",
    unconfirmed: "Dziękujemy. Sprawdź skrzynkę: wysłaliśmy Ci wiadomość z prośbą o potwierdzenie.",
    asked: "Dziękujemy. Link do koszyka jest już w drodze.",
    invalid: "Sprawdź, czy adres e-mail jest poprawny.",
    failed: "Nie udało się zapisać adresu. Spróbuj ponownie.",
  },
  ja: {
    title: "カートに商品が残っています",
    close: "閉じる",
    checkout: "ご購入手続きへ進む",
    notNow: "今はしない",
    quantity: "数量",
    total: "合計",
    more: (lines) => `ほか${lines}点`,
    email: "メールアドレス",
    remind: "メールでお知らせを受け取る",
    saved: "ありがとうございます。お知らせメールをお送りします。",
    unconfirmed: "ありがとうございます。確認メールをお送りしましたので、ご覧になり、確認を完了してください。",
    asked: "ありがとうございます。カートへのリンクをお送りしました。",
    invalid: "メールアドレスをご確認ください。",
    failed: "保存できませんでした。もう一度お試しください。",
  },
  ko: {
    title: "장바구니에 상품이 남아 있습니다",
    close: "닫기",
    checkout: "주문 계속하기",
    notNow: "다음에 하기",
    quantity: "수량",
    total: "합계",
    more: (lines) => `외 ${lines}개`,
    email: "이메일 주소",
    remind: "이메일로 알림 받기",
    saved: "감사합니다. 이메일로 알려 드리겠습니다.",
    unconfirmed: "감사합니다. 확인 메일을 보내 드렸으니 메일함에서 확인을 마쳐 주세요.",
    asked: "감사합니다. 장바구니 링크를 보내 드렸습니다.",
    invalid: "이메일 주소를 확인해 주세요.",
    failed: "저장하지 못했습니다. 다시 시도해 주세요.",
  },
  ru: {
    title: "В корзине остались товары",
    close: "Закрыть",
    checkout: "Перейти к оформлению",
    notNow: "Не сейчас",
    quantity: "Кол-во",
    total: "Итого",
    more: (lines) => `и ещё ${lines} ${form("ru", lines, ["товар", "товара", "товаров"])}`,
    email: "Электронная почта",
    remind: "Прислать напоминание",
    saved: "Спасибо. Мы пришлём вам напоминание.",
    unconfirmed: "Спасибо. Проверьте почту: мы отправили письмо с просьбой подтвердить адрес.",
    asked: "Спасибо. Ссылка на корзину уже в пути.",
    invalid: "Проверьте адрес электронной почты.",
    failed: "Не получилось сохранить адрес. Попробуйте ещё раз.",
  },
};

/** The noun in the form its number asks for: for one, for a few, for many. */
function form(language: "pl" | "ru", count: number, [one, few, many]: [string, string, string]): string {
  const rule = new Intl.PluralRules(language).select(count);
  return rule === "one" ? one : rule === "few" ? few : many;
}
