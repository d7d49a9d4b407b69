import * as z from "zod";
import { type Language, languages } from "../domain/language.ts";
import type { CheckoutStep, PageKind } from "../domain/page-kind.ts";
import type { SurveyMoment, SurveyReason } from "../domain/survey-answer.ts";
import { type WidgetId, widgetEvents, widgetIds } from "../domain/widget-event.ts";

/** What our code in a shopper's page and the worker say to each other. */

/** `GET /_cw/cart?lang=pl`. Money arrives as finished text: the browser never has to format it. */
export interface CartView {
  lines: CartViewLine[];
  /** Number of things, quantities added up. 0: there is no cart worth showing. */
  count: number;
  /** What the lines add up to, formatted; `null` when the platform did not say. */
  total: string | null;
}

/** What may lie over a page, by its name in the loader's config. */
export const overlays = ["offer", "survey"] as const;
export type OverlayName = (typeof overlays)[number];

/**
 * `GET /_cw/cart?lang=pl&for=offer,survey&at=leaving`: which of these this shopper is shown at this moment, the first that is
 * meant for them, finished. `null`: none.
 */
export type OverlayView = OfferedCart | SurveyView | { show: null };

export interface OfferedCart extends CartView {
  show: "offer";
  words: OfferTexts;
  /** Whether they can leave an address: to be reminded, or to be sent the cart once. `null`: neither. */
  mail: "reminder" | "cart" | null;
  /** What the store gives who takes it, without its code; `null`: nothing, or nothing to them. */
  gift: GiftTexts | null;
}

/** What the exit offer says, finished: see widgets/exit-offer/words.ts. */
export type OfferTexts = Record<
  | "title"
  | "close"
  | "checkout"
  | "notNow"
  | "quantity"
  | "total"
  | "more"
  | "email"
  | "remind"
  | "terms"
  | "saved"
  | "unconfirmed"
  | "asked"
  | "invalid"
  | "failed",
  string
>;

/** What is said of an incentive before and after it is taken. */
export type GiftTexts = Record<
  "title" | "terms" | "take" | "applied" | "enter" | "copy" | "copied" | "none",
  string
>;

export interface SurveyView {
  show: "survey";
  moment: SurveyMoment;
  words: SurveyTexts;
  /** In the order in which they stand. */
  choices: SurveyChoice[];
}

export type SurveyTexts = Record<
  "question" | "close" | "own" | "hint" | "send" | "thanks" | "checkout",
  string
>;

export interface SurveyChoice {
  reason: SurveyReason | "other";
  text: string;
  /** What the store can say to it at once: a sentence, links to pages of the shop. */
  reply?: { text: string; links: { text: string; href: string }[] };
}

export interface CartViewLine {
  name: string;
  /** Chosen options, "Sea, Large"; empty when there are none. */
  options: string;
  quantity: number;
  /** Price of the whole line, formatted. */
  price: string;
  /** http(s) address of a picture; `null` when unknown. */
  image: string | null;
}

/** How the store asks before it writes: a notice beside the field that can be refused, or a box to tick. */
export const consentModes = ["notice", "opt-in"] as const;
export type ConsentMode = (typeof consentModes)[number];

/** Where a shopper gave an address: decides which words of ours they read, and so what they agreed to. */
export const contactSurfaces = ["address-notice", "exit-offer"] as const;
export type ContactSurface = (typeof contactSurfaces)[number];

/**
 * `POST /_cw/contact`. `granted` on `address-notice` under the `notice` basis means: the notice was visible and was not
 * refused; under `opt-in` it means the box was ticked. `refused` forgets the address at once.
 */
export const contactRequest = z.strictObject({
  email: z.string().max(254),
  decision: z.enum(["granted", "refused"]),
  /** How the page asked, where it had to ask for more than the store's mode; absent: as the store's mode says. */
  asked: z.enum(consentModes).optional(),
  surface: z.enum(contactSurfaces),
  language: z.enum(languages),
  /** Path of the page it happened on, without query. */
  page: z.string().max(500),
});
export type ContactRequest = z.infer<typeof contactRequest>;

/** `unconfirmed`: kept, and a mail asks whether the address is theirs; nothing else is sent before they say so. */
export type ContactResponse =
  | { status: "saved" | "unconfirmed" | "forgotten" }
  | { status: "invalid"; field: string };

/** `POST /_cw/b`. Always answered 204. Nobody is in it: the same from every browser. */
export const countRequest = z.strictObject({
  widget: z.enum(widgetIds),
  event: z.enum(widgetEvents),
  variant: z.string().max(30),
});
export type CountRequest = z.infer<typeof countRequest>;

/**
 * `GET /_cw/shipping?lang=pl`: what delivery costs this visitor and when it arrives, as finished text. What is not known is
 * empty.
 */
export interface ShippingView {
  /** What it costs, and the rest of the sentence: "£3.90", " delivery to the United Kingdom, arrives …". */
  sentence: readonly [string, string];
  /** How far the cart is from free delivery; `null` where none is to be had. */
  goal: { text: string; percent: number } | null;
  /** What the cart comes to with it; absent: not known. */
  total?: string;
}

/** What a shop writes into its data layer stands in mails later: a sentence with an address in it is no name. */
const dataLayerName = z
  .string()
  .max(200)
  .regex(/^(?!.*(https?:|www\.|@))[^\p{Cc}]*$/iu, "a name, without an address in it");
const dataLayerId = z.union([z.string().max(100), z.number().transform(String)]);
const dataLayerAmount = z.union([z.number(), z.string().max(30)]);

const dataLayerItem = z.strictObject({
  item_id: dataLayerId.pipe(dataLayerName).nullish(),
  item_name: dataLayerName.nullish(),
  item_variant: dataLayerName.nullish(),
  price: dataLayerAmount,
  quantity: z.coerce.number().int().min(1).max(9999).default(1),
});

/**
 * `POST /_cw/seen`: what the shop's page pushed into its data layer (GA4 ecommerce). Amounts are decimals of `currency`, an
 * ISO code; `transaction_id` is the order's number.
 */
export const seenRequest = z.discriminatedUnion("event", [
  z.strictObject({
    event: z.enum(["view_cart", "begin_checkout"]),
    currency: z.string().max(10).nullish(),
    value: dataLayerAmount.nullish(),
    items: z.array(dataLayerItem).max(100),
  }),
  z.strictObject({
    event: z.literal("purchase"),
    currency: z.string().max(10).nullish(),
    value: dataLayerAmount.nullish(),
    transaction_id: dataLayerId.pipe(z.string().min(1)),
  }),
]);
export type SeenRequest = z.infer<typeof seenRequest>;

/**
 * What the edge tells the loader, as JSON in the `data-cw` attribute of its script tag. The same for every visitor of
 * a page: a cache may keep it.
 */
export interface LoaderConfig {
  page: PageKind;
  step: CheckoutStep | null;
  language: (typeof languages)[number];
  /** The address notice; absent where the store does not collect addresses on this page. */
  notice?: {
    /** Address of its code, loaded once the field is on the page. */
    src: string;
    mode: ConsentMode;
    /** CSS selector of the shop's own address field. */
    field: string;
    /** Words in the page's language, finished: see widgets/address-notice/words.ts. */
    words: Record<"notice" | "optIn" | "refuse" | "refused" | "undo" | "confirm", string>;
    variant: string;
  };
  /** What all that may lie over a page has in common; absent where nothing may. */
  overlays?: {
    /** Address of its code, loaded only when something is about to be shown. */
    src: string;
    /** Where "continue" leads. */
    checkout: string;
    budget: OverlayBudget;
  };
  /** The exit offer; absent where it may not be shown. */
  offer?: OverlayRules;
  /** The survey; absent where it may not be shown. */
  survey?: OverlayRules & {
    /** Also when they come back to what they left. */
    back?: true;
  };
  /** The bar that offers a cart from elsewhere; absent where it may not be shown. */
  resume?: {
    /** Address of its code, loaded only in browsers of which a cart is kept. */
    src: string;
  };
  /** Hints beside the shop's own fields; absent where there are none. */
  help?: {
    /** What a field is by its names, what it holds when nothing is wrong, what is said else: see widgets/checkout-help/rules.ts. */
    rules: [names: string, form?: string, text?: string][];
    /** Said where something is missing. */
    required: string;
    /** On the button that puts the address in: `{}`. */
    meant: string;
    /** Mail domains whose misspellings are noticed. */
    domains: string[];
    variant: string;
  };
  /** CSS selectors of the sections of a checkout on one page, one for each step of the progress bar; `null`: no part of it. */
  sections?: (string | null)[];
  /** The widgets that stand in this page, each with the variant it is counted under; absent where none does. */
  counts?: Partial<Record<WidgetId, string>>;
  /** Addresses of modules to fetch as soon as the page has been read; each is given this config. */
  load?: string[];
  /** Remember, until the browser is closed, which site the visit came from: some widget is for some of them alone. */
  notesReferrer?: true;
  /** What else holds on one kind of device, in the place of what stands above. */
  phone?: Partial<LoaderConfig>;
  desktop?: Partial<LoaderConfig>;
}

/** Told by the pointer: a phone or tablet has none that can hover. */
export type Device = "phone" | "desktop";

export interface OverlayRules {
  /** Earliest moment after the page was opened, in ms. */
  dwell: number;
  /** How long a dismissal is remembered, in seconds. */
  quietFor: number;
  variant: string;
}

/** How many overlays a shopper may meet, whichever widgets they are of. */
export interface OverlayBudget {
  perSession: number;
  perWeek: number;
}

/**
 * `GET /_cw/offer?lang=pl`: a cart that this shopper left elsewhere and holds the key to, or that the storefront forgot with
 * its session. 204: there is none, or they have said no to it.
 */
export interface OfferView extends CartView {
  /** "3 hours ago", in the page's language. */
  left: string;
  /** Whether it was left on this device. */
  isOwn: boolean;
  /** Whether there is another cart that the platform can empty: `replace` is not offered otherwise. */
  mayReplace: boolean;
  /** To be sent back with the choice. */
  token: string;
}

export const offerChoices = ["add", "replace", "not-now"] as const;

/** `POST /_cw/offer`. */
export const offerRequest = z.strictObject({
  choice: z.enum(offerChoices),
  token: z.string().max(100),
  language: z.enum(languages),
});

export interface OfferResponse {
  /**
   * `taken`: it is in the cart, but for what `notes` say. `unread`: the cart could not be read back. `not-emptied`: the cart
   * could not be emptied, and nothing was put in. `changed`: it is no longer the cart that was shown; ask again. `gone`: there
   * is nothing to choose any more.
   */
  status: "taken" | "declined" | "unread" | "not-emptied" | "changed" | "gone" | "invalid";
  /** Finished sentences about what is not as it was; mostly none. */
  notes: string[];
  /** Path of the shop's cart. */
  cart: string;
}

/** `POST /_cw/send-cart`. Answered in the same way whatever comes of it: `asked`, unless it is no address at all. */
export const sendCartRequest = z.strictObject({
  email: z.string().max(254),
  language: z.enum(languages),
  /** Path of the page it happened on, without query. */
  page: z.string().max(500),
});
export type SendCartResponse = { status: "asked" } | { status: "invalid"; field: string };

/** `POST /_cw/incentive`, after a click: codes are never in a page before. */
export const incentiveRequest = z.strictObject({
  surface: z.enum(["exit-offer", "next-order"]),
  language: z.enum(languages),
});

export type IncentiveResponse =
  /** `applied`: the shop has it in the cart. `code`: for the shopper to enter. */
  | {
      status: "applied" | "code";
      code: string;
      /** "10% off with the code …", finished. */
      text: string;
      /** When it ends, as people write it where the shopper is; epoch ms beside it. */
      endsAt: string;
      endsAtMs: number;
      /** "Valid until 25 Nov 2026, 10:00", finished. */
      until: string;
      /** What the cart comes to with it, formatted; `null` where it is not in the cart, or that cannot be told. */
      total: string | null;
    }
  /** There is nothing to give. Why is nobody's business. */
  | { status: "none" };

/**
 * `POST /_cw/survey`, as soon as an answer is pressed, and again once there are words. Always answered 204. Where and about
 * which cart: what the worker knows of the sender.
 */
export interface SurveyRequest {
  reason: SurveyReason | "other";
  /** Their own words. */
  words?: string | undefined;
  moment: SurveyMoment;
  device: Device;
  language: Language;
}

/** `POST /_cw/handover`, without a body. */
export type HandoverResponse =
  | {
      status: "ready";
      /** `K7PM-3XQ9`, to be typed at `page`. */
      code: string;
      /** What the QR picture leads to: the page with the code filled in. */
      url: string;
      /** Where a code is typed. */
      page: string;
      /** An SVG element, dark on light. */
      qr: string;
      minutes: number;
    }
  /** There is no cart to hand over. */
  | { status: "invalid"; field: "cart" };
