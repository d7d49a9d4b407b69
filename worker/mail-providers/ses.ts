import { AwsV4Signer } from "aws4fetch";
import { hour } from "../domain/clock.ts";
import { type Mail, type MailProvider, messageTag, type Receipt } from "./contract.ts";
import { encodeName } from "./encode-words.ts";
import { acceptedAs, paused, readJson, receiptOfStatus, retryAfter, textAt, word } from "./read-answer.ts";

export interface SesSettings {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
  /** The configuration set whose event destination tells what became of a mail. */
  configurationSet: string | undefined;
}

/**
 * Amazon SES API v2, `SendEmail` with a simple message (docs.aws.amazon.com/ses/latest/APIReference-V2), signed with
 * Signature Version 4. It knows no idempotency keys. Throttled requests are refused, not queued; new accounts may send
 * one a second.
 */
export function ses(settings: SesSettings, baseUrl = endpoint(settings.region)): MailProvider {
  return {
    id: "ses",
    idempotencyWindow: null,
    perSecond: 1,
    returnsOurId: true,
    async request(mail, key) {
      // The signature carries the time, and Amazon's clock turns for nobody: the signer takes the machine's.
      const signer = new AwsV4Signer({
        method: "POST",
        url: `${baseUrl}/v2/email/outbound-emails`,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(toBody(mail, key, settings.configurationSet)),
        accessKeyId: settings.accessKeyId,
        secretAccessKey: settings.secretAccessKey,
        region: settings.region,
        service: "ses",
      });
      const { method, url, headers, body } = await signer.sign();
      return new Request(url, { method, headers, body: body ?? null });
    },
    receipt,
  };
}

const endpoint = (region: string) => `https://email.${region}.amazonaws.com`;

function toBody(mail: Mail, key: string, configurationSet: string | undefined) {
  const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });
  return {
    // Only the subject and the bodies may be other than ASCII.
    FromEmailAddress: `${encodeName(mail.from.name)} <${mail.from.address}>`,
    Destination: { ToAddresses: [mail.to] },
    ...(mail.replyTo === null ? {} : { ReplyToAddresses: [mail.replyTo] }),
    Content: {
      Simple: {
        Subject: utf8(mail.subject),
        Body: { Html: utf8(mail.html), Text: utf8(mail.text) },
        Headers: Object.entries(mail.headers).map(([Name, Value]) => ({ Name, Value })),
      },
    },
    EmailTags: [{ Name: messageTag, Value: key }],
    ...(configurationSet === undefined ? {} : { ConfigurationSetName: configurationSet }),
  };
}

const ofTheAccount = new Set([
  "AccountSuspendedException",
  "SendingPausedException",
  "MailFromDomainNotVerifiedException",
  // The configuration set is not there.
  "NotFoundException",
  "ConfigurationSetDoesNotExistException",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "IncompleteSignature",
  "UnrecognizedClientException",
  "InvalidClientTokenId",
  "MissingAuthenticationTokenException",
  "AccessDeniedException",
  "NotAuthorized",
  "OptInRequired",
  "RequestExpired",
  "ExpiredTokenException",
]);

async function receipt(response: Response): Promise<Receipt> {
  const body = await readJson(response);
  if (response.ok) return acceptedAs(textAt(body, "MessageId"));
  // "Name:http://…" in the header, "namespace#Name" in the body.
  const given = response.headers.get("x-amzn-errortype") ?? textAt(body, "__type") ?? textAt(body, "code");
  const name = word(given?.split(":")[0]?.split("#").at(-1));
  if (name === null || response.status >= 500) return receiptOfStatus(response, name);
  const sentence = textAt(body, "message") ?? textAt(body, "Message") ?? "";
  if (/^(TooManyRequests|Throttling|LimitExceeded)(Exception)?$/.test(name)) {
    // The quota of 24 hours moves on by the hour; the rate of a second does so at once.
    if (/daily|24.hour/i.test(sentence)) return paused(name, hour);
    return { status: "deferred", reason: name, retryAfter: retryAfter(response) };
  }
  // An identity that is not verified, the sender's or in the sandbox anybody's, is the account's to mend.
  const isUnverified = name === "MessageRejected" && /not verified/i.test(sentence);
  if (ofTheAccount.has(name) || isUnverified) return paused(name);
  return receiptOfStatus(response, name);
}
