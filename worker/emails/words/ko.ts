import type { MailWords } from "./mail-words.ts";

/** A name stands where no particle follows it: which one it takes depends on its last sound. */
export const ko: MailWords = {
  greeting: "{name}님, 안녕하세요.",
  templates: {
    reminder: {
      cart: {
        subject: "장바구니에 남아 있어요: {product}",
        preheader: "담아 두신 그대로 보관하고 있습니다.",
        title: "장바구니를 보관해 두었습니다",
        body: "지금 이 기기에서도, 다른 기기에서도 이어서 쇼핑하실 수 있습니다.",
      },
      checkout: {
        subject: "이어서 주문하실 수 있습니다: {product}",
        preheader: "주문하시던 내용을 그대로 보관하고 있습니다.",
        title: "멈추신 곳에서 이어서 주문하세요",
        body: "아직 주문은 완료되지 않았습니다. 담으신 내용을 보관해 두었으니 이 기기에서도, 다른 기기에서도 이어서 진행하실 수 있습니다.",
      },
    },
    doubts: {
      cart: {
        subject: "궁금한 점이 있으신가요? {product}",
        preheader: "고객님들이 자주 물어보시는 내용입니다.",
        title: "아직 고민 중이신가요?",
        body: "천천히 생각해 보세요. 궁금한 점이 있으시면 이 메일에 바로 회신해 주세요.",
      },
      checkout: {
        subject: "주문 중 불편하셨나요? {product}",
        preheader: "주문 전에 자주 물어보시는 내용입니다.",
        title: "주문하시는 데 불편한 점이 있으셨나요?",
        body: "궁금한 점이 있으시면 이 메일에 바로 회신해 주세요. 장바구니는 보관해 두었습니다.",
      },
    },
    incentive: {
      cart: {
        preheader: "쿠폰 코드를 보내 드립니다. 담아 두신 상품은 그대로 있습니다.",
        title: "장바구니에 쓰실 수 있는 혜택입니다",
        body: "아직 고민 중이시라면, 저희가 준비한 작은 혜택을 사용해 보세요.",
      },
      checkout: {
        preheader: "쿠폰 코드를 보내 드립니다. 장바구니는 그대로 있습니다.",
        title: "장바구니에 쓰실 수 있는 혜택입니다",
        body: "주문을 이어서 진행하신다면, 저희가 준비한 작은 혜택을 사용해 보세요.",
      },
    },
    "last-call": {
      cart: {
        subject: "장바구니 마지막 안내: {product}",
        preheader: "이 장바구니에 대한 안내는 이번이 마지막입니다.",
        title: "장바구니에 대한 마지막 안내",
        body: "이 장바구니에 대해서는 더 이상 안내해 드리지 않습니다. 아래 버튼은 당분간 계속 사용하실 수 있습니다.",
      },
      checkout: {
        subject: "장바구니 마지막 안내: {product}",
        preheader: "이 장바구니에 대한 안내는 이번이 마지막입니다.",
        title: "장바구니에 대한 마지막 안내",
        body: "이 장바구니에 대해서는 더 이상 안내해 드리지 않습니다. 당분간은 멈추신 곳에서 이어서 진행하실 수 있습니다.",
      },
    },
  },
  button: { cart: "장바구니로 돌아가기", checkout: "주문 이어서 하기" },
  offer: {
    subject: {
      percent: "{value} 할인 쿠폰: {product}",
      amount: "{value} 할인 쿠폰: {product}",
      "free-shipping": "무료 배송 쿠폰: {product}",
      gift: "사은품을 드려요: {product}",
    },
    gives: {
      percent: "주문 금액 {value} 할인",
      amount: "주문 금액 {value} 할인",
      "free-shipping": "무료 배송",
      gift: "주문 시 사은품 증정",
    },
    code: "쿠폰 코드",
    how: "주문하실 때 입력해 주세요.",
    until: "유효 기간: {end}까지",
    soon: "유효 기간: {end}까지 (메일 발송 시점 기준 {left} 남음)",
    minutes: { other: "{count}분" },
  },
  quantity: "수량: {quantity}",
  each: "개당 {price}",
  andMore: { other: "외 {count}개" },
  gone: "현재 구매하실 수 없습니다",
  partGone: "일부 상품은 현재 구매하실 수 없습니다. 나머지 상품은 그대로 구매하실 수 있습니다.",
  instead: "이런 상품은 어떠세요?",
  delivery: "배송비",
  freeDelivery: "무료",
  total: "합계",
  beforeDelivery: "배송비 별도",
  doubts: {
    delivery: { name: "배송", link: "배송 안내" },
    returns: { name: "반품", link: "반품 방법" },
    payment: { name: "결제", link: "안전한 결제 안내" },
    support: { name: "고객 지원", link: "문의하기" },
  },
  rated: "구매 후기",
  rating: "5점 만점에 {average}점 ({source}, {reviews})",
  reviews: { other: "후기 {count}개" },
  why: "{shop}에서 쇼핑하시는 동안 이메일 주소를 입력하셨기에 보내 드립니다.",
  notMe: "제가 입력하지 않았어요",
  unsubscribe: "수신 거부",
  privacy: "개인정보 처리방침",
};
