import { createIsbotFromList, list } from "isbot";

/** A browser without a window is still a browser: merchants try their own shop with one, from cart to mail. */
const isProgram = createIsbotFromList(list.filter((pattern) => pattern !== "headless"));

/**
 * Whether a request may be a person's: not of a search engine, a store crawler, a monitor or a library that says what it
 * is, and of none that Cloudflare has verified to be one. In doubt it is a person's.
 */
export function isPerson(request: Request): boolean {
  const cf = request.cf as Partial<IncomingRequestCfProperties> | undefined;
  if (cf?.botManagement?.verifiedBot) return false;
  // Named for verified bots, on plans without Bot Management too.
  if (cf?.verifiedBotCategory) return false;
  return !isProgram(request.headers.get("user-agent"));
}
