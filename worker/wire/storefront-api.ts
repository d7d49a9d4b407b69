import * as z from "zod";
import { languages } from "../domain/language.ts";
import type { CheckoutStep, PageKind } from "../domain/page-kind.ts";

/** What our code in a shopper's page and the worker say to each other. */

/** `GET /_cw/cart?lang=pl`. Money arrives as finished text: the browser never has to format it. */
export interface CartView {
  lines: CartViewLine[];
  /** Number of things, quantities added up. 0: there is no cart worth showing. */
  count: number;
  /** What the lines add up to, formatted; `null` when the platform did not say. */
  total: string | null;
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
  surface: z.enum(contactSurfaces),
  language: z.enum(languages),
  /** Path of the page it happened on, without query. */
  page: z.string().max(500),
});
export type ContactRequest = z.infer<typeof contactRequest>;

export type ContactResponse = { status: "saved" | "forgotten" } | { status: "invalid"; field: string };

/** How the store asks before it writes: a notice beside the field that can be refused, or a box to tick. */
export const consentModes = ["notice", "opt-in"] as const;
export type ConsentMode = (typeof consentModes)[number];

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
    mode: ConsentMode;
    /** CSS selector of the shop's own address field. */
    field: string;
    /** Words in the page's language, finished: see widgets/address-notice/words.ts. */
    words: { notice: string; optIn: string; refuse: string; refused: string; undo: string };
  };
  /** The exit offer; absent where it may not be shown. */
  offer?: {
    /** Address of its code, loaded only when it is about to be shown. */
    src: string;
    /** Earliest moment after the page was opened, in ms. */
    dwell: number;
    /** How long a dismissal is remembered, in seconds. */
    quietFor: number;
    /** Where "continue" leads. */
    checkout: string;
  };
}
