import type { InEveryLanguage } from "../../worker/domain/language.ts";

/**
 * Names the wording below in consent records. Whoever changes a sentence gives it a new name: a record must say what
 * the shopper really read.
 */
export const noticeVersion = "2026-11";

/** What stands beside the shop's address field: who writes, why, how often, and how to make it stop. */
export const noticeWords: InEveryLanguage<{
  /** Basis "notice": shown, and can be refused. */
  notice: string;
  /** Basis "opt-in": beside a box that starts empty. */
  optIn: string;
  refuse: string;
  /** After refusing. */
  refused: string;
  undo: string;
  /** After ticking, where a mailbox has to say yes too: a mail has gone there. */
  confirm: string;
}> = {
  en: {
    notice:
      "We may email you a reminder if you leave this cart behind. At most three, and each has an unsubscribe link.",
    optIn:
      "Email me a reminder if I leave this cart behind. At most three, and each has an unsubscribe link.",
    refuse: "No thanks",
    refused: "We won't write to you about this cart.",
    undo: "Undo",
    confirm: "Please check your mailbox: we have sent you an email to confirm this.",
  },
  pl: {
    notice:
      "Jeśli nie dokończysz zakupów, możemy przypomnieć Ci e-mailem o tym koszyku. Wyślemy najwyżej trzy wiadomości, a z każdej możesz się wypisać.",
    optIn:
      "Chcę dostać przypomnienie e-mailem, jeśli nie dokończę zakupów. Najwyżej trzy wiadomości, a z każdej mogę się wypisać.",
    refuse: "Nie, dziękuję",
    refused: "Nie napiszemy do Ciebie w sprawie tego koszyka.",
    undo: "Cofnij",
    confirm: "Sprawdź skrzynkę: wysłaliśmy Ci wiadomość z prośbą o potwierdzenie.",
  },
  ja: {
    notice:
      "ご購入手続きが完了していない場合、カートの内容をメールでお知らせすることがあります。お送りするのは最大3通で、どのメールからも配信を停止できます。",
    optIn:
      "購入手続きが完了していない場合に、カートの内容をお知らせするメールを受け取ります。最大3通で、どのメールからも配信を停止できます。",
    refuse: "受け取らない",
    refused: "このカートについてのメールはお送りしません。",
    undo: "元に戻す",
    confirm: "確認メールをお送りしました。メールをご覧になり、確認を完了してください。",
  },
  ko: {
    notice:
      "주문을 마치지 않으신 경우 장바구니 안내 메일을 보내 드릴 수 있습니다. 최대 3통이며, 모든 메일에서 수신을 거부하실 수 있습니다.",
    optIn:
      "주문을 마치지 않으면 장바구니 안내 메일을 받겠습니다. 최대 3통이며, 모든 메일에서 수신을 거부할 수 있습니다.",
    refuse: "받지 않기",
    refused: "이 장바구니에 관한 메일은 보내지 않겠습니다.",
    undo: "되돌리기",
    confirm: "확인 메일을 보내 드렸습니다. 메일함에서 확인을 마쳐 주세요.",
  },
  ru: {
    notice:
      "Если вы не завершите покупку, мы можем напомнить о корзине по электронной почте. Не больше трёх писем, и от каждого можно отписаться по ссылке.",
    optIn:
      "Напомнить о корзине по электронной почте, если покупка не будет завершена. Не больше трёх писем, и от каждого можно отписаться по ссылке.",
    refuse: "Нет, спасибо",
    refused: "Мы не будем писать вам об этой корзине.",
    undo: "Отменить",
    confirm: "Проверьте почту: мы отправили письмо с просьбой подтвердить адрес.",
  },
};
