import type { Language } from "../../worker/domain/language.ts";
import type { SurveyMoment, SurveyReason } from "../../worker/domain/survey-answer.ts";
import { paths } from "../../worker/wire/paths.ts";
import type { SurveyChoice, SurveyView } from "../../worker/wire/storefront-api.ts";
import type { WidgetState } from "../states.ts";
import { surveyWords } from "./words.ts";

const reasons: SurveyReason[] = [
  "extra-costs",
  "slow-delivery",
  "no-trust",
  "account",
  "complicated",
  "just-browsing",
];
const replies: Partial<Record<SurveyReason, SurveyChoice["reply"]>> = {
  "extra-costs": {
    text: "\u00a33.90 delivery to the United Kingdom, arrives Thu 26 \u2013 Fri 27 Nov \u00b7 \u00a312.50 more for free delivery",
    links: [],
  },
  "no-trust": {
    text: "",
    links: [
      { text: "Paid by Stripe", href: "/payment" },
      { text: "4.7 out of 5 \u00b7 1,203 reviews", href: "/reviews" },
    ],
  },
};

const asking = (moment: SurveyMoment) => (language: Language) => {
  const { reasons: texts, ...words } = surveyWords[language];
  const choice = (reason: SurveyReason): SurveyChoice => {
    const reply = replies[reason];
    return { reason, text: texts[reason], ...(reply && { reply }) };
  };
  const choices: SurveyChoice[] = [...reasons.map(choice), { reason: "other", text: texts.other }];
  return {
    [paths.cart]: { show: "survey", moment, words, choices } satisfies SurveyView,
    [paths.survey]: {},
  };
};
const press = (at: number) => ({ click: `cw-survey .choices button:nth-child(${at})` });

export const surveyStates: WidgetState[] = [
  { name: "The question, on leaving", page: "cart", answers: asking("leaving"), acts: [{ leave: true }] },
  { name: "The question, on return", page: "cart", answers: asking("return"), acts: [{ leave: true }] },
  {
    name: "Met at once: what delivery costs",
    page: "cart",
    answers: asking("leaving"),
    acts: [{ leave: true }, press(1), { wait: "cw-survey .reply" }],
  },
  {
    name: "Met at once: proofs",
    page: "cart",
    answers: asking("leaving"),
    acts: [{ leave: true }, press(3), { wait: "cw-survey .reply" }],
  },
  {
    name: "In their own words",
    page: "cart",
    answers: asking("leaving"),
    acts: [{ leave: true }, press(7), { wait: "cw-survey textarea" }],
  },
];
