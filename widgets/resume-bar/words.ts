import type { InEveryLanguage } from "../../worker/domain/language.ts";

interface ResumeWords {
  /** So many things were left in this browser, and the shop has forgotten them. */
  here: (count: number) => string;
  /** So many things were left where this browser was given the key to. */
  elsewhere: (count: number) => string;
  add: string;
  replace: string;
  notNow: string;
  /** Everything is back as it was. */
  taken: string;
  /** The shop's cart could not be read back: nothing is claimed about it. */
  unread: string;
  gone: string;
  failed: string;
  cart: string;
  close: string;
}

export const resumeWords: InEveryLanguage<ResumeWords> = {
  en: {
    here: (count) => `You left ${count} ${count === 1 ? "thing" : "things"} here`,
    elsewhere: (count) => `You left ${count} ${count === 1 ? "thing" : "things"} on another device`,
    add: "Add",
    replace: "Replace",
    notNow: "Not now",
    close: "Close",
    cart: "View cart",
    taken: "It is all in your cart",
    unread: "Please look into your cart: the shop did not tell what is in it now",
    gone: "This cart is no longer kept",
    failed: "That did not go through. Please try again.",
  },
  pl: {
    here: (count) => `Zostały tu Twoje zakupy: ${count} ${form("pl", count, products)}`,
    elsewhere: (count) => `Na innym urządzeniu zostały Twoje zakupy: ${count} ${form("pl", count, products)}`,
    add: "Dodaj",
    replace: "Zamień",
    notNow: "Nie teraz",
    close: "Zamknij",
    cart: "Zobacz koszyk",
    taken: "Wszystko jest w koszyku",
    unread: "Zajrzyj do koszyka: sklep nie podał, co w nim teraz jest",
    gone: "Ten koszyk nie jest już przechowywany",
    failed: "Nie udało się. Spróbuj ponownie.",
  },
  ja: {
    here: (count) => `前回のカートに商品が${count}点あります`,
    elsewhere: (count) => `別の端末のカートに商品が${count}点あります`,
    add: "追加する",
    replace: "入れ替える",
    notNow: "今はしない",
    close: "閉じる",
    cart: "カートを見る",
    taken: "すべてカートに入りました",
    unread: "カートの内容を確認できませんでした。カートをご覧ください",
    gone: "このカートはもう保存されていません",
    failed: "完了できませんでした。もう一度お試しください。",
  },
  ko: {
    here: (count) => `지난번 장바구니에 상품 ${count}개가 있습니다`,
    elsewhere: (count) => `다른 기기의 장바구니에 상품 ${count}개가 있습니다`,
    add: "담기",
    replace: "바꾸기",
    notNow: "다음에 하기",
    close: "닫기",
    cart: "장바구니 보기",
    taken: "모두 장바구니에 담았습니다",
    unread: "장바구니 내용을 확인하지 못했습니다. 장바구니를 확인해 주세요",
    gone: "이 장바구니는 더 이상 보관되어 있지 않습니다",
    failed: "완료하지 못했습니다. 다시 시도해 주세요.",
  },
  ru: {
    here: (count) => `Вы оставили здесь ${count} ${form("ru", count, goods)}`,
    elsewhere: (count) => `На другом устройстве вы оставили ${count} ${form("ru", count, goods)}`,
    add: "Добавить",
    replace: "Заменить",
    notNow: "Не сейчас",
    close: "Закрыть",
    cart: "Открыть корзину",
    taken: "Всё в корзине",
    unread: "Загляните в корзину: магазин не сообщил, что в ней сейчас",
    gone: "Эта корзина больше не хранится",
    failed: "Не получилось. Попробуйте ещё раз.",
  },
};

type Forms = readonly [one: string, few: string, many: string];
const products: Forms = ["produkt", "produkty", "produktów"];
const goods: Forms = ["товар", "товара", "товаров"];

/** The noun in the form its number asks for. */
function form(language: "pl" | "ru", count: number, [one, few, many]: Forms): string {
  const rule = new Intl.PluralRules(language).select(count);
  return rule === "one" ? one : rule === "few" ? few : many;
}
