/**
 * The address as it is stored and compared: trimmed, domain lowercased and in ASCII, local part lowercased. `null` when it
 * is not an address a mail API would take (RFC 5321 §4.5.3 lengths; no quoted local parts, no IP literals).
 *
 * Lowercasing the local part merges spellings that a mail server could in theory tell apart; no large one does, and a
 * shopper who bought as `Ada@` must not be written to as `ada@`.
 */
export function normaliseAddress(input: string): string | null {
  const text = input.trim();
  if (text.length > 254) return null;
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at).toLowerCase();
  if (at < 1 || local.length > 64) return null;
  if (!/^[^\s"(),:;<>@[\\\]\p{Cc}]+$/u.test(local) || /^\.|\.\.|\.$/.test(local)) return null;
  const domain = asciiDomain(text.slice(at + 1));
  return domain === null ? null : `${local}@${domain}`;
}

function asciiDomain(domain: string): string | null {
  if (!/^[^\s/?#@:[\]%]+$/.test(domain)) return null;
  try {
    const host = new URL(`http://${domain}`).hostname;
    return /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host)
      ? host
      : null;
  } catch {
    return null;
  }
}
