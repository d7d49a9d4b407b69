import type { MailWords } from "./mail-words.ts";

export const ja: MailWords = {
  greeting: "{name}様",
  templates: {
    reminder: {
      cart: {
        subject: "{product}がカートに残っています",
        preheader: "カートの中身はそのまま保管しています。",
        title: "カートの中身を保管しています",
        body: "この端末でも、ほかの端末でも、続きからお買い物いただけます。",
      },
      checkout: {
        subject: "{product}のご購入手続きの続き",
        preheader: "カートはそのまま保管しています。",
        title: "続きからお手続きいただけます",
        body: "ご注文はまだ確定していません。カートの内容を保管しています。この端末でも、ほかの端末でも、続きからお手続きいただけます。",
      },
    },
    doubts: {
      cart: {
        subject: "{product}をご検討中ですか",
        preheader: "お客様からよくいただくご質問にお答えします。",
        title: "ご不明な点はございませんか",
        body: "どうぞごゆっくりご検討ください。ご質問がございましたら、このメールにそのままご返信ください。",
      },
      checkout: {
        subject: "{product}のご注文でお困りですか",
        preheader: "ご注文前によくいただくご質問にお答えします。",
        title: "お手続きでお困りのことはございませんか",
        body: "ご不明な点がございましたら、このメールにそのままご返信ください。カートの内容は保管しております。",
      },
    },
    incentive: {
      cart: {
        preheader: "クーポンコードをお送りします。カートの中身はそのままです。",
        title: "カートの商品に使える特典です",
        body: "引き続きご検討中のお客様へ、当店からの特典をご用意いたしました。",
      },
      checkout: {
        preheader: "クーポンコードをお送りします。カートの内容はそのままです。",
        title: "カートの商品に使える特典です",
        body: "お手続き途中のお客様へ、当店からの特典をご用意いたしました。",
      },
    },
    "last-call": {
      cart: {
        subject: "カートの最後のお知らせ：{product}",
        preheader: "このカートについてのご連絡は今回が最後です。",
        title: "カートについての最後のお知らせ",
        body: "このカートについてのご連絡は今回が最後です。下のボタンはしばらくの間ご利用いただけます。",
      },
      checkout: {
        subject: "カートの最後のお知らせ：{product}",
        preheader: "このカートについてのご連絡は今回が最後です。",
        title: "カートについての最後のお知らせ",
        body: "このカートについてのご連絡は今回が最後です。しばらくの間は続きからお手続きいただけます。",
      },
    },
  },
  button: { cart: "カートに戻る", checkout: "ご購入手続きに戻る" },
  offer: {
    subject: {
      percent: "{product}に使える{value}割引",
      amount: "{product}に使える{value}割引",
      "free-shipping": "{product}を送料無料で",
      gift: "{product}のご購入でプレゼント",
    },
    gives: {
      percent: "ご注文から{value}割引",
      amount: "ご注文から{value}割引",
      "free-shipping": "送料無料",
      gift: "ご注文でプレゼント進呈",
    },
    code: "クーポンコード",
    how: "ご注文手続きの際にご入力ください。",
    until: "有効期限：{end}",
    soon: "有効期限：{end}（このメールの送信時点であと{left}）",
    minutes: { other: "{count}分" },
  },
  quantity: "数量：{quantity}",
  each: "単価 {price}",
  andMore: { other: "ほか{count}点" },
  gone: "現在お取り扱いがございません",
  partGone: "一部の商品は現在お取り扱いがございません。ほかの商品は引き続きお求めいただけます。",
  instead: "こちらはいかがでしょうか",
  delivery: "送料",
  freeDelivery: "無料",
  total: "合計",
  beforeDelivery: "送料別",
  doubts: {
    delivery: { name: "配送", link: "配送の詳細" },
    returns: { name: "返品", link: "返品の手順" },
    payment: { name: "お支払い", link: "安全なお支払いについて" },
    support: { name: "お問い合わせ", link: "お問い合わせ窓口" },
  },
  rated: "お客様の声",
  rating: "5点満点中{average}点（{source}、{reviews}）",
  reviews: { other: "レビュー{count}件" },
  why: "{shop}でのお買い物中にこのメールアドレスをご入力いただいたため、お送りしています。",
  notMe: "心当たりがない方はこちら",
  unsubscribe: "配信を停止する",
  privacy: "プライバシーポリシー",
};
