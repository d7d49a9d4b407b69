import { hour, second } from "../domain/clock.ts";
import { fromBase64 } from "../domain/hmac.ts";
import { utf8 } from "../domain/keys.ts";
import type { EventCall } from "./contract.ts";
import { isTimely } from "./proofs.ts";
import { textAt } from "./read-answer.ts";

/** SNS tries a call to an address of https again for an hour at most, and does not sign anew. */
export const replayWindow = 2 * hour;

/**
 * Whether a message of Amazon SNS comes from one of these topics: signed by Amazon (docs.aws.amazon.com/sns: "Verifying
 * the signatures of Amazon SNS messages"; versions 1 and 2), and of a topic that is the merchant's own, because Amazon
 * signs for everybody's. A certificate is fetched from Amazon's own hosts and from nowhere else.
 * @throws when the certificate cannot be fetched: the message may be true, and should come again
 */
export async function isFromTopic(call: EventCall, message: unknown): Promise<boolean> {
  const topic = textAt(message, "TopicArn");
  if (topic === null || !call.secrets.includes(topic)) return false;
  const type = textAt(message, "Type");
  if (type === null || call.headers.get("x-amz-sns-message-type") !== type) return false;
  const at = Date.parse(textAt(message, "Timestamp") ?? "");
  if (!isTimely(at, call.now, replayWindow)) return false;
  const hash = { "1": "SHA-1", "2": "SHA-256" }[textAt(message, "SignatureVersion") ?? ""];
  const signature = fromBase64(textAt(message, "Signature") ?? "");
  const certificate = amazonUrl(
    textAt(message, "SigningCertURL"),
    /^\/SimpleNotificationService-[0-9a-f]{8,64}\.pem$/,
  );
  if (hash === undefined || signature === null || certificate === null) return false;
  const spki = await spkiAt(call.fetch, certificate);
  if (spki === null) return false;
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash };
  try {
    const key = await crypto.subtle.importKey("spki", spki, algorithm, false, ["verify"]);
    return await crypto.subtle.verify(algorithm, key, signature, utf8(signedText(type, message)));
  } catch {
    return false;
  }
}

/** An address on one of Amazon's SNS hosts, by TLS, on the usual port, without a login; `null` for every other. */
export function amazonUrl(text: string | null, path: RegExp): string | null {
  if (text === null || text.length > 2000 || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isAmazon = /^sns\.[a-z]{2}(-[a-z]+)+-\d\.amazonaws\.com(\.cn)?$/.test(url.hostname);
  const isPlain = url.protocol === "https:" && url.port === "" && url.username === "" && url.password === "";
  return isAmazon && isPlain && path.test(url.pathname) ? url.href : null;
}

/** The fields that are signed, in this order, each with its name, a line each. */
function signedText(type: string, message: unknown): string {
  const names =
    type === "Notification"
      ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
      : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
  return names
    .map((name) => {
      const value = (message as Record<string, unknown>)[name];
      return typeof value === "string" ? `${name}\n${value}\n` : "";
    })
    .join("");
}

/** Certificates change a few times a year; each isolate fetches one once. */
const known = new Map<string, Uint8Array<ArrayBuffer>>();

async function spkiAt(fetcher: typeof fetch, url: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const kept = known.get(url);
  if (kept) return kept;
  const response = await fetcher(url, { redirect: "manual", signal: AbortSignal.timeout(5 * second) });
  if (response.status === 404 || response.status === 403) return null;
  if (!response.ok) throw new Error(`a signing certificate could not be fetched: http ${response.status}`);
  const pem = (await response.text()).slice(0, 20_000);
  const base64 = /-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/.exec(pem)?.[1] ?? "";
  const der = fromBase64(base64.replace(/\s/g, ""));
  const spki = der === null ? null : publicKeyIn(der);
  // The names of addresses come from outside: a long list of them must not fill the isolate.
  if (known.size > 20) known.clear();
  if (spki) known.set(url, spki);
  return spki;
}

/**
 * The SubjectPublicKeyInfo of a certificate (RFC 5280 §4.1): the seventh field of what is signed, the version, which may be
 * left out, counted as the first.
 */
export function publicKeyIn(certificate: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  const signed = enter(certificate, enter(certificate, 0));
  if (signed === null) return null;
  // Version, serial number, algorithm, issuer, validity, subject.
  let at = signed;
  const fields = certificate[at] === 0xa0 ? 6 : 5;
  for (let field = 0; field < fields; field++) at = elementAt(certificate, at)?.end ?? certificate.length;
  const spki = elementAt(certificate, at);
  return spki && certificate[at] === 0x30 ? certificate.slice(at, spki.end) : null;
}

/** Where the content of a sequence begins. */
function enter(der: Uint8Array, at: number | null): number | null {
  if (at === null || der[at] !== 0x30) return null;
  return elementAt(der, at)?.content ?? null;
}

/** Where an element's content begins and ends (X.690 §8.1.3); `null` when it does not fit. */
function elementAt(der: Uint8Array, at: number): { content: number; end: number } | null {
  const first = der[at + 1];
  if (first === undefined) return null;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 3) return null;
  let length = first < 0x80 ? first : 0;
  for (let index = 0; index < lengthBytes; index++) length = length * 256 + (der[at + 2 + index] ?? 0);
  const content = at + 2 + lengthBytes;
  return content + length <= der.length ? { content, end: content + length } : null;
}
