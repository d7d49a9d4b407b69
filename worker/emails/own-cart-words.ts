import type { InEveryLanguage } from "../domain/language.ts";

interface OwnCartWords {
  subject: string;
  preheader: string;
  title: string;
  body: string;
  button: string;
  /** For a phone in the other hand, and for images switched off. */
  linkHint: string;
  /** In place of an unsubscribe: there is nothing to unsubscribe from. */
  why: string;
}

/** The mail that somebody asked for. */
export const ownCartWords: InEveryLanguage<OwnCartWords> = {
  en: {
    subject: "Your cart at {shop}, as you asked",
    preheader: "Open it on any device.",
    title: "Your cart, as you asked",
    body: "Open it on any device and carry on from there. The link shows your cart as it is when you open it.",
    button: "Open your cart",
    linkHint: "Or open this address:",
    why: "You asked for this mail at {shop}. If it was not you, ignore it: nothing else will come.",
  },
  pl: {
    subject: "Twój koszyk w {shop}, zgodnie z prośbą",
    preheader: "Otwórz go na dowolnym urządzeniu.",
    title: "Twój koszyk, zgodnie z prośbą",
    body: "Otwórz go na dowolnym urządzeniu i kontynuuj zakupy. Link pokazuje koszyk w chwili otwarcia.",
    button: "Otwórz koszyk",
    linkHint: "Lub otwórz ten adres:",
    why: "O tę wiadomość poproszono w sklepie {shop}. Jeśli to pomyłka, zignoruj ją: nic więcej nie przyjdzie.",
  },
  ja: {
    subject: "ご依頼のカートをお送りします（{shop}）",
    preheader: "どの端末からでも開けます。",
    title: "ご依頼のカート",
    body: "どの端末からでも開いて、続きからお買い物いただけます。リンクには開いた時点のカートが表示されます。",
    button: "カートを開く",
    linkHint: "または次のアドレスを開いてください。",
    why: "{shop}でのご依頼によりお送りしています。お心当たりがない場合は破棄してください。これ以上のメールはお送りしません。",
  },
  ko: {
    subject: "요청하신 장바구니입니다: {shop}",
    preheader: "어느 기기에서나 열어 보실 수 있습니다.",
    title: "요청하신 장바구니",
    body: "어느 기기에서나 열어 이어서 쇼핑하실 수 있습니다. 링크를 열면 그 시점의 장바구니가 표시됩니다.",
    button: "장바구니 열기",
    linkHint: "또는 다음 주소를 열어 주세요.",
    why: "{shop}에서 요청하셔서 보내 드리는 메일입니다. 요청하신 적이 없다면 무시해 주세요. 더 이상 메일을 보내지 않습니다.",
  },
  ru: {
    subject: "Ваша корзина в {shop}, как вы просили",
    preheader: "Откройте её на любом устройстве.",
    title: "Ваша корзина, как вы просили",
    body: "Откройте её на любом устройстве и продолжите покупки. По ссылке корзина видна такой, какая она в эту минуту.",
    button: "Открыть корзину",
    linkHint: "Или откройте этот адрес:",
    why: "Это письмо запросили в магазине {shop}. Если это были не вы, не обращайте внимания: больше ничего не придёт.",
  },
};
