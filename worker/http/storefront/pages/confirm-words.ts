import type { InEveryLanguage } from "../../../domain/language.ts";

/** The page on which an address is confirmed. */
export const confirmWords: InEveryLanguage<
  Record<"title" | "text" | "button" | "doneTitle" | "doneText", string>
> = {
  en: {
    title: "May we remind you of your cart?",
    text: "We write to this address only when something was left in your cart, and every mail has a link to stop that.",
    button: "Yes, remind me",
    doneTitle: "Thank you, your address is confirmed",
    doneText: "We will remind you if you leave something in your cart.",
  },
  pl: {
    title: "Czy możemy przypomnieć Ci o koszyku?",
    text: "Piszemy na ten adres tylko wtedy, gdy w koszyku coś zostało, a w każdej wiadomości jest link, który to wyłącza.",
    button: "Tak, przypomnij mi",
    doneTitle: "Dziękujemy, adres został potwierdzony",
    doneText: "Przypomnimy, jeśli w koszyku coś zostanie.",
  },
  ja: {
    title: "カートのお知らせをお送りしてよろしいですか",
    text: "カートに商品が残っている場合にのみ、このアドレスへお知らせします。配信停止のリンクはすべてのメールにございます。",
    button: "はい、お知らせを受け取る",
    doneTitle: "メールアドレスを確認しました",
    doneText: "カートに商品が残っている場合にお知らせいたします。",
  },
  ko: {
    title: "장바구니 알림을 보내 드려도 될까요?",
    text: "장바구니에 상품이 남아 있을 때만 이 주소로 알려 드리며, 모든 메일에 수신 거부 링크가 있습니다.",
    button: "네, 알려 주세요",
    doneTitle: "이메일 주소가 확인되었습니다",
    doneText: "장바구니에 상품이 남아 있으면 알려 드리겠습니다.",
  },
  ru: {
    title: "Можно напомнить вам о корзине?",
    text: "Мы пишем на этот адрес, только если в корзине что-то осталось, и в каждом письме есть ссылка, чтобы это прекратить.",
    button: "Да, напоминайте",
    doneTitle: "Спасибо, адрес подтверждён",
    doneText: "Мы напомним, если в корзине что-то останется.",
  },
};
