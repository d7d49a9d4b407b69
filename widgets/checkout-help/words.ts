import type { InEveryLanguage } from "../../worker/domain/language.ts";

/** What the hints say, beside the shop's own fields. */
export const helpWords: InEveryLanguage<{
  /** On a button that puts the address in. `{}`: the address. */
  meant: string;
  required: string;
  email: string;
  tel: string;
  /** `{}`: what one looks like in the country that is chosen. */
  postcode: string;
}> = {
  en: {
    meant: "Did you mean {}?",
    required: "This is needed for your order.",
    email: "An email address reads like name@example.com.",
    tel: "This phone number looks incomplete.",
    postcode: "A postcode here reads like {}.",
  },
  pl: {
    meant: "Czy chodziło o {}?",
    required: "Bez tego nie przyjmiemy zamówienia.",
    email: "Adres e-mail ma postać nazwa@example.com.",
    tel: "Ten numer telefonu wygląda na niepełny.",
    postcode: "Kod pocztowy ma tu postać {}.",
  },
  ja: {
    meant: "{} ではありませんか？",
    required: "ご注文に必要な項目です。",
    email: "メールアドレスは name@example.com の形で入力してください。",
    tel: "電話番号の桁数が足りないようです。",
    postcode: "郵便番号は {} の形で入力してください。",
  },
  ko: {
    meant: "{} 주소가 맞으신가요?",
    required: "주문에 필요한 항목입니다.",
    email: "이메일 주소는 name@example.com 형식으로 입력해 주세요.",
    tel: "전화번호가 다 입력되지 않은 것 같습니다.",
    postcode: "우편번호는 {} 형식으로 입력해 주세요.",
  },
  ru: {
    meant: "Возможно, {}?",
    required: "Это нужно для заказа.",
    email: "Адрес почты выглядит так: name@example.com.",
    tel: "Похоже, номер телефона неполный.",
    postcode: "Индекс здесь выглядит так: {}.",
  },
};
