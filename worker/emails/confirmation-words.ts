import type { InEveryLanguage } from "../domain/language.ts";

interface ConfirmationWords {
  subject: string;
  preheader: string;
  title: string;
  body: string;
  button: string;
  linkHint: string;
  /** In place of an unsubscribe: nothing comes unless the button is pressed. */
  why: string;
}

/** The mail that asks, where a yes on the page is not enough, for a yes from the mailbox. It advertises nothing. */
export const confirmationWords: InEveryLanguage<ConfirmationWords> = {
  en: {
    subject: "Please confirm your address for {shop}",
    preheader: "One press, and we may remind you of your cart.",
    title: "May we remind you of your cart?",
    body: "On our page you asked us to write to this address if you leave something in your cart. Please confirm that it is yours.",
    button: "Yes, this is my address",
    linkHint: "Or open this address:",
    why: "If you did not ask for this at {shop}, ignore this mail: nothing else will come.",
  },
  pl: {
    subject: "Potwierdź swój adres w {shop}",
    preheader: "Jedno naciśnięcie i możemy przypomnieć o koszyku.",
    title: "Czy możemy przypomnieć Ci o koszyku?",
    body: "Na naszej stronie poproszono o wiadomość na ten adres, gdyby w koszyku coś zostało. Potwierdź, że to Twój adres.",
    button: "Tak, to mój adres",
    linkHint: "Lub otwórz ten adres:",
    why: "Jeśli prośba w sklepie {shop} nie pochodzi od Ciebie, zignoruj tę wiadomość: nic więcej nie przyjdzie.",
  },
  ja: {
    subject: "メールアドレスのご確認（{shop}）",
    preheader: "ボタンを一度押していただくだけで完了します。",
    title: "カートのお知らせをお送りしてよろしいですか",
    body: "カートに商品が残っている場合にこのアドレスへお知らせするよう、当店のページでご依頼をいただきました。ご本人のアドレスであることをご確認ください。",
    button: "はい、私のアドレスです",
    linkHint: "または次のアドレスを開いてください：",
    why: "{shop}でのご依頼にお心当たりがない場合は、このメールを無視してください。今後メールが届くことはありません。",
  },
  ko: {
    subject: "{shop} 이메일 주소 확인",
    preheader: "한 번만 누르시면 장바구니를 알려 드릴 수 있습니다.",
    title: "장바구니 알림을 보내 드려도 될까요?",
    body: "장바구니에 상품이 남아 있으면 이 주소로 알려 달라는 요청을 저희 페이지에서 받았습니다. 본인의 주소가 맞는지 확인해 주세요.",
    button: "네, 제 주소입니다",
    linkHint: "또는 다음 주소를 열어 주세요:",
    why: "{shop}에서 요청하신 적이 없다면 이 메일을 무시하셔도 됩니다. 더 이상 메일이 발송되지 않습니다.",
  },
  ru: {
    subject: "Подтвердите ваш адрес для {shop}",
    preheader: "Одно нажатие, и мы сможем напомнить о корзине.",
    title: "Можно напомнить вам о корзине?",
    body: "На нашей странице попросили написать на этот адрес, если в корзине что-то останется. Подтвердите, пожалуйста, что он ваш.",
    button: "Да, это мой адрес",
    linkHint: "Или откройте этот адрес:",
    why: "Если вы не просили об этом в {shop}, не обращайте внимания на письмо: больше ничего не придёт.",
  },
};
