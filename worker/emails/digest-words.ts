import type { InEveryLanguage } from "../domain/language.ts";

export interface DigestWords {
  title: string;
  /** Followed by a number, and by what they were worth. */
  left: string;
  worth: string;
  due: string;
  /** What became of the messages that were due. */
  outcomes: Record<"sent" | "waiting" | "not-sent" | "failed" | "unknown", string>;
  recovered: string;
  todo: string;
  problems: Record<
    "tracking.lost" | "provider.paused" | "pool.low" | "messages.unknown" | "stuck" | "dropped",
    string
  >;
  why: string;
}

/** The merchant's mail about the day before. Numbers stand behind a colon, so that no language needs its plurals. */
export const digestWords: InEveryLanguage<DigestWords> = {
  en: {
    title: "Your carts on {date}",
    left: "Carts left, and still left",
    worth: "worth {value}",
    due: "Messages that were due",
    outcomes: {
      sent: "sent",
      waiting: "still waiting",
      "not-sent": "rightly not sent",
      failed: "refused by the mail provider",
      unknown: "uncertain whether sent",
    },
    recovered: "Orders after a message",
    todo: "Please look at this",
    problems: {
      "tracking.lost": "Carts are left and no orders seen: nothing is sent until one is.",
      "provider.paused": "The mail provider takes nothing from your account.",
      "pool.low": "A pool of coupon codes is running low.",
      "messages.unknown": "It is uncertain whether some messages were sent.",
      stuck: "Messages are stuck",
      dropped: "Notices to your webhook that it did not take",
    },
    why: "{shop} asked for this mail. Settings: notices.digest.",
  },
  pl: {
    title: "Twoje koszyki: {date}",
    left: "Koszyki porzucone i wciąż porzucone",
    worth: "o wartości {value}",
    due: "Wiadomości do wysłania tego dnia",
    outcomes: {
      sent: "wysłane",
      waiting: "wciąż czekają",
      "not-sent": "słusznie niewysłane",
      failed: "odrzucone przez dostawcę poczty",
      unknown: "nie wiadomo, czy wysłane",
    },
    recovered: "Zamówienia po wiadomości",
    todo: "Prosimy o sprawdzenie",
    problems: {
      "tracking.lost":
        "Koszyki są porzucane, a zamówień nie widać: dopóki jakieś się nie pojawi, nic nie jest wysyłane.",
      "provider.paused": "Dostawca poczty nie przyjmuje wiadomości z Twojego konta.",
      "pool.low": "Kończą się kody rabatowe w puli.",
      "messages.unknown": "Nie wiadomo, czy niektóre wiadomości wysłano.",
      stuck: "Wiadomości, które utknęły",
      dropped: "Powiadomienia, których nie przyjął Twój webhook",
    },
    why: "O tę wiadomość poprosił sklep {shop}. Ustawienia: notices.digest.",
  },
  ja: {
    title: "{date}のカート",
    left: "離脱したまま戻っていないカート",
    worth: "合計{value}",
    due: "この日に送信予定だったメッセージ",
    outcomes: {
      sent: "送信済み",
      waiting: "待機中",
      "not-sent": "正しく送信を見送り",
      failed: "メールサービスが拒否",
      unknown: "送信されたか不明",
    },
    recovered: "メッセージ後の注文",
    todo: "ご確認ください",
    problems: {
      "tracking.lost":
        "カートの離脱はありますが、注文が検知されていません。検知されるまで何も送信されません。",
      "provider.paused": "メールサービスがアカウントからの送信を受け付けていません。",
      "pool.low": "クーポンコードの残りが少なくなっています。",
      "messages.unknown": "送信されたか不明なメッセージがあります。",
      stuck: "止まっているメッセージ",
      dropped: "Webhookが受け取らなかった通知",
    },
    why: "{shop}の設定によりお送りしています。設定：notices.digest",
  },
  ko: {
    title: "{date} 장바구니 현황",
    left: "떠난 뒤 돌아오지 않은 장바구니",
    worth: "금액 {value}",
    due: "이날 보낼 예정이던 메시지",
    outcomes: {
      sent: "발송됨",
      waiting: "대기 중",
      "not-sent": "보내지 않는 것이 맞음",
      failed: "메일 서비스가 거부함",
      unknown: "발송 여부 불확실",
    },
    recovered: "메시지 이후 주문",
    todo: "확인해 주세요",
    problems: {
      "tracking.lost": "장바구니는 남는데 주문이 감지되지 않습니다. 감지될 때까지 아무것도 보내지 않습니다.",
      "provider.paused": "메일 서비스가 계정의 메일을 받지 않습니다.",
      "pool.low": "쿠폰 코드가 얼마 남지 않았습니다.",
      "messages.unknown": "발송 여부가 불확실한 메시지가 있습니다.",
      stuck: "멈춰 있는 메시지",
      dropped: "웹훅이 받지 않은 알림",
    },
    why: "{shop}의 설정에 따라 보내 드립니다. 설정: notices.digest",
  },
  ru: {
    title: "Ваши корзины: {date}",
    left: "Корзины, оставленные и всё ещё не оформленные",
    worth: "на сумму {value}",
    due: "Сообщения к отправке в этот день",
    outcomes: {
      sent: "отправлены",
      waiting: "ещё ждут",
      "not-sent": "верно не отправлены",
      failed: "отклонены почтовым сервисом",
      unknown: "неизвестно, отправлены ли",
    },
    recovered: "Заказы после сообщения",
    todo: "Пожалуйста, проверьте",
    problems: {
      "tracking.lost":
        "Корзины оставляют, а заказов не видно: пока не появится заказ, ничего не отправляется.",
      "provider.paused": "Почтовый сервис не принимает письма вашей учётной записи.",
      "pool.low": "Промокоды в наборе заканчиваются.",
      "messages.unknown": "Неизвестно, отправлены ли некоторые сообщения.",
      stuck: "Застрявшие сообщения",
      dropped: "Уведомления, которые не принял ваш вебхук",
    },
    why: "Это письмо заказал магазин {shop}. Настройка: notices.digest.",
  },
};
