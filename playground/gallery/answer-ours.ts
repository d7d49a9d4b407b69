import type { StateAnswer } from "../../widgets/states.ts";
import { describeDelivery } from "../../worker/storefront/describe-delivery.ts";
import { paths } from "../../worker/wire/paths.ts";
import { type FrameChoices, stateOf } from "./frame-choices.ts";
import type { FrameStore } from "./frame-settings.ts";

/** What our addresses answer in a frame: as the state has it, else as to a visitor to whom nothing unusual happens. */
export function answerOurs(
  path: string,
  choices: FrameChoices,
  store: FrameStore,
  cartValue: number,
): Response {
  const answer =
    stateOf(choices)?.answers?.(choices.language)[path] ?? usualAnswer(path, choices, store, cartValue);
  const response = typeof answer === "function" ? answer() : Response.json(answer);
  response.headers.set("cache-control", "private, no-store");
  return response;
}

function usualAnswer(path: string, choices: FrameChoices, store: FrameStore, cartValue: number): StateAnswer {
  switch (path) {
    case paths.count:
    case paths.offer:
      return () => new Response(null, { status: 204 });
    case paths.cart:
      return { lines: [], count: 0, total: null };
    case paths.shipping:
      return shippingOf(choices, store, cartValue) ?? (() => new Response(null, { status: 204 }));
    case paths.contact:
      return { status: "saved" };
    case paths.sendCart:
      return { status: "asked" };
    case paths.incentive:
      return { status: "none" };
    default:
      return () => new Response("Nothing is kept here: this is a picture of the shop.\n", { status: 404 });
  }
}

/** By the settings that are being tried, for somebody in the United Kingdom with the demo shop's cart. */
function shippingOf({ language }: FrameChoices, { settings }: FrameStore, cartValue: number) {
  const cart = { currency: "GBP", beforeDiscounts: cartValue, afterDiscounts: cartValue };
  const at = { now: Date.now(), timezone: settings.timezone };
  return describeDelivery(settings.widgets.shipping, { country: "GB", region: null, cart, at }, language);
}
