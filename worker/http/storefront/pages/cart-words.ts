import type { InEveryLanguage } from "../../../domain/language.ts";

interface CartWords {
  /** What a rebuilt cart is not like before. */
  toldTitle: string;
  toldText: string;
  nothingTitle: string;
  gone: string;
  fewer: string;
  repriced: string;
  couponComesBack: string;
  couponEntered: string;
  couponRefused: string;
  couponSpared: string;
  /** Another cart on this device. */
  offerTitle: string;
  offerText: string;
  present: string;
  add: string;
  replace: string;
  notNow: string;
  replaceHint: string;
  notEmptied: string;
  /** Short codes. */
  codeTitle: string;
  codeText: string;
  codeLabel: string;
  codeButton: string;
  codeWrong: string;
  codeTooMany: string;
}

/** The words about a cart that comes from elsewhere. */
export const cartWords: InEveryLanguage<CartWords> = {
  en: {
    toldTitle: "Your cart is back, with a few changes",
    toldText: "This is different from when you left it:",
    nothingTitle: "These are no longer available",
    gone: "No longer available as you chose it",
    fewer: "In your cart: {now}, you had {before}",
    repriced: "Now {now} each, before {before}",
    couponComesBack: "Your coupon {code} is entered again.",
    couponEntered: "Coupon {code}: entered again",
    couponRefused: "Coupon {code}: no longer accepted",
    couponSpared: "Coupon {code}: not entered, your cart has another one",
    offerTitle: "You have two carts",
    offerText: "You left this one elsewhere:",
    present: "In your cart on this device: {names}",
    add: "Add to my cart",
    replace: "Replace my cart",
    notNow: "Not now",
    replaceHint: "“Replace” takes out what is in your cart on this device.",
    notEmptied: "We could not empty your cart on this device, so nothing was changed.",
    codeTitle: "Continue on this device",
    codeText: "Enter the code that your other device shows.",
    codeLabel: "Code",
    codeButton: "Show the cart",
    codeWrong:
      "This code does not work. A code is valid once and for ten minutes: get a new one on your other device.",
    codeTooMany: "That was one try too many. Please wait an hour.",
  },
  pl: {
    toldTitle: "Koszyk wrócił, z kilkoma zmianami",
    toldText: "To zmieniło się od ostatniego razu:",
    nothingTitle: "Te produkty nie są już dostępne",
    gone: "Niedostępny w wybranej wersji",
    fewer: "W koszyku: {now}, poprzednio: {before}",
    repriced: "Teraz {now} za sztukę, wcześniej {before}",
    couponComesBack: "Twój kupon {code} zostanie wpisany ponownie.",
    couponEntered: "Kupon {code}: wpisany ponownie",
    couponRefused: "Kupon {code}: już nie działa",
    couponSpared: "Kupon {code}: niewpisany, w koszyku jest już inny",
    offerTitle: "Masz dwa koszyki",
    offerText: "Ten został w innym miejscu:",
    present: "W koszyku na tym urządzeniu: {names}",
    add: "Dodaj do koszyka",
    replace: "Zastąp koszyk",
    notNow: "Nie teraz",
    replaceHint: "„Zastąp” usuwa to, co jest w koszyku na tym urządzeniu.",
    notEmptied: "Nie udało się opróżnić koszyka na tym urządzeniu, więc nic się nie zmieniło.",
    codeTitle: "Kontynuuj na tym urządzeniu",
    codeText: "Wpisz kod widoczny na drugim urządzeniu.",
    codeLabel: "Kod",
    codeButton: "Pokaż koszyk",
    codeWrong:
      "Ten kod nie działa. Kod jest jednorazowy i ważny przez dziesięć minut: pobierz nowy na drugim urządzeniu.",
    codeTooMany: "To było o jedną próbę za dużo. Odczekaj godzinę.",
  },
  ja: {
    toldTitle: "カートが戻りました（一部変更あり）",
    toldText: "前回から次の点が変わりました。",
    nothingTitle: "次の商品はご用意できなくなりました",
    gone: "お選びいただいた内容ではご用意できません",
    fewer: "カートの数量：{now}（以前は{before}）",
    repriced: "現在の単価：{now}（以前は{before}）",
    couponComesBack: "クーポン{code}はもう一度適用されます。",
    couponEntered: "クーポン{code}：もう一度適用しました",
    couponRefused: "クーポン{code}：ご利用いただけなくなりました",
    couponSpared: "クーポン{code}：別のクーポンが適用中のため、適用していません",
    offerTitle: "カートが2つあります",
    offerText: "ほかの端末などで保管されていたカートです。",
    present: "この端末のカート：{names}",
    add: "カートに追加する",
    replace: "カートを入れ替える",
    notNow: "今はしない",
    replaceHint: "「入れ替える」を選ぶと、この端末のカートの商品は取り除かれます。",
    notEmptied: "この端末のカートを空にできなかったため、何も変更していません。",
    codeTitle: "この端末で続ける",
    codeText: "もう一方の端末に表示されているコードを入力してください。",
    codeLabel: "コード",
    codeButton: "カートを表示する",
    codeWrong:
      "このコードはご利用いただけません。コードは1回限り、10分間有効です。もう一方の端末で新しいコードを表示してください。",
    codeTooMany: "入力回数の上限に達しました。1時間後にもう一度お試しください。",
  },
  ko: {
    toldTitle: "장바구니를 다시 담았습니다 (일부 변경)",
    toldText: "이전과 달라진 점입니다.",
    nothingTitle: "더 이상 구매하실 수 없는 상품입니다",
    gone: "선택하신 옵션으로는 더 이상 구매하실 수 없습니다",
    fewer: "장바구니 수량: {now} (이전: {before})",
    repriced: "현재 단가 {now}, 이전 {before}",
    couponComesBack: "쿠폰 {code}도 다시 적용됩니다.",
    couponEntered: "쿠폰 {code}: 다시 적용했습니다",
    couponRefused: "쿠폰 {code}: 더 이상 사용하실 수 없습니다",
    couponSpared: "쿠폰 {code}: 다른 쿠폰이 있어 적용하지 않았습니다",
    offerTitle: "장바구니가 두 개 있습니다",
    offerText: "다른 곳에 담아 두신 장바구니입니다.",
    present: "이 기기의 장바구니: {names}",
    add: "장바구니에 추가",
    replace: "장바구니 바꾸기",
    notNow: "나중에",
    replaceHint: "‘바꾸기’를 누르시면 이 기기의 장바구니에 있던 상품은 빠집니다.",
    notEmptied: "이 기기의 장바구니를 비우지 못해 아무것도 바꾸지 않았습니다.",
    codeTitle: "이 기기에서 계속하기",
    codeText: "다른 기기에 표시된 코드를 입력해 주세요.",
    codeLabel: "코드",
    codeButton: "장바구니 보기",
    codeWrong:
      "사용할 수 없는 코드입니다. 코드는 10분 동안 한 번만 사용하실 수 있습니다. 다른 기기에서 새 코드를 받아 주세요.",
    codeTooMany: "입력 횟수를 초과했습니다. 한 시간 뒤에 다시 시도해 주세요.",
  },
  ru: {
    toldTitle: "Корзина снова здесь, но кое-что изменилось",
    toldText: "Вот что стало иначе:",
    nothingTitle: "Этих товаров больше нет",
    gone: "Больше нет в выбранном варианте",
    fewer: "В корзине: {now}, было: {before}",
    repriced: "Теперь {now} за штуку, раньше {before}",
    couponComesBack: "Ваш купон {code} будет введён снова.",
    couponEntered: "Купон {code}: введён снова",
    couponRefused: "Купон {code}: больше не действует",
    couponSpared: "Купон {code}: не введён, в корзине уже есть другой",
    offerTitle: "У вас две корзины",
    offerText: "Эту вы оставили в другом месте:",
    present: "В корзине на этом устройстве: {names}",
    add: "Добавить в корзину",
    replace: "Заменить корзину",
    notNow: "Не сейчас",
    replaceHint: "«Заменить» уберёт то, что лежит в корзине на этом устройстве.",
    notEmptied: "Не удалось очистить корзину на этом устройстве, поэтому ничего не изменилось.",
    codeTitle: "Продолжить на этом устройстве",
    codeText: "Введите код с другого устройства.",
    codeLabel: "Код",
    codeButton: "Показать корзину",
    codeWrong:
      "Этот код не подходит. Код действует один раз и десять минут: получите новый на другом устройстве.",
    codeTooMany: "Слишком много попыток. Подождите час.",
  },
};
