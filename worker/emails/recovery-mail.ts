import type { Alternative } from "../domain/availability.ts";
import type { LineItem } from "../domain/cart.ts";
import type { Language } from "../domain/language.ts";
import type { MailTemplate, Stage } from "../domain/sequence.ts";
import type { EmailSettings } from "../wire/email-settings.ts";
import type { Styles } from "./styles.ts";
import type { IncentiveKind, LeftAt, MailWords } from "./words/mail-words.ts";

/** A coupon as its own record has it. */
export interface Incentive {
  code: string;
  kind: IncentiveKind;
  /** Percent, or minor units of `currency`; of no meaning for the other kinds. */
  value: number;
  currency: string;
  /** Epoch ms, when the shop stops taking it. */
  endsAt: number;
}

/** Lines that are shown one by one; the rest is counted. */
export const shownLines = 6;

/** Something that can no longer be bought, and what of the shop might do instead. */
export interface GoneLine {
  line: Pick<LineItem, "productId" | "options">;
  alternatives: Alternative[];
}

/** All that a recovery mail is made of. The same, and the same clock, give the same bytes. */
export interface RecoveryMail {
  template: MailTemplate;
  /** No further message of this sequence follows: only then a mail may say that it is the last. */
  isLast: boolean;
  stage: Stage;
  language: Language;
  /** ISO 3166-1: how dates are written. */
  country?: string | null;
  /** `undefined`: the language's own. */
  direction?: "ltr" | "rtl";
  /** `url`: where shoppers reach it. */
  shop: { name: string; url: string; postalAddress: string };
  emails: EmailSettings;
  cart: { lines: LineItem[]; currency: string; totalMinor: number | null };
  /** Leads to the page that shows the cart and rebuilds it on a press. */
  resumeUrl: string;
  unsubscribeUrl: string;
  /** Epoch ms and IANA zone: an end is written as the recipient's date and time. */
  now: number;
  timezone: string;
  /** First name, where it is known. */
  name?: string | null;
  /** Instead of the template's own subject: a variant that is tried. */
  subject?: string | null;
  /** Shown while it holds; without one the `incentive` template becomes another. */
  incentive?: Incentive | null;
  /** What delivery will cost, where that is known. 0: free. */
  deliveryMinor?: number | null;
  gone?: GoneLine[];
}

/** A mail on its way through its parts: tidied, decided, dressed. */
export interface Draft extends RecoveryMail {
  direction: "ltr" | "rtl";
  leftAt: LeftAt;
  words: MailWords;
  styles: Styles;
  gone: GoneLine[];
}
