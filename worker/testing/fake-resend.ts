import { type AcceptedMail, createFakeMailApi, type MailMood } from "./fake-mail-api.ts";
import { mailDialects } from "./mail-dialects.ts";

/**
 * Resend as far as a client can see it: idempotency keys that give one mail for one key, a refusal when the same key comes
 * with other content, its error bodies. Its log of accepted mail is what tests believe, not our own tables.
 */
export class FakeResend {
  readonly #api = createFakeMailApi(resendDialect());

  get accepted(): AcceptedMail[] {
    return this.#api.accepted;
  }

  get calls(): { key: string | null; body: string }[] {
    return this.#api.calls;
  }

  get mood(): MailMood {
    return this.#api.mood;
  }

  set mood(mood: MailMood) {
    this.#api.mood = mood;
  }

  fetch(request: Request): Promise<Response> {
    return this.#api.fetch(request);
  }
}

function resendDialect() {
  const { resend } = mailDialects;
  if (!resend) throw new Error("there is no Resend among the dialects");
  return resend;
}
