import type { StoredMessage } from "./stored-message.ts";

/** What a mail client makes of `List-Unsubscribe` (RFC 2369 §3.2) and `List-Unsubscribe-Post` (RFC 8058). */
export interface ListUnsubscribe {
  Header: string;
  Links: string[];
  Errors: string;
  HeaderPost: string;
}

export function readListUnsubscribe(message: StoredMessage): ListUnsubscribe {
  const Header = message.Headers["List-Unsubscribe"]?.[0] ?? "";
  if (!Header) return { Header, Links: [], Errors: "", HeaderPost: "" };
  const HeaderPost = message.Headers["List-Unsubscribe-Post"]?.[0] ?? "";
  const bare = Header.replace(/\([^)]*\)/g, "").trim();
  if (!/^<[^<>]*>(?:\s*,\s*<[^<>]*>)*$/.test(bare)) {
    return {
      Header,
      Links: [],
      Errors: `"${bare}" should be links enclosed in <> and split by commas`,
      HeaderPost,
    };
  }
  const found = [...bare.matchAll(/<([^<>]*)>/g)].map(([, link = ""]) => link);
  const Links = found.filter((link) => /^(?:mailto:|https?:\/\/)\w/i.test(link) && URL.canParse(link));
  const errors = found
    .filter((link) => !Links.includes(link))
    .map((link) => `"${link}" should be a mailto: or http(s):// link`);
  for (const kind of ["mailto:", "http"]) {
    if (Links.filter((link) => link.toLowerCase().startsWith(kind)).length > 1) {
      errors.push(`"${bare}" should include a maximum of one email and one HTTP link`);
    }
  }
  return { Header, Links, Errors: errors.join(", "), HeaderPost };
}

/** True when a mail client may unsubscribe with one press: an https link, and the promise of RFC 8058 §3.1. */
export function isOneClick({ Links, HeaderPost }: ListUnsubscribe): boolean {
  return HeaderPost === "List-Unsubscribe=One-Click" && Links.some((link) => /^https?:/i.test(link));
}
