import * as z from "zod";
import type { Address, AttachmentNote, StoredMessage } from "./stored-message.ts";

/**
 * Makes a message of the body of `POST /api/v1/send` (Mailpit's HTTP API v1), or says what is wrong with it.
 * A line break in anything that becomes a header is refused: it would let a name or subject write headers.
 */
export function readSendRequest(
  body: unknown,
  stamp: { id: string; now: number },
): { message: StoredMessage } | { error: string } {
  const parsed = SendRequest.safeParse(body);
  if (!parsed.success) return { error: describe(parsed.error) };
  const sent = parsed.data;
  if (sent.To.length + sent.Cc.length + sent.Bcc.length === 0) {
    return { error: "no recipients (To, Cc, Bcc) set" };
  }
  const overridden = Object.keys(sent.Headers).find((name) => isReserved(name, sent.Tags));
  if (overridden !== undefined) return { error: `cannot overwrite header: "${overridden}"` };

  const message: StoredMessage = {
    ID: stamp.id,
    MessageID: "",
    From: toAddress(sent.From),
    To: sent.To.map(toAddress),
    Cc: sent.Cc.map(toAddress),
    Bcc: sent.Bcc.map((Email) => ({ Name: "", Address: Email })),
    ReplyTo: sent.ReplyTo.map(toAddress),
    Subject: sent.Subject,
    Text: sent.Text,
    HTML: sent.HTML,
    Tags: [...new Set(sent.Tags)].sort(),
    Headers: {},
    Inline: notes(sent.Attachments.filter((attachment) => attachment.ContentID)),
    Attachments: notes(sent.Attachments.filter((attachment) => !attachment.ContentID)),
    Size: 0,
    Created: stamp.now,
    Read: false,
  };
  message.Headers = headersOf(message, sent.Headers);
  message.MessageID = (message.Headers["Message-Id"]?.[0] ?? "").replace(/^<|>$/g, "");
  message.Size = sizeOf(message, sent.Attachments);
  return { message };
}

const RESERVED = ["To", "From", "Cc", "Bcc", "Reply-To", "Date", "Subject", "Content-Type", "Mime-Version"];

const headerText = z.string().refine((text) => !/[\r\n\0]/.test(text), "must not contain a line break");
const email = headerText.refine(
  (text) => /^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(text),
  "is not an email address",
);
const person = z.object({ Email: email, Name: headerText.default("") });
const attachment = z.object({
  Content: z
    .string()
    .transform((content) => content.slice(content.lastIndexOf(",") + 1))
    .refine((content) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(content), {
      message: "is not base64",
    }),
  Filename: headerText.default(""),
  ContentType: headerText.default("application/octet-stream"),
  ContentID: headerText.default(""),
});
const SendRequest = z.object({
  From: person,
  To: z.array(person).default([]),
  Cc: z.array(person).default([]),
  Bcc: z.array(email).default([]),
  ReplyTo: z.array(person).default([]),
  Subject: headerText.min(1, "must not be empty"),
  Text: z.string().default(""),
  HTML: z.string().default(""),
  Attachments: z.array(attachment).default([]),
  Tags: z.array(headerText).default([]),
  Headers: z
    .record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, "is not a header name"), headerText)
    .default({}),
});
type Sent = z.infer<typeof SendRequest>;

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`).join("; ");
}

function isReserved(name: string, tags: string[]): boolean {
  const reserved = tags.length > 0 ? [...RESERVED, "X-Tags"] : RESERVED;
  return reserved.includes(canonicalName(name));
}

/** `List-Unsubscribe`, `Message-Id`: the spelling Mailpit lists headers under. */
function canonicalName(name: string): string {
  return name.toLowerCase().replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}

function headersOf(message: StoredMessage, custom: Record<string, string>): Record<string, string[]> {
  const headers: Record<string, string[]> = {
    From: [spell(message.From)],
    Subject: [message.Subject],
    Date: [new Date(message.Created).toUTCString().replace("GMT", "+0000")],
    "Mime-Version": ["1.0"],
    "Content-Type": [contentTypeOf(message)],
    "Message-Id": [`<${message.ID}@inbox.localhost>`],
  };
  for (const [name, people] of [
    ["To", message.To],
    ["Cc", message.Cc],
    ["Bcc", message.Bcc],
    ["Reply-To", message.ReplyTo],
  ] as const) {
    if (people.length > 0) headers[name] = [people.map(spell).join(", ")];
  }
  if (message.Tags.length > 0) headers["X-Tags"] = [message.Tags.join(", ")];
  for (const [name, value] of Object.entries(custom)) headers[canonicalName(name)] = [value];
  return headers;
}

function contentTypeOf(message: StoredMessage): string {
  if (message.Attachments.length > 0) return "multipart/mixed";
  if (message.Inline.length > 0) return "multipart/related";
  if (message.HTML) return message.Text ? "multipart/alternative" : "text/html; charset=utf-8";
  return "text/plain; charset=utf-8";
}

function spell({ Name, Address }: Address): string {
  if (!Name) return `<${Address}>`;
  return `${/^[\w .-]+$/.test(Name) ? Name : `"${Name.replace(/["\\]/g, "\\$&")}"`} <${Address}>`;
}

function toAddress({ Email, Name }: z.infer<typeof person>): Address {
  return { Name, Address: Email };
}

function notes(attachments: Sent["Attachments"]): AttachmentNote[] {
  return attachments.map(({ Content, Filename, ContentType, ContentID }, index) => ({
    PartID: String(index + 2),
    FileName: Filename || ContentID,
    ContentType,
    ContentID,
    Size: Math.floor((Content.replace(/=+$/, "").length * 3) / 4),
  }));
}

function sizeOf(message: StoredMessage, attachments: Sent["Attachments"]): number {
  const headers = Object.entries(message.Headers).map(([name, [value]]) => `${name}: ${value}\r\n`);
  const text = [...headers, message.Text, message.HTML, ...attachments.map(({ Content }) => Content)].join(
    "",
  );
  return new TextEncoder().encode(text).length;
}
