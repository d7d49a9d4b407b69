import type { Availability } from "../domain/availability.ts";
import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import type { DeliveryEstimate, Parcel } from "../domain/delivery-estimate.ts";
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

  /** The stops of this platform's checkout in order. */
  checkout(settings: StoreSettings): CheckoutStop[];

  /** CSS selector of the field in which shoppers type their address. */
  emailField(settings: StoreSettings): string;

  /**
   * Which sides of this exchange are worth a copy, decided before it is sent on. `null` for almost all traffic: only
   * what can carry a cart, an address or an order is copied.
   */
  watch(request: RequestHead, settings: StoreSettings): Watch | null;

  /**
   * Whether a cart's lines alone do not say how to put them in again here: options by id, a personal text. What a request
   * said about that when the line was added (`Observation.added`) is then kept with the line.
   */
  remembersAdds: boolean;

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

  /**
   * Takes everything out of the storefront's own cart. Absent where a platform has no safe way: then nobody is offered to
   * have their cart replaced. The caller reads the cart back all the same.
   * @returns whether the storefront took it
   */
  clearCart?(shop: ShopSession, settings: StoreSettings): Promise<boolean>;

  /** Whether this store's settings say how `clearCart` is to do it; absent: they need not. */
  canClear?(settings: StoreSettings): boolean;

  /**
   * Enters a coupon's code into the storefront's own cart.
   * @returns whether the storefront took it
   */
  applyCoupon(shop: ShopSession, code: string, settings: StoreSettings): Promise<boolean>;

  /**
   * Whether a kept line can still be bought, asked as a stranger: the shopper is gone. Absent where the platform tells
   * nothing of its own; the product's page is asked then (availability-on-page.ts). What is not certain is `unknown`.
   */
  availability?(shop: PublicShop, line: LineItem, settings: StoreSettings): Promise<Availability>;

  /**
   * What delivery of these lines costs by the storefront's own reckoning. Asked in a session that is nobody's and is thrown away:
   * no shopper's session or cart is read or changed. Without lines a platform that reckons carts alone says `null`, and asks
   * nothing. Absent where a platform has no documented way.
   * @param shop a stranger's session, which begins without cookies
   * @returns `null` where it cannot be told, or the storefront did not take every line
   */
  estimateDelivery?(
    shop: ShopSession,
    parcel: Parcel,
    lines: LineItem[],
    settings: StoreSettings,
  ): Promise<DeliveryEstimate | null>;

  /** Whether this store's settings say how `estimateDelivery` is to do it; absent: they need not. */
  canEstimate?(settings: StoreSettings): boolean;

  /**
   * How this platform itself tells of orders. `null`: it has no webhooks, and a shop on it sends the signed beacon
   * (order-beacon.ts), which every store may send.
   */
  webhooks: OrderWebhooks | null;
}

export interface Page {
  kind: PageKind;
  /** Where in the checkout this page is; `null` outside of it. */
  step: CheckoutStep | null;
}

export interface CheckoutStop {
  step: CheckoutStep;
  /** Where it can be gone back to; `null`: nowhere. */
  path: string | null;
  /** CSS selector of its part of the page, where several stops share one. `pageOf` tells the first of them. */
  section?: string;
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
  /** The cart was changed, and this exchange did not tell the whole of it: it is to be read from the storefront. */
  changed?: true;
  /** What the request put into the cart, where it told more than the cart will. Only where `remembersAdds`. */
  added?: AddedLine;
  /** An address the shopper gave the shop. On its own no permission to write to it. */
  email?: string;
  /** The first name they gave with this address, as they typed it. */
  name?: string;
  order?: ObservedOrder;
}

export interface AddedLine {
  /** As the line in the cart will have it. */
  productId: string;
  /** Becomes the line's own `restore`. */
  restore: Record<string, string>;
}

export interface ObservedOrder {
  /**
   * The order's number, the one people see where they see one: the same each time the same order is seen. `null`: this
   * exchange does not tell it; it is the shopper's newest order then, whose number another may tell.
   */
  number: string | null;
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
  /** What the shopper's browser, or the shop on the way, has put into this cookie; `null` when it is not there. */
  cookie(name: string): string | null;
  /** Sets a cookie as the shop's own script would: sent from now on, and kept by the browser. @param line as in `Set-Cookie` */
  setCookie(line: string): void;
}

/** The storefront as anybody sees it: in nobody's name, with no cookies. Redirects are not followed. */
export type PublicShop = Pick<ShopSession, "base" | "fetch">;

/** Signed calls of the platform's server, outside of any shopper's traffic. */
export interface OrderWebhooks {
  /**
   * Verifies a delivery under one of the store's secrets and reads it. Never throws on what may be sent.
   * @param secrets newest first; none of them: everything is forged
   * @param now epoch ms: what was signed too long ago is stale, where the signature covers a time
   */
  read(
    delivery: WebhookDelivery,
    secrets: string[],
    now: number,
    settings: StoreSettings,
  ): Promise<WebhookReading>;
}

export interface WebhookDelivery {
  headers: Headers;
  /** As it came: signatures are over bytes. */
  body: Uint8Array<ArrayBuffer>;
}

export type WebhookReading =
  | { status: "event"; event: OrderEvent }
  /** Genuine, and about nothing that is needed: a ping, another topic. */
  | { status: "ignored" }
  /** No secret of the store made this signature. */
  | { status: "forged" }
  /** Genuine once, and too long ago: a replay, or a clock that is wrong. */
  | { status: "stale" }
  /** Genuine, and not understood. @property problem what is wrong, where; never what was sent */
  | { status: "unreadable"; problem: string };

export interface OrderEvent {
  /** The same each time this event is delivered. */
  id: string;
  /** When it happened at the platform, epoch ms. Events of one order count in this order, however they arrive. */
  at: number;
  /** `cancelled`: failed, cancelled or refunded whole. The order no longer counts. */
  kind: "placed" | "cancelled";
  order: ObservedOrder;
  /** The platform's id of the cart (`CartSnapshot.ref`) that became this order; `null` when it does not say. */
  cartRef: string | null;
  /** SHA-256, in hex, of the buyer's address in lower case, where the address itself was not sent. */
  emailSha256: string | null;
}
