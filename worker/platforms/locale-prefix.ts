/**
 * The path without the language or market that hosted platforms put in front of it: "/fr/cart", "/en-ca/cart" and
 * "/zh-hant/cart" are "/cart". One slash at the end is dropped, and the front page is "/".
 */
export function withoutLocale(pathname: string): string {
  return pathname.replace(/^\/[a-z]{2}(?:-[a-z]{2,4})?(?=\/|$)/i, "").replace(/\/$/, "") || "/";
}
