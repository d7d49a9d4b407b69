import type { InEveryLanguage } from "../../../domain/language.ts";

/** The page on which a shopper takes their cart along. */
export const saveWords: InEveryLanguage<
  Record<
    | "title"
    | "text"
    | "mailTitle"
    | "mailLabel"
    | "mailButton"
    | "mailHint"
    | "mailWrong"
    | "askedTitle"
    | "askedText"
    | "phoneTitle"
    | "phoneText"
    | "phoneButton"
    | "codeTitle"
    | "codeText"
    | "codeOr"
    | "codeEnds"
    | "emptyTitle"
    | "emptyText"
    | "back",
    string
  >
> = {
  en: {
    title: "Take your cart with you",
    text: "Open it again on any device, as it is when you open it.",
    mailTitle: "By mail",
    mailLabel: "Your email address",
    mailButton: "Mail me my cart",
    mailHint: "We send this one mail and keep no address.",
    mailWrong: "This does not look like an email address. Please check it.",
    askedTitle: "On its way",
    askedText: "If the address is right, the mail will be there in a minute. It holds a link to your cart.",
    phoneTitle: "To the phone beside you",
    phoneText: "Scan a picture with its camera, or type a short code.",
    phoneButton: "Show picture and code",
    codeTitle: "Open it on your phone",
    codeText: "Scan this with your phone's camera.",
    codeOr: "Or open {page} there and type:",
    codeEnds: "Works once, for {minutes} minutes.",
    emptyTitle: "Your cart is empty",
    emptyText: "Put something in it, and you can take it along from here.",
    back: "Back to the cart",
  },
  pl: {
    title: "Zabierz koszyk ze sobą",
    text: "Otwórz go na dowolnym urządzeniu, w takim stanie, w jakim wtedy będzie.",
    mailTitle: "Mailem",
    mailLabel: "Twój adres e-mail",
    mailButton: "Wyślij mi koszyk",
    mailHint: "Wyślemy tę jedną wiadomość i nie zachowamy adresu.",
    mailWrong: "To nie wygląda na adres e-mail. Sprawdź go, proszę.",
    askedTitle: "Już wysyłamy",
    askedText: "Jeśli adres jest poprawny, wiadomość z linkiem do koszyka dotrze za chwilę.",
    phoneTitle: "Na telefon obok",
    phoneText: "Zeskanuj obrazek aparatem albo wpisz krótki kod.",
    phoneButton: "Pokaż obrazek i kod",
    codeTitle: "Otwórz na telefonie",
    codeText: "Zeskanuj to aparatem telefonu.",
    codeOr: "Albo otwórz tam {page} i wpisz:",
    codeEnds: "Działa raz, przez {minutes} min.",
    emptyTitle: "Koszyk jest pusty",
    emptyText: "Włóż coś do koszyka, a stąd zabierzesz go ze sobą.",
    back: "Wróć do koszyka",
  },
  ja: {
    title: "カートを持ち運ぶ",
    text: "どの端末からでも、開いた時点の内容でご覧いただけます。",
    mailTitle: "メールで受け取る",
    mailLabel: "メールアドレス",
    mailButton: "カートをメールで送る",
    mailHint: "お送りするのはこの1通のみで、アドレスは保存いたしません。",
    mailWrong: "メールアドレスの形式をご確認ください。",
    askedTitle: "送信しています",
    askedText: "アドレスが正しければ、まもなくカートへのリンクをメールでお届けします。",
    phoneTitle: "お手元のスマートフォンで",
    phoneText: "カメラで画像を読み取るか、短いコードを入力してください。",
    phoneButton: "画像とコードを表示する",
    codeTitle: "スマートフォンで開く",
    codeText: "スマートフォンのカメラで読み取ってください。",
    codeOr: "または {page} を開いて入力してください。",
    codeEnds: "{minutes}分間、1回のみ有効です。",
    emptyTitle: "カートは空です",
    emptyText: "商品をカートに入れると、ここから持ち運べます。",
    back: "カートに戻る",
  },
  ko: {
    title: "장바구니 가져가기",
    text: "어느 기기에서든 열었을 때의 내용 그대로 보실 수 있습니다.",
    mailTitle: "메일로 받기",
    mailLabel: "이메일 주소",
    mailButton: "장바구니를 메일로 보내기",
    mailHint: "이 메일 한 통만 보내 드리며 주소는 저장하지 않습니다.",
    mailWrong: "이메일 주소 형식을 확인해 주세요.",
    askedTitle: "보내는 중입니다",
    askedText: "주소가 맞다면 곧 장바구니 링크가 담긴 메일이 도착합니다.",
    phoneTitle: "옆에 있는 휴대폰으로",
    phoneText: "카메라로 그림을 스캔하거나 짧은 코드를 입력해 주세요.",
    phoneButton: "그림과 코드 보기",
    codeTitle: "휴대폰에서 열기",
    codeText: "휴대폰 카메라로 스캔해 주세요.",
    codeOr: "또는 휴대폰에서 {page} 주소를 열고 입력해 주세요.",
    codeEnds: "{minutes}분 동안 한 번만 사용하실 수 있습니다.",
    emptyTitle: "장바구니가 비어 있습니다",
    emptyText: "상품을 담으시면 여기에서 가져가실 수 있습니다.",
    back: "장바구니로 돌아가기",
  },
  ru: {
    title: "Возьмите корзину с собой",
    text: "Откройте её на любом устройстве, такой, какой она будет в тот момент.",
    mailTitle: "По почте",
    mailLabel: "Ваш адрес эл. почты",
    mailButton: "Прислать мне корзину",
    mailHint: "Мы отправим одно это письмо и не сохраним адрес.",
    mailWrong: "Это не похоже на адрес эл. почты. Проверьте его, пожалуйста.",
    askedTitle: "Отправляем",
    askedText: "Если адрес верный, через минуту придёт письмо со ссылкой на вашу корзину.",
    phoneTitle: "На телефон рядом",
    phoneText: "Отсканируйте картинку камерой или введите короткий код.",
    phoneButton: "Показать картинку и код",
    codeTitle: "Откройте на телефоне",
    codeText: "Отсканируйте это камерой телефона.",
    codeOr: "Или откройте там {page} и введите:",
    codeEnds: "Действует один раз, {minutes} мин.",
    emptyTitle: "Корзина пуста",
    emptyText: "Положите в неё что-нибудь, и отсюда её можно будет взять с собой.",
    back: "Назад в корзину",
  },
};
