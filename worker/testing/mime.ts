import type { Mail } from "../mail-providers/contract.ts";
import { encodeName } from "../mail-providers/encode-words.ts";

/** A mail as it travels (RFC 5322, RFC 2046), to be read back by somebody else's parser. Nothing is escaped or dropped. */
export function toMime(mail: Mail): string {
  const boundary = "cartwright-test";
  const part = (type: string, body: string) => [
    `--${boundary}`,
    `Content-Type: text/${type}; charset=utf-8`,
    "Content-Transfer-Encoding: base64",
    "",
    base64(body),
  ];
  return [
    `From: ${encodeName(mail.from.name)} <${mail.from.address}>`,
    `To: <${mail.to}>`,
    // Raw where it is ASCII: a line break in it would begin a header.
    `Subject: ${/^[\x20-\x7e\r\n]*$/.test(mail.subject) ? mail.subject : encodeName(mail.subject)}`,
    ...Object.entries(mail.headers).map(([name, value]) => `${name}: ${value}`),
    "MIME-Version: 1.0",
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    "",
    ...part("plain", mail.text),
    ...part("html", mail.html),
    `--${boundary}--`,
    "",
  ].join("\r\n");
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/.{76}/g, "$&\r\n");
}
