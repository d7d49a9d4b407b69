import { minute } from "../../domain/clock.ts";
import { fillIn } from "../../domain/fill-in.ts";
import type { Language } from "../../domain/language.ts";
import { formatMoney } from "../../domain/money.ts";
import { Gap, Table } from "../layout.tsx";
import type { Draft, Incentive } from "../recovery-mail.ts";
import { tidy } from "../tidy.ts";
import { plural } from "../words/index.ts";

/** What it gives, the code, and its real end. Never a running clock: a mail does not know when it is read. */
export function Coupon({ draft, incentive }: { draft: Draft; incentive: Incentive }) {
  const { styles, words } = draft;
  return (
    <>
      <Table width="100%">
        <tr>
          <td {...styles.coupon}>
            <p {...styles.gives}>{givesOf(draft, incentive)}</p>
            <p {...styles.codeLabel}>{words.offer.code}</p>
            <p dir="ltr" {...styles.code}>
              {tidy(incentive.code, 40)}
            </p>
            <p {...styles.note}>
              {words.offer.how}
              <br />
              {endOf(draft, incentive)}
            </p>
          </td>
        </tr>
      </Table>
      <Gap height={24} />
    </>
  );
}

export function couponText(draft: Draft, incentive: Incentive): string[] {
  const { offer } = draft.words;
  return [
    givesOf(draft, incentive),
    `${offer.code}: ${tidy(incentive.code, 40)}`,
    offer.how,
    endOf(draft, incentive),
  ];
}

/** "10%", "£5.00"; empty for what has no number. */
export function amountText({ kind, value, currency }: Incentive, language: Language): string {
  if (kind === "amount") return formatMoney({ minor: value, currency }, language);
  if (kind !== "percent") return "";
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 }).format(value / 100);
}

function givesOf({ words, language }: Draft, incentive: Incentive): string {
  return fillIn(words.offer.gives[incentive.kind], { value: amountText(incentive, language) });
}

function endOf(draft: Draft, { endsAt }: Incentive): string {
  const { words, language, now } = draft;
  const end = dateAndTime(draft, endsAt);
  const minutes = Math.floor((endsAt - now) / minute);
  if (minutes >= 60) return fillIn(words.offer.until, { end });
  return fillIn(words.offer.soon, { end, left: plural(words.offer.minutes, Math.max(minutes, 1), language) });
}

/** As the recipient's country writes it, in the recipient's zone, which is named. */
function dateAndTime({ language, country, timezone }: Draft, at: number): string {
  const locale = country && /^[A-Z]{2}$/.test(country) ? `${language}-${country}` : language;
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: timezone,
    timeZoneName: "short",
  }).format(at);
}
