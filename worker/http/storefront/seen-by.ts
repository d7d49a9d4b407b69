import type { RequestHead } from "../../platforms/contract.ts";
import type { SeenBy } from "../../services/carts/capture-cart.ts";

/**
 * What kind of exchange showed a cart, as far as can be told of any shop by its cookies: an empty cart means little in a
 * session that has just begun, and nothing on a visit from elsewhere (`SameSite=Strict` cookies stay at home then).
 */
export function seenBy(head: RequestHead, response: Response, changed: true | undefined): SeenBy {
  if (changed || (head.method !== "GET" && head.method !== "HEAD")) return "change";
  if (head.headers.get("sec-fetch-site") === "cross-site") return "outside";
  return beginsSession(head.headers, response.headers) ? "new-session" : "look";
}

/** The answer sets a cookie whose name the browser did not have. What a change sets, it sets on the change itself. */
function beginsSession(request: Headers, response: Headers): boolean {
  const known = new Set((request.get("cookie") ?? "").split(";").map((part) => part.trim().split("=", 1)[0]));
  return response.getSetCookie().some((line) => {
    const [, name = "", value = ""] = /^\s*([^=;]+)=([^;]*)/.exec(line) ?? [];
    const isOurs = name.includes("cw_shopper");
    return value !== "" && !isOurs && !known.has(name) && !takenBack.test(line);
  });
}

const takenBack = /;\s*(max-age=(0|-\d+)\s*(;|$)|expires=\w+, 01[ -]jan[ -]1970)/i;
