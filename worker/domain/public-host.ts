/**
 * Why this worker may not call a host in somebody's name, if it may not: only public https hosts, by name. `URL` has
 * already turned every way to write an IPv4 address (0x7f.1, 2130706433) into the usual one.
 * @returns what is wrong, in a few words; `null` when nothing is
 */
export function whyNotPublic({ username, password, protocol, hostname }: URL): string | null {
  if (username || password) return "without user name and password";
  if (protocol !== "https:") return "must be https";
  const host = hostname.replace(/\.$/, "");
  if (/^(\d+\.){3}\d+$|^\[/.test(host)) return "a host name, not an IP address";
  if (!host.includes(".") || /\.(localhost|local|internal|home\.arpa)$/.test(host))
    return "must be a public host";
  return null;
}
