/** Which request of ours a request was: the origin sees it, and so does this worker when it is its own origin by mistake. */
export const hopHeader = "x-cartwright-hop";

/** Hop-by-hop (RFC 9110 §7.6.1). */
const hopByHop = [
  "connection",
  "upgrade",
  "keep-alive",
  "proxy-connection",
  "proxy-authenticate",
  "te",
  "trailer",
  "transfer-encoding",
];

/** What a client could use to pretend to be another host or person to the origin. */
const pretences = [
  "proxy-authorization",
  "forwarded",
  "x-forwarded",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-scheme",
  "x-forwarded-ssl",
  "x-forwarded-port",
  "x-forwarded-prefix",
  "x-forwarded-server",
  "x-forwarded-for",
  "front-end-https",
  "x-client-ip",
  "x-real-ip",
  "x-original-url",
  "x-rewrite-url",
  "x-original-host",
  "x-http-host-override",
  "x-host",
];

export interface OriginOptions {
  /** The request's address, where it has been read already. */
  asked?: URL;
  /** The answer will be changed: ask for it plain and whole. */
  isPage: boolean;
  /** ETags of the origin under which the shopper has such a page; without any it is asked for whatever they have. */
  unless?: string[];
  /** A copy of the answer will be read: ask for codings that the runtime takes off. */
  isRead?: boolean;
}

/**
 * The request as the origin gets it: same method, path, query, cookies and body; the origin's own host; forwarding headers
 * that say who really asked. The body streams and is not read.
 */
export function toOriginRequest(
  request: Request,
  origin: URL,
  { asked = new URL(request.url), isPage, unless = [], isRead = false }: OriginOptions,
): Request {
  const headers = new Headers(request.headers);
  // An upgrade to WebSocket is negotiated by the runtime from these very headers.
  const isUpgrade = headers.get("upgrade")?.toLowerCase() === "websocket";
  if (!isUpgrade) {
    for (const name of headers.get("connection")?.split(",") ?? []) {
      const named = name.trim().toLowerCase();
      if (/^[a-z0-9-]+$/.test(named)) headers.delete(named);
    }
    for (const name of hopByHop) headers.delete(name);
  }
  for (const name of pretences) headers.delete(name);
  const client = request.headers.get("cf-connecting-ip");
  if (client) headers.set("x-forwarded-for", client);
  headers.set("x-forwarded-proto", asked.protocol.slice(0, -1));
  headers.set("x-forwarded-host", asked.host);
  headers.set(hopHeader, "1");
  if (isPage) {
    // Plain bytes spare an inflate and a deflate here; Cloudflare compresses towards the shopper.
    headers.set("accept-encoding", "identity");
    for (const name of [
      "range",
      "if-range",
      "if-none-match",
      "if-modified-since",
      "if-match",
      "if-unmodified-since",
    ]) {
      headers.delete(name);
    }
    if (unless.length > 0) headers.set("if-none-match", unless.join(", "));
  } else if (isRead) {
    const readable = (headers.get("accept-encoding") ?? "")
      .split(",")
      .filter((coding) => /^\s*(gzip|br)\s*(;|$)/i.test(coding));
    headers.set("accept-encoding", readable.join(",").trim() || "identity");
  }
  // Joined as text: resolved against the origin, a path that begins with "//" would name a host.
  const target = origin.origin + asked.pathname + asked.search;
  const { method } = request;
  // A body on these has no meaning (RFC 9110 §9.3.1), and none can be sent.
  const body = method === "GET" || method === "HEAD" ? null : request.body;
  return new Request(target, { method, headers, body, redirect: "manual" });
}

/**
 * A redirect that names the origin is turned to the host the shopper is on. Everything else is the answer itself.
 */
export function withPublicLocation(response: Response, origin: URL, shop: URL): Response {
  const location = response.headers.get("location");
  if (location === null || origin.host === shop.host) return response;
  const target = URL.canParse(location, origin) ? new URL(location, origin) : null;
  // A relative one is right as it is.
  if (target === null || target.host !== origin.host || !/^([a-z]+:)?\/\//i.test(location)) return response;
  const changed = new Response(response.body, response);
  // Joined as text: a host without a port would leave the origin's port where it is.
  changed.headers.set("location", shop.origin + target.pathname + target.search + target.hash);
  return changed;
}
