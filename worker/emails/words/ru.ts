import type { MailWords } from "./mail-words.ts";

/** Names stand in the nominative, behind a colon or alone: they cannot be declined here. */
export const ru: MailWords = {
  greeting: "Здравствуйте, {name}.",
  templates: {
    reminder: {
      cart: {
        subject: "{product}: всё ещё в корзине",
        preheader: "Всё осталось так, как было.",
        title: "Мы сохранили вашу корзину",
        body: "Вы можете продолжить с того же места, на этом устройстве или на любом другом.",
      },
      checkout: {
        subject: "{product}: заказ почти готов",
        preheader: "Всё осталось так, как было при оформлении.",
        title: "Ваш заказ почти оформлен",
        body: "Вы начали оформлять заказ. Корзина на месте: продолжить можно на этом устройстве или на любом другом.",
      },
    },
    doubts: {
      cart: {
        subject: "{product}: остались вопросы?",
        preheader: "О чём нас чаще всего спрашивают перед покупкой.",
        title: "Ещё думаете?",
        body: "Не торопитесь. Если хотите что-то уточнить, просто ответьте на это письмо.",
      },
      checkout: {
        subject: "{product}: что-то помешало?",
        preheader: "О чём спрашивают, прежде чем оформить заказ.",
        title: "Что-то помешало оформить заказ?",
        body: "Если возник вопрос, просто ответьте на это письмо. Заказ остался таким, каким был.",
      },
    },
    incentive: {
      cart: {
        preheader: "Промокод внутри, корзина осталась такой, как была.",
        title: "Небольшой бонус к вашей корзине",
        body: "Если вы не передумали, это вам от нас.",
      },
      checkout: {
        preheader: "Промокод внутри, заказ остался таким, как был.",
        title: "Небольшой бонус к вашему заказу",
        body: "Если вы хотите завершить заказ, это вам от нас.",
      },
    },
    "last-call": {
      cart: {
        subject: "{product}: последнее письмо",
        preheader: "Больше мы не напишем об этой корзине.",
        title: "Последнее письмо о вашей корзине",
        body: "Больше мы не будем писать об этой корзине. Кнопка ниже ещё какое-то время будет работать.",
      },
      checkout: {
        subject: "{product}: последнее письмо",
        preheader: "Больше мы не напишем об этом заказе.",
        title: "Последнее письмо о вашем заказе",
        body: "Больше мы не будем писать об этом заказе. Завершить его пока можно с того же места.",
      },
    },
  },
  button: { cart: "Вернуться в корзину", checkout: "Завершить заказ" },
  offer: {
    subject: {
      percent: "{product}: скидка {value}",
      amount: "{product}: скидка {value}",
      "free-shipping": "{product}: доставка за наш счёт",
      gift: "{product}: подарок к заказу",
    },
    gives: {
      percent: "Скидка {value} на заказ",
      amount: "Скидка {value} на заказ",
      "free-shipping": "Бесплатная доставка",
      gift: "Подарок к заказу",
    },
    code: "Ваш промокод",
    how: "Введите его при оформлении заказа.",
    until: "Действует до: {end}.",
    soon: "Действует до: {end} (на момент отправки письма: ещё {left}).",
    minutes: { one: "{count} минута", few: "{count} минуты", many: "{count} минут", other: "{count} минуты" },
  },
  quantity: "Количество: {quantity}",
  each: "{price} за штуку",
  andMore: {
    one: "и ещё {count} товар",
    few: "и ещё {count} товара",
    many: "и ещё {count} товаров",
    other: "и ещё {count} товара",
  },
  gone: "Сейчас нет в наличии",
  instead: "Возможно, вместо этого",
  delivery: "Доставка",
  freeDelivery: "Бесплатно",
  total: "Итого",
  beforeDelivery: "без доставки",
  doubts: {
    delivery: { name: "Доставка", link: "Подробнее о доставке" },
    returns: { name: "Возврат", link: "Как вернуть товар" },
    payment: { name: "Оплата", link: "Как защищены платежи" },
    support: { name: "Помощь", link: "Написать нам" },
  },
  rated: "Отзывы",
  rating: "{average} из 5 ({source}, {reviews})",
  reviews: { one: "{count} отзыв", few: "{count} отзыва", many: "{count} отзывов", other: "{count} отзыва" },
  why: "Вы получили это письмо, потому что при покупках в магазине {shop} был указан этот адрес.",
  notMe: "Это не я",
  unsubscribe: "Отписаться",
  privacy: "Конфиденциальность",
};
