import type { InEveryLanguage } from "../../../domain/language.ts";

interface PageWords {
  resumeTitle: string;
  resumeText: string;
  resumeButton: string;
  total: string;
  beforeDelivery: string;
  quantity: string;
  keepsWhatIsThere: string;
  toCart: string;
  goneTitle: string;
  goneText: string;
  boughtTitle: string;
  boughtText: string;
  toShop: string;
  unsubscribeTitle: string;
  unsubscribeText: string;
  unsubscribeButton: string;
  unsubscribedTitle: string;
  unsubscribedText: string;
  unknownTitle: string;
  unknownText: string;
}

/** The words of the pages behind a mail's links. */
export const pageWords: InEveryLanguage<PageWords> = {
  en: {
    resumeTitle: "Your cart, as you left it",
    resumeText: "Put these back into your cart and carry on from here.",
    resumeButton: "Put into my cart",
    total: "Total",
    beforeDelivery: "before delivery",
    quantity: "Quantity: {quantity}",
    keepsWhatIsThere: "What is already in your cart on this device stays there.",
    toCart: "Go to the cart",
    goneTitle: "This link has expired",
    goneText: "The cart behind it is no longer there. You can start a new one at any time.",
    boughtTitle: "This cart has been ordered",
    boughtText: "There is nothing left to do. Thank you for your order.",
    toShop: "Go to {shop}",
    unsubscribeTitle: "No more reminders?",
    unsubscribeText:
      "We won't write to this address about carts again. Mails about your orders are not affected.",
    unsubscribeButton: "Unsubscribe",
    unsubscribedTitle: "You are unsubscribed",
    unsubscribedText: "We won't send reminders to this address any more.",
    unknownTitle: "This link is not complete",
    unknownText: "Open the link in your mail once more, or copy all of it into the address bar.",
  },
  pl: {
    resumeTitle: "Twój koszyk w niezmienionej postaci",
    resumeText: "Dodaj te produkty z powrotem do koszyka i kontynuuj zakupy.",
    resumeButton: "Dodaj do koszyka",
    total: "Razem",
    beforeDelivery: "bez dostawy",
    quantity: "Ilość: {quantity}",
    keepsWhatIsThere: "To, co już jest w koszyku na tym urządzeniu, w nim zostanie.",
    toCart: "Przejdź do koszyka",
    goneTitle: "Ten link wygasł",
    goneText: "Koszyk, do którego prowadził, już nie istnieje. W każdej chwili możesz zacząć nowy.",
    boughtTitle: "Ten koszyk został już zamówiony",
    boughtText: "Nie musisz nic więcej robić. Dziękujemy za zamówienie.",
    toShop: "Przejdź do sklepu {shop}",
    unsubscribeTitle: "Nie chcesz przypomnień?",
    unsubscribeText:
      "Nie będziemy więcej pisać na ten adres w sprawie koszyków. Nie dotyczy to wiadomości o zamówieniach.",
    unsubscribeButton: "Wypisz się",
    unsubscribedTitle: "Adres został wypisany",
    unsubscribedText: "Nie będziemy już wysyłać przypomnień na ten adres.",
    unknownTitle: "Ten link jest niepełny",
    unknownText: "Otwórz link z wiadomości jeszcze raz lub skopiuj go w całości do paska adresu.",
  },
  ja: {
    resumeTitle: "保管していたカート",
    resumeText: "これらの商品をカートに戻して、続きからお買い物いただけます。",
    resumeButton: "カートに入れる",
    total: "合計",
    beforeDelivery: "送料別",
    quantity: "数量：{quantity}",
    keepsWhatIsThere: "この端末のカートにすでにある商品はそのまま残ります。",
    toCart: "カートへ進む",
    goneTitle: "このリンクの有効期限が切れています",
    goneText: "カートはすでに保管されていません。いつでも新しくお買い物いただけます。",
    boughtTitle: "このカートはご注文済みです",
    boughtText: "お手続きは必要ありません。ご注文ありがとうございました。",
    toShop: "{shop}へ",
    unsubscribeTitle: "お知らせを停止しますか",
    unsubscribeText: "カートについてのお知らせを今後お送りしません。ご注文に関するメールには影響しません。",
    unsubscribeButton: "配信を停止する",
    unsubscribedTitle: "配信を停止しました",
    unsubscribedText: "このメールアドレスにはお知らせをお送りしません。",
    unknownTitle: "リンクが正しくありません",
    unknownText: "メールのリンクをもう一度開くか、アドレス全体をコピーしてください。",
  },
  ko: {
    resumeTitle: "보관해 둔 장바구니",
    resumeText: "이 상품들을 장바구니에 다시 담고 이어서 쇼핑하실 수 있습니다.",
    resumeButton: "장바구니에 담기",
    total: "합계",
    beforeDelivery: "배송비 별도",
    quantity: "수량: {quantity}",
    keepsWhatIsThere: "이 기기의 장바구니에 이미 있는 상품은 그대로 유지됩니다.",
    toCart: "장바구니로 이동",
    goneTitle: "만료된 링크입니다",
    goneText: "장바구니가 더 이상 보관되어 있지 않습니다. 언제든지 새로 시작하실 수 있습니다.",
    boughtTitle: "이미 주문하신 장바구니입니다",
    boughtText: "더 하실 일은 없습니다. 주문해 주셔서 감사합니다.",
    toShop: "{shop} 바로가기",
    unsubscribeTitle: "알림을 그만 받으시겠어요?",
    unsubscribeText: "이 주소로 장바구니 알림을 더 이상 보내지 않습니다. 주문 관련 메일은 그대로 발송됩니다.",
    unsubscribeButton: "수신 거부",
    unsubscribedTitle: "수신 거부되었습니다",
    unsubscribedText: "이 주소로 더 이상 알림을 보내지 않습니다.",
    unknownTitle: "올바르지 않은 링크입니다",
    unknownText: "메일의 링크를 다시 여시거나 주소 전체를 복사해 주세요.",
  },
  ru: {
    resumeTitle: "Ваша корзина в том же виде",
    resumeText: "Верните эти товары в корзину и продолжите покупки.",
    resumeButton: "Положить в корзину",
    total: "Итого",
    beforeDelivery: "без доставки",
    quantity: "Количество: {quantity}",
    keepsWhatIsThere: "То, что уже лежит в корзине на этом устройстве, в ней останется.",
    toCart: "Перейти в корзину",
    goneTitle: "Срок действия ссылки истёк",
    goneText: "Этой корзины больше нет. Вы можете начать новую в любой момент.",
    boughtTitle: "Эта корзина уже заказана",
    boughtText: "Больше ничего делать не нужно. Спасибо за заказ.",
    toShop: "Перейти в {shop}",
    unsubscribeTitle: "Больше не напоминать?",
    unsubscribeText: "Мы больше не будем писать на этот адрес о корзинах. Писем о заказах это не касается.",
    unsubscribeButton: "Отписаться",
    unsubscribedTitle: "Вы отписались",
    unsubscribedText: "Мы больше не будем присылать напоминания на этот адрес.",
    unknownTitle: "Ссылка неполная",
    unknownText: "Откройте ссылку из письма ещё раз или скопируйте её целиком в адресную строку.",
  },
};
