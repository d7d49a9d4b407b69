import { Hono } from "hono";
import { noticeVersion, noticeWords } from "../../../widgets/address-notice/words.ts";
import { offerConsentWords, offerVersion } from "../../../widgets/exit-offer/words.ts";
import { forgetContact } from "../../services/contacts/forget-contact.ts";
import { type Asked, saveContact } from "../../services/contacts/save-contact.ts";
import type { Store } from "../../services/stores/find-store.ts";
import { paths } from "../../wire/paths.ts";
import { type ContactRequest, type ContactResponse, contactRequest } from "../../wire/storefront-api.ts";
import { limitBody, limitRate, networkOf, noStore, sameOriginOnly } from "./guards.ts";
import { readShopperId, visitorOf } from "./shopper.ts";
import type { StorefrontEnv } from "./storefront-env.ts";

/** An address with the shopper's yes or no. */
export const contactRoute = new Hono<StorefrontEnv>().post(
  paths.contact,
  sameOriginOnly,
  limitRate,
  limitBody(4096),
  async (c) => {
    const { ctx, store } = c.var;
    const answer = (body: ContactResponse, status: 200 | 400 | 409) => c.json(body, status, noStore);
    const body = contactRequest.safeParse(await c.req.json().catch(() => null));
    if (!body.success) {
      return answer({ status: "invalid", field: body.error.issues[0]?.path.join(".") || "body" }, 400);
    }
    const shopperId = readShopperId(c.req.raw);
    if (shopperId === null) return answer({ status: "invalid", field: "cart" }, 409);
    const visitor = visitorOf(c.req.raw, shopperId);
    const asked = whatWasAsked(store, body.data, c.req.header("sec-gpc") === "1");
    if (asked === null) return answer({ status: "invalid", field: "consent" }, 409);
    if (body.data.decision === "refused") return answer(await forgetContact(ctx, store, visitor, asked), 200);
    const saved = await saveContact(ctx, store, visitor, body.data.email, asked, networkOf(c.req.raw));
    return answer(saved, saved.status !== "invalid" ? 200 : saved.field === "email" ? 400 : 409);
  },
);

/**
 * The words the shopper read. Under Global Privacy Control silence is never a yes (W3C GPC §4.1): nothing but a box that was
 * ticked counts, whatever the page says it showed.
 */
function whatWasAsked(store: Store, request: ContactRequest, hasGpc: boolean): Asked | null {
  const { surface, language, page } = request;
  const where = { surface, language, page: page.split("?", 1)[0] ?? "" };
  if (surface === "exit-offer") {
    return { ...where, basis: "opt-in", words: offerConsentWords[language], wordsVersion: offerVersion };
  }
  const { mode } = store.settings.consent;
  const basis = request.asked ?? mode;
  const words = noticeWords[language][basis === "notice" ? "notice" : "optIn"];
  if (basis === "notice" && (mode === "opt-in" || hasGpc) && request.decision === "granted") return null;
  return { ...where, basis, words, wordsVersion: noticeVersion };
}
