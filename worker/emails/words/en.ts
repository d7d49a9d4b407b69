import type { MailWords } from "./mail-words.ts";

export const en: MailWords = {
  greeting: "Hello {name},",
  templates: {
    reminder: {
      cart: {
        subject: "{product} is still in your cart",
        preheader: "We kept everything as you left it.",
        title: "We kept your cart for you",
        body: "You can pick up where you left off, on this device or any other.",
      },
      checkout: {
        subject: "{product}: ready when you are",
        preheader: "Everything is as you left it at checkout.",
        title: "Finish where you left off",
        body: "You had begun to check out, and nothing has been ordered yet. You can go on from here, on this device or any other.",
      },
    },
    doubts: {
      cart: {
        subject: "{product}: any questions?",
        preheader: "What people often ask us before they decide.",
        title: "Still making up your mind?",
        body: "Take your time. If there is anything you would like to know first, just reply to this mail.",
      },
      checkout: {
        subject: "{product}: did something hold you up?",
        preheader: "Answers to what people ask before they order.",
        title: "Did something hold you up?",
        body: "If a question came up at checkout, just reply to this mail. We kept your cart.",
      },
    },
    incentive: {
      cart: {
        preheader: "Your code is inside, and your cart is as you left it.",
        title: "A little help with your cart",
        body: "If you would still like these, this is from us to you.",
      },
      checkout: {
        preheader: "Your code is inside, and your cart is as you left it.",
        title: "A little help with your cart",
        body: "If you would still like to finish your order, this is from us to you.",
      },
    },
    "last-call": {
      cart: {
        subject: "A last note about {product}",
        preheader: "After this we won't write about this cart again.",
        title: "A last note about your cart",
        body: "This is the last time we write about it. The button below keeps working for a while.",
      },
      checkout: {
        subject: "A last note about {product}",
        preheader: "After this we won't write about this cart again.",
        title: "A last note about your cart",
        body: "This is the last time we write about it. You can still finish where you stopped.",
      },
    },
  },
  button: { cart: "Return to your cart", checkout: "Return to checkout" },
  offer: {
    subject: {
      percent: "{product}: {value} off",
      amount: "{product}: {value} off your order",
      "free-shipping": "{product}: delivery is on us",
      gift: "{product}, and a gift with it",
    },
    gives: {
      percent: "{value} off your order",
      amount: "{value} off your order",
      "free-shipping": "Free delivery",
      gift: "A gift with your order",
    },
    code: "Your code",
    how: "Enter it at checkout.",
    until: "Valid until {end}.",
    soon: "Valid until {end}: that was {left} away when we sent this.",
    minutes: { one: "{count} minute", other: "{count} minutes" },
  },
  quantity: "Quantity: {quantity}",
  each: "{price} each",
  andMore: { one: "and {count} more", other: "and {count} more" },
  gone: "Not available any more",
  partGone: "Something in your cart is no longer available. The rest is still here.",
  instead: "You might like instead",
  delivery: "Delivery",
  freeDelivery: "Free",
  total: "Total",
  beforeDelivery: "before delivery",
  doubts: {
    delivery: { name: "Delivery", link: "About delivery" },
    returns: { name: "Returns", link: "How returns work" },
    payment: { name: "Payment", link: "How payment is protected" },
    support: { name: "Help", link: "Get in touch" },
  },
  rated: "Reviews",
  rating: "{average} out of 5, {reviews} on {source}",
  reviews: { one: "{count} review", other: "{count} reviews" },
  why: "You get this mail because this address was left with {shop} while shopping.",
  notMe: "This wasn't me",
  unsubscribe: "Unsubscribe",
  privacy: "Privacy",
};
