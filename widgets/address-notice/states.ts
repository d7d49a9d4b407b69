import { paths } from "../../worker/wire/paths.ts";
import type { WidgetState } from "../states.ts";

const field = 'input[type="email"]';
/** It takes its place with the first press in the form. */
const pressed = { click: field, until: "cw-address-notice" };
const asking = (mode: "notice" | "opt-in") => ({ consent: { mode } });

export const addressNoticeStates: WidgetState[] = [
  { name: "A notice", page: "checkout", settings: asking("notice"), acts: [pressed] },
  {
    name: "Refused",
    page: "checkout",
    settings: asking("notice"),
    acts: [pressed, { click: "cw-address-notice button" }],
  },
  { name: "A box to tick", page: "checkout", settings: asking("opt-in"), acts: [pressed] },
  {
    name: "Ticked, and the mailbox has to say yes",
    page: "checkout",
    settings: asking("opt-in"),
    answers: () => ({ [paths.contact]: { status: "unconfirmed" } }),
    acts: [
      pressed,
      { type: "ada@example.com", into: field },
      { click: "cw-address-notice input" },
      // An answer that came late is told with the next press.
      { click: field, until: "cw-address-notice div:not(:empty)" },
    ],
  },
  {
    name: "A checkout on one page",
    page: "checkout",
    platform: "woocommerce",
    settings: asking("notice"),
    acts: [pressed],
  },
];
