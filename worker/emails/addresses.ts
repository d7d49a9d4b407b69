import type { EmailSettings } from "../wire/email-settings.ts";

/**
 * A picture that may be shown in a mail, or `null`: only over https (or as the shop itself is reached) and only from the shop's
 * own host, one below it, or one the merchant named. A cart is told by pages, and pages by anybody. SVG is left out, because
 * Gmail shows none; WebP stays, because only Outlook for Windows does not show it.
 */
export function pictureFor(
  image: string | null,
  shopUrl: string,
  { pictureHosts }: EmailSettings,
): string | null {
  if (image === null || !URL.canParse(image)) return null;
  const url = new URL(image);
  const shop = new URL(shopUrl);
  const home = shop.host.replace(/^www\./, "");
  const isKnown = url.host === home || url.host.endsWith(`.${home}`) || pictureHosts.includes(url.host);
  if (!isKnown || url.username !== "" || url.password !== "") return null;
  if (url.protocol !== "https:" && url.protocol !== shop.protocol) return null;
  return /\.svgz?$/i.test(url.pathname) ? null : url.href;
}

/** A page of the shop, or `null` when the address leads elsewhere. */
export function pageOfShop(address: string, shopUrl: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return url.origin === new URL(shopUrl).origin && url.username === "" ? url.href : null;
}

/**
 * A link into the shop with the merchant's campaign parameters, which the shop's own statistics read. They come behind the
 * path, so that a token in it stays whole; what leads elsewhere stays as it is.
 */
export function withCampaign(
  address: string,
  shopUrl: string,
  content: string,
  { utm }: EmailSettings,
): string {
  const page = utm && pageOfShop(address, shopUrl);
  if (!page) return address;
  const url = new URL(page);
  url.searchParams.set("utm_source", utm.source);
  url.searchParams.set("utm_medium", utm.medium);
  url.searchParams.set("utm_campaign", utm.campaign);
  url.searchParams.set("utm_content", content);
  return url.href;
}
