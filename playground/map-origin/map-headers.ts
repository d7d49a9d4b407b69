import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import { mapSetCookie, restoreCookies } from "./map-cookies.ts";
import { type MapUrls, mapBareHost } from "./map-urls.ts";

const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
const CARRIES_URLS = new Set([
  "access-control-allow-origin",
  "content-location",
  "link",
  "location",
  "refresh",
  "sourcemap",
  "x-pingback",
]);
const CARRIES_POLICY = new Set(["content-security-policy", "content-security-policy-report-only"]);
/** Promises about https and other ports that a localhost must not inherit for weeks. */
const NOT_FOR_LOCALHOST = new Set(["alt-svc", "strict-transport-security"]);
/** True of the origin's bytes, false of ours. */
const DESCRIBES_BYTES = new Set([
  "accept-ranges",
  "content-digest",
  "content-encoding",
  "content-length",
  "content-md5",
  "digest",
  "etag",
  "repr-digest",
]);
const DECODABLE = new Set(["gzip", "br", "identity"]);

/**
 * The origin's answer headers as name, value, name, value… in their order, so that several `Set-Cookie` stay several.
 * With `bodyChanges`, what describes the origin's bytes is left out.
 */
export function mapResponseHeaders(
  rawHeaders: string[],
  options: { origin: URL; publicUrl: URL; toPublic: MapUrls; bodyChanges: boolean },
): string[] {
  const named = namedInConnection(rawHeader(rawHeaders, "connection"));
  const mapped: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    const value = rawHeaders[index + 1] ?? "";
    const key = name.toLowerCase();
    if (HOP_BY_HOP.has(key) || named.has(key) || NOT_FOR_LOCALHOST.has(key)) continue;
    if (options.bodyChanges && DESCRIBES_BYTES.has(key)) continue;
    if (key === "set-cookie") mapped.push(name, mapSetCookie(value));
    else if (CARRIES_URLS.has(key)) mapped.push(name, options.toPublic(value));
    else if (CARRIES_POLICY.has(key)) mapped.push(name, mapPolicy(value, options));
    else mapped.push(name, value);
  }
  return mapped;
}

/** The visitor's headers as the origin would get them from a visitor of its own. */
export function mapRequestHeaders(
  headers: IncomingHttpHeaders,
  options: { host: string; toOrigin: MapUrls },
): OutgoingHttpHeaders {
  const named = namedInConnection(headers.connection);
  const mapped: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || HOP_BY_HOP.has(name) || named.has(name) || tellsOfTheProxy(name)) continue;
    mapped[name] = value;
  }
  mapped.host = options.host;
  mapped["accept-encoding"] = decodable(headers["accept-encoding"]);
  if (headers.origin) mapped.origin = options.toOrigin(headers.origin);
  if (headers.referer) mapped.referer = options.toOrigin(headers.referer);
  if (headers.cookie) mapped.cookie = restoreCookies(headers.cookie);
  return mapped;
}

/**
 * A shop that trusts `X-Forwarded-Host` would write localhost into its pages and its caches; a shop behind Cloudflare
 * answers a visitor who sends `CF-*` with an error page.
 */
function tellsOfTheProxy(name: string): boolean {
  return /^(?:forwarded|x-forwarded-(?:host|port|proto|scheme|server)|cf-.+|cdn-loop)$/.test(name);
}

function mapPolicy(policy: string, options: { origin: URL; publicUrl: URL; toPublic: MapUrls }): string {
  const directives = policy
    .split(";")
    .map((directive) => directive.trim())
    .filter(
      (directive) => directive && !/^(?:upgrade-insecure-requests|block-all-mixed-content)$/i.test(directive),
    );
  return mapBareHost(options.toPublic(directives.join("; ")), options.origin, options.publicUrl);
}

function decodable(acceptEncoding: string | undefined): string {
  const accepted = (acceptEncoding ?? "")
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => DECODABLE.has(entry.split(";")[0]?.trim() ?? ""));
  return accepted.join(", ") || "identity";
}

function namedInConnection(connection: string | undefined): Set<string> {
  return new Set((connection ?? "").split(",").map((name) => name.trim().toLowerCase()));
}

function rawHeader(rawHeaders: string[], wanted: string): string | undefined {
  const index = rawHeaders.findIndex((name, at) => at % 2 === 0 && name.toLowerCase() === wanted);
  return index === -1 ? undefined : rawHeaders[index + 1];
}
