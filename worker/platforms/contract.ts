import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import type { CheckoutStep, PageKind } from "../domain/page-kind.ts";
import type { PlatformId } from "../domain/platform-id.ts";
import type { StoreSettings } from "../wire/store-settings.ts";

/**
 * What Cartwright needs to know about the software of a storefront. One file per platform implements this; each passes
 * the suite in conformance.ts with samples of its own.
 */
export interface Platform {
  id: PlatformId;

  /** What the page at this address is for. Decided by the address alone: the page is not there yet. */
  pageOf(url: URL, settings: StoreSettings): Page;

  /** The stops of this platform's checkout in order, and where each can be gone back to (`null`: nowhere). */
  checkout(settings: StoreSettings): { step: CheckoutStep; path: string | null }[];

  /** CSS selector of the field in which shoppers type their address. */
  emailField(settings: StoreSettings): string;

  /**
   * Which sides of this exchange are worth a copy, decided before it is sent on. `null` for almost all traffic: only
   * what can carry a cart, an address or an order is copied.
   */
  watch(request: RequestHead, settings: StoreSettings): Watch | null;

  /**
   * What a watched exchange said. Never throws on what a shop may send: what cannot be read is left out, and an absent
   * cart is never taken for an empty one.
   */
  read(exchange: Exchange, settings: StoreSettings): Promise<Observation>;

  /**
   * The cart of the shopper behind this session as the storefront holds it now.
   * @returns `null` when the storefront's answer could not be read
   */
  readCart(shop: ShopSession, settings: StoreSettings): Promise<CartSnapshot | null>;

  /**
   * Puts these lines into the storefront's own cart, each as often as its quantity says.
   * @returns the lines that the storefront did not take; the caller reads the cart back all the same
   */
  addLines(shop: ShopSession, lines: LineItem[], settings: StoreSettings): Promise<LineItem[]>;
}

export interface Page {
  kind: PageKind;
  /** Where in the checkout this page is; `null` outside of it. */
  step: CheckoutStep | null;
}

export interface RequestHead {
  method: string;
  url: URL;
  headers: Headers;
}

export interface Watch {
  /** Copy the request's body. */
  request: boolean;
  /** Copy the response's body. */
  response: boolean;
}

/** A watched exchange between shopper and storefront, after the fact. Bodies are there where they were asked for and small enough. */
export interface Exchange extends RequestHead {
  requestBody: string | null;
  status: number;
  responseHeaders: Headers;
  responseBody: string | null;
}

/** What an exchange told. Nothing in it means: nothing of interest. */
export interface Observation {
  /** The whole cart after this exchange; no lines: it is empty now. */
  cart?: CartSnapshot;
  /** An address the shopper gave the shop. On its own no permission to write to it. */
  email?: string;
  order?: ObservedOrder;
}

export interface ObservedOrder {
  /** The platform's own number or id of the order: the same each time the same order is seen. */
  number: string;
  totalMinor: number | null;
  currency: string | null;
  email: string | null;
}

/** Requests to the storefront in the name of one shopper: carries their cookies, keeps what the shop sets. */
export interface ShopSession {
  /** Where shoppers reach the shop; what addresses on its pages are relative to. */
  base: URL;
  /** Redirects are not followed. @param path begins with "/" */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}
