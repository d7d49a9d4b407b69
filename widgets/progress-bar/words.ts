import type { InEveryLanguage } from "../../worker/domain/language.ts";
import type { CheckoutStep } from "../../worker/domain/page-kind.ts";

interface ProgressBarWords {
  /** Names the list for who cannot see it. */
  label: string;
  /** "Step 2 of 4": where the shopper is, counted from one. */
  position: (step: number, total: number) => string;
  /** Said after the name of a step that is behind the shopper. */
  completed: string;
  steps: Readonly<Record<CheckoutStep, string>>;
}

/** What the progress bar says. Step names stay under a dozen letters: five of them share one line. */
export const progressBarWords: InEveryLanguage<ProgressBarWords> = {
  en: {
    label: "Checkout steps",
    position: (step, total) => `Step ${step} of ${total}`,
    completed: "completed",
    steps: { cart: "Cart", contact: "Contact", delivery: "Delivery", payment: "Payment", done: "Done" },
  },
  pl: {
    label: "Etapy zamówienia",
    position: (step, total) => `Krok ${step} z ${total}`,
    completed: "gotowe",
    steps: { cart: "Koszyk", contact: "Dane", delivery: "Dostawa", payment: "Płatność", done: "Gotowe" },
  },
  ja: {
    label: "ご注文の手順",
    position: (step, total) => `ステップ ${step}/${total}`,
    completed: "完了済み",
    steps: {
      cart: "カート",
      contact: "お客様情報",
      delivery: "配送",
      payment: "お支払い",
      done: "完了",
    },
  },
  ko: {
    label: "주문 단계",
    position: (step, total) => `${total}단계 중 ${step}단계`,
    completed: "완료됨",
    steps: { cart: "장바구니", contact: "주문자 정보", delivery: "배송", payment: "결제", done: "완료" },
  },
  ru: {
    label: "Этапы оформления заказа",
    position: (step, total) => `Шаг ${step} из ${total}`,
    completed: "пройдено",
    steps: { cart: "Корзина", contact: "Контакты", delivery: "Доставка", payment: "Оплата", done: "Готово" },
  },
};
