import { remembered } from "../domain/remembered.ts";

/** Whether the shopper asked for a page to look at: not for a fragment, a frame, a picture or data. */
export function wantsPage(request: Request): boolean {
  // HEAD asks what GET would answer (RFC 9110 §9.3.2): for a page that we change, that is not the origin's length.
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  const { headers } = request;
  const destination = headers.get("sec-fetch-dest");
  if (destination !== null) return destination === "document";
  return (
    (headers.get("accept") ?? "").includes("text/html") &&
    headers.get("x-requested-with") === null &&
    headers.get("upgrade") === null
  );
}

/** Charsets in which our ASCII could become something else: not every ASCII byte stands for itself there (labels of WHATWG Encoding §4.2). */
const notAscii =
  /^((cs)?utf-?(16|32|7)|(cs)?iso-?2022|hz-gb|(cs)?ucs|(cs)?unicode(fffe|feff)?$|(cs)?iso-10646|replacement)/i;

/**
 * Whether an answer to such a request is a page that may be changed: a plain 200 of HTML, to be shown, in a coding that
 * the runtime takes off and puts on again, whose sender has not forbidden it (RFC 9111 §5.2.2.6).
 */
export function isChangeablePage(method: string, response: Response): boolean {
  if (response.status !== 200) return false;
  const { headers } = response;
  return (
    isHtml(headers.get("content-type") ?? "") &&
    ["", "identity", "gzip", "br"].includes(headers.get("content-encoding")?.toLowerCase() ?? "") &&
    !/\bno-transform\b/i.test(headers.get("cache-control") ?? "") &&
    !/^\s*attachment/i.test(headers.get("content-disposition") ?? "") &&
    (method === "HEAD" || response.body !== null)
  );
}

/** Shops send few of them. */
const isHtml = remembered((contentType: string) => {
  const [type = "", ...parameters] = contentType.split(";");
  const charset = parameters.join(";").match(/charset\s*=\s*"?([^\s;"]+)/i)?.[1] ?? "";
  return type.trim().toLowerCase() === "text/html" && !notAscii.test(charset);
}, 20_000);

/**
 * Whether an answer is for who asked alone, and is asked for again before it is shown again: nobody keeps it (`no-store`), or only
 * their own browser does, and not unasked (`private` with `no-cache` or `max-age=0`; RFC 9111 §5.2.2). Who caches by rules of their
 * own (RFC 9213, `Surrogate-Control`) has to say so as well. When in doubt, no.
 */
export function isForOneVisitor({ headers }: Response): boolean {
  for (const [name, value] of headers) {
    if (/^surrogate-control$|.-cache-control$/.test(name) && !directivesOf(value).has("no-store"))
      return false;
  }
  const told = directivesOf(headers.get("cache-control") ?? "");
  return told.has("no-store") || (told.has("private") && (told.has("no-cache") || told.has("max-age=0")));
}

/** `private="name"` is about one field, and is another directive here. */
const directivesOf = (value: string) => new Set(value.toLowerCase().split(/\s*,\s*|\s+/));

/**
 * Whether a shared cache might keep this answer and give it to somebody else (RFC 9111 §3). When in doubt, yes: such an
 * answer gets no cookie of ours.
 */
export function mayBeShared(method: string, response: Response): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  const control = (response.headers.get("cache-control") ?? "").toLowerCase();
  if (/\b(no-store|private)\b/.test(control)) return false;
  // The shop itself sets a cookie here: whoever caches this caches the shop's session with it.
  return !response.headers.has("set-cookie");
}
