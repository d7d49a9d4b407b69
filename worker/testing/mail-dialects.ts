import { hour, minute } from "../domain/clock.ts";
import type { MailProviderId } from "../domain/mail-provider-id.ts";

/** One mail as a provider would have it delivered. */
export interface MailCall {
  from: string;
  to: string[];
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  /** Our message's id, where the provider brings it back. */
  tag: string | null;
}

export interface Answer {
  status: number;
  body: object | string | null;
  headers?: Record<string, string>;
}

type Refusal = "refuses" | "refuses-address" | "refuses-account" | "throttles" | "fails";

/** How one provider reads a request and words its answers, after its documentation. */
export interface MailDialect {
  host: string;
  /** `null` when the request shows no key that counts. */
  isAuthorised(request: Request): boolean;
  read(body: string): MailCall;
  /** The idempotency key in a request. */
  keyOf(request: Request, body: string): string | null;
  /** For how long a key is remembered, in ms; 0 for never. */
  window: number;
  accepted(id: string): Answer;
  /** What the provider would not take, by its documents. */
  isValid?(call: MailCall): boolean;
  /** To a second request under a key: with the same body, and with another. */
  repeated?: { same: ((id: string) => Answer) | null; other: Answer };
  answers: Partial<Record<Refusal, Answer>>;
}

interface Body {
  // biome-ignore lint/suspicious/noExplicitAny: a fake reads whatever it is sent; what is missing fails the test.
  [name: string]: any;
}

const json = (body: string): Body => JSON.parse(body) as Body;
const pairs = (list: { [name: string]: string }[], name: string, value: string) =>
  Object.fromEntries(list.map((entry) => [entry[name], entry[value]]));
const header = (name: string, value: string | RegExp) => (request: Request) => {
  const found = request.headers.get(name) ?? "";
  return typeof value === "string" ? found === value : value.test(found);
};
const noKey = { keyOf: () => null, window: 0 };
const resendError = (statusCode: number, name: string): Answer => ({
  status: statusCode,
  body: { statusCode, name, message: name },
});
const awsError = (status: number, name: string, message = ""): Answer => ({
  status,
  body: { message },
  headers: { "x-amzn-errortype": `${name}:` },
});
const postmarkError = (status: number, ErrorCode: number): Answer => ({
  status,
  body: { ErrorCode, Message: "no" },
});
const sendgridError = (status: number, field: string | null): Answer => ({
  status,
  body: { errors: [{ message: "no", field, help: null }] },
});
const brevoError = (status: number, code: string): Answer => ({ status, body: { code, message: "no" } });
const cloudflareError = (status: number, code: number): Answer => ({
  status,
  body: { success: false, errors: [{ code, message: "email.sending.error.x" }], messages: [], result: null },
});
const soon = { "retry-after": "30" };

export const mailDialects: Partial<Record<MailProviderId, MailDialect>> = {
  resend: {
    host: "api.resend.com",
    isAuthorised: header("authorization", "Bearer re_test"),
    read(body) {
      const { from, to, subject, html, text, headers, ...rest } = json(body);
      const tag = rest.tags?.find(({ name }: { name: string }) => name === "cartwright-message")?.value;
      return { from, to, replyTo: rest.reply_to ?? null, subject, html, text, headers, tag: tag ?? null };
    },
    // "It can only contain ASCII letters, numbers, underscores, or dashes" (Resend: Tags).
    isValid: ({ tag }) => tag === null || /^[\w-]{1,256}$/.test(tag),
    keyOf: (request) => request.headers.get("idempotency-key"),
    window: 24 * hour,
    accepted: (id) => ({ status: 200, body: { id } }),
    repeated: {
      same: (id) => ({ status: 200, body: { id } }),
      other: resendError(409, "invalid_idempotent_request"),
    },
    answers: {
      refuses: resendError(422, "invalid_parameter"),
      "refuses-account": resendError(403, "invalid_api_key"),
      throttles: { ...resendError(429, "rate_limit_exceeded"), headers: soon },
      fails: resendError(500, "internal_server_error"),
    },
  },
  postmark: {
    host: "api.postmarkapp.com",
    isAuthorised: header("x-postmark-server-token", "pm_test"),
    read(body) {
      const b = json(body);
      return {
        from: b.From,
        to: [b.To],
        replyTo: b.ReplyTo ?? null,
        subject: b.Subject,
        html: b.HtmlBody,
        text: b.TextBody,
        headers: pairs(b.Headers, "Name", "Value"),
        tag: b.Metadata["cartwright-message"],
      };
    },
    ...noKey,
    accepted: (MessageID) => ({ status: 200, body: { ErrorCode: 0, Message: "OK", MessageID } }),
    answers: {
      refuses: postmarkError(422, 300),
      "refuses-address": postmarkError(422, 406),
      "refuses-account": postmarkError(401, 10),
      throttles: { ...postmarkError(429, 429), headers: soon },
      fails: { status: 500, body: "" },
    },
  },
  ses: {
    host: "email.eu-west-1.amazonaws.com",
    isAuthorised: header(
      "authorization",
      /^AWS4-HMAC-SHA256 Credential=AKIATEST\/\d{8}\/eu-west-1\/ses\/aws4_request, /,
    ),
    read(body) {
      const b = json(body);
      const { Subject, Body: parts, Headers } = b.Content.Simple;
      return {
        from: b.FromEmailAddress,
        to: b.Destination.ToAddresses,
        replyTo: b.ReplyToAddresses?.[0] ?? null,
        subject: Subject.Data,
        html: parts.Html.Data,
        text: parts.Text.Data,
        headers: pairs(Headers, "Name", "Value"),
        tag: b.EmailTags[0].Value,
      };
    },
    ...noKey,
    accepted: (MessageId) => ({ status: 200, body: { MessageId } }),
    answers: {
      refuses: awsError(400, "MessageRejected", "Transaction failed: contains a virus"),
      "refuses-account": awsError(400, "AccountSuspendedException"),
      throttles: {
        ...awsError(429, "TooManyRequestsException"),
        headers: { ...soon, "x-amzn-errortype": "TooManyRequestsException:" },
      },
      fails: awsError(500, "InternalFailure"),
    },
  },
  sendgrid: {
    host: "api.sendgrid.com",
    isAuthorised: header("authorization", "Bearer sg_test"),
    read(body) {
      const b = json(body);
      const [person] = b.personalizations;
      const part = (type: string) => b.content.find((one: Body) => one.type === type)?.value;
      return {
        from: b.from.email,
        to: person.to.map(({ email }: Body) => email),
        replyTo: b.reply_to?.email ?? null,
        subject: b.subject,
        html: part("text/html"),
        text: part("text/plain"),
        headers: b.headers,
        tag: person.custom_args["cartwright-message"],
      };
    },
    ...noKey,
    accepted: (id) => ({ status: 202, body: null, headers: { "x-message-id": id } }),
    answers: {
      refuses: sendgridError(400, "from.email"),
      "refuses-account": sendgridError(401, null),
      throttles: { ...sendgridError(429, null), headers: soon },
      fails: { status: 503, body: "" },
    },
  },
  mailgun: {
    host: "api.mailgun.net",
    isAuthorised: header("authorization", `Basic ${btoa("api:mg_test")}`),
    read(body) {
      const b = Object.fromEntries(new URLSearchParams(body)) as Body;
      const headers = Object.entries(b).flatMap(([name, value]) =>
        name.startsWith("h:") && name !== "h:Reply-To" ? [[name.slice(2), value]] : [],
      );
      return {
        from: b.from,
        to: [b.to],
        replyTo: b["h:Reply-To"] ?? null,
        subject: b.subject,
        html: b.html,
        text: b.text,
        headers: Object.fromEntries(headers),
        tag: b["v:cartwright-message"],
      };
    },
    ...noKey,
    accepted: (id) => ({ status: 200, body: { id: `<${id}@shop.example>`, message: "Queued. Thank you." } }),
    answers: {
      refuses: { status: 400, body: { message: "to parameter is not a valid address" } },
      "refuses-account": { status: 401, body: "Forbidden" },
      throttles: { status: 429, body: { message: "Too many requests" }, headers: soon },
      fails: { status: 500, body: { message: "Internal Server Error" } },
    },
  },
  brevo: {
    host: "api.brevo.com",
    isAuthorised: header("api-key", "bv_test"),
    read(body) {
      const b = json(body);
      const { "X-Mailin-custom": custom, idempotencyKey: _, ...headers } = b.headers;
      return {
        from: b.sender.email,
        to: b.to.map(({ email }: Body) => email),
        replyTo: b.replyTo?.email ?? null,
        subject: b.subject,
        html: b.htmlContent,
        text: b.textContent,
        headers,
        tag: json(custom)["cartwright-message"],
      };
    },
    keyOf: (_, body) => json(body).headers.idempotencyKey,
    window: 15 * minute,
    accepted: (id) => ({ status: 201, body: { messageId: `<${id}@smtp-relay.mailin.fr>` } }),
    // Whatever is in it: a key counts once.
    repeated: { same: null, other: brevoError(400, "duplicate_parameter") },
    answers: {
      refuses: brevoError(400, "invalid_parameter"),
      "refuses-account": brevoError(401, "unauthorized"),
      throttles: { ...brevoError(429, "too_many_requests"), headers: { "x-sib-ratelimit-reset": "30" } },
      fails: { status: 502, body: "<html>" },
    },
  },
  "cloudflare-email": {
    host: "api.cloudflare.com",
    isAuthorised: header("authorization", "Bearer cf_test"),
    read(body) {
      const b = json(body);
      const { "X-cartwright-message": tag, ...headers } = b.headers;
      const { from, to, subject, html, text } = b;
      return { from: from.address, to: [to], replyTo: b.reply_to ?? null, subject, html, text, headers, tag };
    },
    ...noKey,
    accepted: (message_id) => ({
      status: 200,
      body: {
        success: true,
        errors: [],
        messages: [],
        result: { message_id, delivered: ["ada@example.com"], permanent_bounces: [], queued: [] },
      },
    }),
    answers: {
      refuses: cloudflareError(400, 10202),
      "refuses-address": {
        status: 200,
        body: {
          success: true,
          result: { delivered: [], queued: [], permanent_bounces: ["ada@example.com"] },
        },
      },
      "refuses-account": cloudflareError(403, 10203),
      throttles: { ...cloudflareError(429, 10004), headers: soon },
      fails: cloudflareError(500, 10002),
    },
  },
};
