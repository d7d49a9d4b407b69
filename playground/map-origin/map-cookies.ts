/** Browsers refuse these prefixes on a cookie that is not Secure, and Secure on a page that is plain http. */
const PREFIXED = /^__(?:Host|Secure|Http|Host-Http)-/i;
const RENAMED = "dev-";

/** One `Set-Cookie` of the origin, as a plain-http localhost can keep it: no Domain, no Secure, no SameSite=None. */
export function mapSetCookie(header: string): string {
  const [pair = "", ...attributes] = header.split(";").map((part) => part.trim());
  const kept = attributes
    .filter((attribute) => attribute && !/^(?:domain\s*=|domain$|secure$|partitioned$)/i.test(attribute))
    .map((attribute) => (/^samesite\s*=\s*none$/i.test(attribute) ? "SameSite=Lax" : attribute));
  return [PREFIXED.test(pair) ? RENAMED + pair : pair, ...kept].join("; ");
}

/** The visitor's `Cookie` header with the names the origin gave. */
export function restoreCookies(header: string): string {
  return header
    .split(/;\s*/)
    .map((pair) =>
      pair.startsWith(RENAMED) && PREFIXED.test(pair.slice(RENAMED.length))
        ? pair.slice(RENAMED.length)
        : pair,
    )
    .join("; ");
}
