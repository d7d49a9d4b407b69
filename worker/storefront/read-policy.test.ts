import { describe, expect, it } from "vitest";
import { readPolicies } from "./read-policy.ts";

const page = new URL("https://www.shop.example/checkout");

/** yes, no, or the nonce that is needed. */
type Verdict = true | false | string;

/** Policies as shops send them: what they let a script of the same host do, and a style element. */
const policies: [policy: string | string[], script: Verdict, style: Verdict][] = [
  // None that concerns us.
  [[], true, true],
  ["", true, true],
  [";;", true, true],
  ["frame-ancestors 'self'", true, true],
  ["upgrade-insecure-requests", true, true],
  ["upgrade-insecure-requests; block-all-mixed-content; frame-ancestors 'none'; report-uri /csp", true, true],
  ["img-src 'self' data:; font-src *", true, true],
  ["object-src 'none'; base-uri 'self'", true, true],
  // By source.
  ["default-src 'self'", true, false],
  ["default-src 'none'", false, false],
  ["default-src *", true, false],
  ["default-src * data: blob: 'unsafe-inline' 'unsafe-eval'", true, true],
  ["default-src https: 'unsafe-inline'", true, true],
  ["default-src http: 'unsafe-inline'", false, true],
  ["default-src 'self' 'unsafe-inline'; script-src 'self' https://js.pay.example", true, true],
  ["script-src 'self'; style-src 'self' 'unsafe-inline'", true, true],
  ["script-src 'self' 'unsafe-inline'", true, true],
  ["script-src 'unsafe-inline'", false, true],
  ["script-src https://cdn.example", false, true],
  ["script-src www.shop.example", true, true],
  ["script-src https://www.shop.example", true, true],
  ["script-src https://WWW.Shop.Example/", true, true],
  ["script-src https://www.shop.example:443", true, true],
  ["script-src https://www.shop.example:8443", false, true],
  ["script-src https://www.shop.example:*", true, true],
  ["script-src http://www.shop.example", false, true],
  ["script-src *.shop.example", true, true],
  ["script-src *.www.shop.example", false, true],
  ["script-src *.example.com", false, true],
  ["script-src shop.example", false, true],
  ["script-src notwww.shop.example www.shop.example.evil.example", false, true],
  ["script-src https://*", true, true],
  ["script-src https://www.shop.example/js/", false, true],
  ["script-src 'none'; style-src 'none'", false, false],
  ["script-src", false, true],
  ["script-src;style-src", false, false],
  ["SCRIPT-SRC 'SELF'; STYLE-SRC 'UNSAFE-INLINE'", true, true],
  ["script-src\t'self'\n; style-src  'unsafe-inline' ", true, true],
  // The first of a name counts, the closer of two names too.
  ["script-src 'none'; script-src 'self'", false, true],
  [
    "default-src 'none'; script-src-elem 'self'; connect-src 'self'; style-src-elem 'unsafe-inline'",
    true,
    true,
  ],
  ["script-src 'self'; script-src-elem https://cdn.example", false, true],
  ["script-src 'none'; script-src-elem 'self'", true, true],
  ["script-src 'self'; script-src-attr 'none'; style-src-attr 'none'", true, true],
  ["style-src 'unsafe-inline'; style-src-elem 'self'", true, false],
  // By hash.
  ["script-src 'sha256-AAAA='", false, true],
  ["style-src 'unsafe-inline' 'sha256-AAAA='", true, false],
  ["style-src 'self' 'sha512-AAAA='", true, false],
  // By nonce.
  ["script-src 'nonce-r4nd0m'", "r4nd0m", true],
  [
    "script-src 'nonce-r4nd0m' 'strict-dynamic' https: 'unsafe-inline'; object-src 'none'; base-uri 'none'",
    "r4nd0m",
    true,
  ],
  ["script-src 'strict-dynamic' 'self'", false, true],
  ["script-src 'strict-dynamic' 'sha256-AAAA='", false, true],
  ["script-src 'self' 'nonce-a+/b_-=='; style-src 'self' 'nonce-a+/b_-=='", "a+/b_-==", "a+/b_-=="],
  ["default-src 'self' 'nonce-abc'", "abc", "abc"],
  ["script-src 'NONCE-abc'", "abc", true],
  ["script-src 'nonce-'", false, true],
  [`script-src 'nonce-a"onload=x'`, false, true],
  ["script-src 'nonce-<b>' 'self'", true, true],
  ["script-src nonce-abc", false, true],
  // What our script does is part of what it may.
  ["script-src 'self'; connect-src 'none'", false, true],
  ["script-src 'self'; connect-src https://api.example", false, true],
  ["script-src 'self'; connect-src 'self' https://api.example", true, true],
  ["default-src 'none'; script-src 'self'; style-src 'unsafe-inline'", false, true],
  ["sandbox", false, true],
  ["sandbox allow-forms allow-same-origin", false, true],
  ["sandbox allow-scripts allow-forms", false, true],
  ["sandbox allow-scripts allow-same-origin", true, true],
  // Several: all of them must agree.
  [["script-src 'self'", "script-src 'none'"], false, true],
  ["script-src 'self', script-src https://cdn.example", false, true],
  [["script-src 'self'", "style-src 'unsafe-inline'", "frame-ancestors 'none'"], true, true],
  [["script-src 'nonce-a'", "script-src 'self'"], "a", true],
  [["script-src 'nonce-a'", "script-src 'nonce-a' 'nonce-b'"], "a", true],
  [["script-src 'nonce-a'", "script-src 'nonce-b'"], false, true],
  [["style-src 'nonce-a'", "style-src 'unsafe-inline'"], true, "a"],
  ["default-src 'self', ", true, false],
];

const grant = (verdict: Verdict) =>
  verdict === false ? { allowed: false } : { allowed: true, nonce: verdict === true ? null : verdict };

describe("a page's policy", () => {
  it.each(policies)("%j lets a script of ours: %j, a style of ours: %j", (policy, script, style) => {
    expect(readPolicies([policy].flat(), page)).toEqual({ script: grant(script), style: grant(style) });
  });

  it.each([
    ["script-src shop.localhost:8787", true],
    ["script-src shop.localhost", false],
    ["script-src 'self'", true],
    ["script-src http:", true],
    ["script-src https:", false],
    ["script-src *", true],
    ["script-src http://shop.localhost:*", true],
  ])("%j is read with the page's own port and scheme: %j", (policy, script) => {
    const local = new URL("http://shop.localhost:8787/cart");
    expect(readPolicies([policy], local).script).toEqual(grant(script));
  });

  it("never gives out a nonce that could leave its attribute", () => {
    const hostile = ['a"b', "a>b", "a b", "a'b", "a&quot;b", "a\nb", "=a"];
    for (const nonce of hostile) {
      const { script, style } = readPolicies([`default-src 'nonce-${nonce}'`], page);
      expect(script.allowed).toBe(false);
      expect(style.allowed).toBe(false);
    }
  });
});
