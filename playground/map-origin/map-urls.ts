export type MapUrls = (text: string) => string;

/**
 * Returns a function that moves every absolute URL of `from` (and of its `www.`/bare twin) to `to`, in any text:
 * `https://host`, `http://host`, `ws(s)://host`, `//host`, and the same as JSON (`https:\/\/host`, `\u002F`) or
 * percent-encoded once or twice. Hosts are compared whole and with their port; paths are left as they are.
 * Text may be bytes read as latin1: nothing but the matched URLs changes.
 */
export function createUrlMapper(from: URL, to: URL): MapUrls {
  const pattern = new RegExp(
    `(?:${SCHEME}|${FREE_STANDING})${SLASHES}${hostPattern(from)}${HOST_ENDS}`,
    "gi",
  );
  return (text) =>
    text.replace(pattern, (_match, scheme?: string, colon?: string, slash = "/") => {
      const separator = colon ?? colonSpelledLike(slash);
      const host = to.port ? `${to.hostname}${separator}${to.port}` : to.hostname;
      return `${scheme ? targetScheme(scheme, to) + separator : ""}${slash}${slash}${host}`;
    });
}

/** Replaces the host where it stands alone, as in a Content-Security-Policy source list. */
export function mapBareHost(text: string, from: URL, to: URL): string {
  return text.replace(
    new RegExp(`(?<![\\w./:-])${hostPattern(from)}(?![\\w-]|\\.\\w|:[\\w*])`, "gi"),
    to.host,
  );
}

/** True for the origin itself, its other scheme, and its `www.`/bare twin. */
export function isSameShop(url: URL, origin: URL): boolean {
  return new RegExp(`^${hostPattern(origin)}$`, "i").test(url.host);
}

const COLON = "(?::|%3a|%253a)";
const SCHEME = `(https?|wss?)(${COLON})`;
/** A `//host` in the middle of another URL (`https://cache.example/fetch//host/a.png`) belongs to that URL. */
const FREE_STANDING = "(?<![\\w:/.-])";
const SLASHES = String.raw`(\\*/|\\+u002f|%2f|%252f)\3`;
/** What must not follow: more of a longer name, another port, or an `@` that makes the host a user name. */
const HOST_ENDS = String.raw`(?![\w\-\x80-\xff]|\.[\w/:]|:\w|@|%40|%2540|%3a\w|%253a\w)`;

function hostPattern(url: URL): string {
  const names = [url.hostname, ...twinsOf(url.hostname)].map((name) => name.replace(/[.[\]]/g, "\\$&"));
  const port = url.port ? `${COLON}${url.port}` : `(?:${COLON}(?:80|443)(?!\\d))?`;
  return `(?:${names.join("|")})${port}`;
}

function twinsOf(hostname: string): string[] {
  const isAddress = /^[\d.]+$|^\[/.test(hostname);
  if (isAddress) return [];
  return [hostname.startsWith("www.") ? hostname.slice(4) : `www.${hostname}`];
}

function colonSpelledLike(slash: string): string {
  if (slash.startsWith("%25")) return "%253A";
  return slash.startsWith("%") ? "%3A" : ":";
}

function targetScheme(scheme: string, to: URL): string {
  const secure = to.protocol === "https:";
  if (/^ws/i.test(scheme)) return secure ? "wss" : "ws";
  return secure ? "https" : "http";
}
