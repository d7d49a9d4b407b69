import { identityOf, type LineItem, optionsText, totalOf, withoutLines } from "../../domain/cart.ts";
import { fillIn } from "../../domain/fill-in.ts";
import type { Language } from "../../domain/language.ts";
import { formatMoney } from "../../domain/money.ts";
import type { EmailSettings } from "../../wire/email-settings.ts";
import { pageOfShop, pictureFor, withCampaign } from "../addresses.ts";
import { Gap, Table } from "../layout.tsx";
import type { GoneLine } from "../recovery-mail.ts";
import type { Styles } from "../styles.ts";
import { tidy } from "../tidy.ts";
import { mailWords, plural } from "../words/index.ts";

export interface CartParts {
  language: Language;
  emails: EmailSettings;
  shop: { url: string };
  /** Tidied. */
  cart: { lines: LineItem[]; currency: string; totalMinor: number | null };
  deliveryMinor?: number | null;
  gone?: GoneLine[];
  /** Lines that are shown one by one; the rest is counted. */
  shown: number;
}

type Dressed = CartParts & { styles: Styles };

/** What is in the cart, what it costs, and what might do instead of what is gone. */
export function CartTable(parts: Dressed) {
  const { cart, language, styles, shown } = parts;
  const words = mailWords[language];
  const lines = cart.lines.slice(0, shown);
  const pictures = lines.map(({ image }) => pictureFor(image, parts.shop.url, parts.emails));
  // A shop without pictures gets no column of empty boxes.
  const hasPictures = pictures.some((picture) => picture !== null);
  const columns = hasPictures ? 2 : 1;
  const more = cart.lines.length - lines.length;
  return (
    <>
      <Table width="100%" {...styles.cart}>
        {lines.map((line, index) => (
          <tr>
            {hasPictures && <Picture picture={pictures[index] ?? null} name={line.name} styles={styles} />}
            <td {...(hasPictures ? styles.lineCell : styles.bareCell)}>
              <Line line={line} parts={parts} />
            </td>
          </tr>
        ))}
        {more > 0 && (
          <tr>
            <td colSpan={columns} {...styles.more}>
              {plural(words.andMore, more, language)}
            </td>
          </tr>
        )}
        <tr>
          <td colSpan={columns} {...styles.sumsCell}>
            <Sums {...parts} />
          </td>
        </tr>
      </Table>
      <Alternatives {...parts} />
    </>
  );
}

function Picture({ picture, name, styles }: { picture: string | null; name: string; styles: Styles }) {
  return (
    <td width="72" {...styles.pictureCell}>
      {picture ? (
        // Its name stands beside it: read out once is enough.
        <img src={picture} alt="" width="72" {...styles.picture} />
      ) : (
        <Table width="72">
          <tr>
            <td width="72" height="72" {...styles.noPicture}>
              <span aria-hidden="true">{[...name][0]?.toUpperCase()}</span>
            </td>
          </tr>
        </Table>
      )}
    </td>
  );
}

function Line({ line, parts }: { line: LineItem; parts: Dressed }) {
  const { styles, cart, language } = parts;
  const isGone = goneOf(line, parts) !== null;
  return (
    <Table width="100%" class="stack">
      <tr>
        <td {...styles.nameCell}>
          <strong {...styles.name}>{line.name}</strong>
          {details(line, parts).map((detail) => (
            <>
              <br />
              <span {...styles.muted}>{detail}</span>
            </>
          ))}
          {isGone && (
            <>
              <br />
              <span {...styles.notice}>{mailWords[language].gone}</span>
            </>
          )}
        </td>
        {!isGone && <td {...styles.priceCell}>{priceOf(line, cart.currency, language)}</td>}
      </tr>
    </Table>
  );
}

/** Below the name: what was chosen, and how many at what price. */
function details(line: LineItem, parts: CartParts): string[] {
  const { language, cart } = parts;
  const words = mailWords[language];
  if (goneOf(line, parts)) return [optionsText(line)].filter(Boolean);
  const quantity = fillIn(words.quantity, { quantity: line.quantity });
  const price = formatMoney({ minor: line.unitMinor, currency: cart.currency }, language);
  const each = line.quantity > 1 ? ` · ${fillIn(words.each, { price })}` : "";
  return [optionsText(line), quantity + each].filter(Boolean);
}

function Sums(parts: Dressed) {
  const { styles } = parts;
  const { delivery, total, totalLabel, totalNote } = sumsOf(parts);
  return (
    <Table width="100%">
      {delivery && (
        <tr>
          <td {...styles.sumLabel}>{delivery.label}</td>
          <td {...styles.sum}>{delivery.cost}</td>
        </tr>
      )}
      <tr>
        <td {...styles.totalLabel}>
          {totalLabel}
          {totalNote && <span {...styles.muted}> ({totalNote})</span>}
        </td>
        <td {...styles.total}>{total}</td>
      </tr>
    </Table>
  );
}

function Alternatives(parts: Dressed) {
  const { styles, language } = parts;
  const all = alternativesOf(parts);
  if (all.length === 0) return null;
  return (
    <>
      <Gap height={24} />
      <p {...styles.heading}>{mailWords[language].instead}</p>
      <Table width="100%">
        {all.map(({ name, url, price }) => (
          <tr>
            <td {...styles.factCell}>
              <a href={url} {...styles.link}>
                {name}
              </a>
            </td>
            <td {...styles.alternativePrice}>{price}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}

/** The same in plain text. */
export function cartText(parts: CartParts): string[] {
  const { cart, language, shown } = parts;
  const words = mailWords[language];
  const lines = cart.lines.slice(0, shown).map((line) => {
    const options = optionsText(line);
    const price = goneOf(line, parts) ? words.gone : priceOf(line, cart.currency, language);
    return `- ${line.quantity} × ${line.name}${options ? ` (${options})` : ""}: ${price}`;
  });
  const more = cart.lines.length - lines.length;
  const { delivery, total, totalLabel, totalNote } = sumsOf(parts);
  const alternatives = alternativesOf(parts).map(
    ({ name, url, price }) => `- ${name}${price && `: ${price}`}\n  ${url}`,
  );
  return [
    ...lines,
    ...(more > 0 ? [plural(words.andMore, more, language)] : []),
    ...(delivery ? [`${delivery.label}: ${delivery.cost}`] : []),
    `${totalLabel}${totalNote ? ` (${totalNote})` : ""}: ${total}`,
    ...(alternatives.length > 0 ? ["", `${words.instead}:`, ...alternatives] : []),
  ];
}

function sumsOf(parts: CartParts) {
  const { cart, language, deliveryMinor = null } = parts;
  const words = mailWords[language];
  const money = (minor: number) => formatMoney({ minor, currency: cart.currency }, language);
  const gone = (parts.gone ?? []).map(({ line }) => line);
  const goods = totalOf(withoutLines(cart, gone));
  return {
    delivery:
      deliveryMinor === null
        ? null
        : { label: words.delivery, cost: deliveryMinor === 0 ? words.freeDelivery : money(deliveryMinor) },
    total: money(goods + (deliveryMinor ?? 0)),
    totalLabel: words.total,
    totalNote: deliveryMinor === null ? words.beforeDelivery : null,
  };
}

function goneOf(line: LineItem, { gone = [] }: CartParts): GoneLine | null {
  return gone.find((one) => identityOf(one.line) === identityOf(line)) ?? null;
}

/** At most three, each once, and pages of the shop alone. A price in another currency than the cart's is left out. */
function alternativesOf({ gone = [], shop, emails, cart, language }: CartParts) {
  const all = gone.flatMap(({ alternatives }) => alternatives);
  const known = new Set(cart.lines.map(({ url }) => url));
  return all
    .flatMap(({ name, url, price }) => {
      const page = pageOfShop(url, shop.url);
      if (!page || known.has(page)) return [];
      known.add(page);
      return [
        {
          name: tidy(name),
          url: withCampaign(page, shop.url, "instead", emails),
          price: price?.currency === cart.currency ? formatMoney(price, language) : "",
        },
      ];
    })
    .slice(0, 3);
}

function priceOf(line: LineItem, currency: string, language: Language): string {
  return formatMoney({ minor: line.unitMinor * line.quantity, currency }, language);
}
