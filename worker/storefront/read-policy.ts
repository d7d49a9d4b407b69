/**
 * What a page's Content-Security-Policy lets us add (CSP Level 3 §6.7). Policies are only read, never edited: what they
 * do not allow is not added. Every enforced policy must agree, whether from a header or from a meta element.
 */
export interface Allowance {
  /** Our script may run; with this nonce if there is one. */
  script: Grant;
  /** An inline style element of ours is applied; with this nonce if there is one. */
  style: Grant;
}

export type Grant = { allowed: true; nonce: string | null } | { allowed: false };

/** @param policies serialized policies; one string may hold several, parted by commas */
export function readPolicies(policies: string[], page: URL): Allowance {
  const all = policies
    .flatMap((text) => text.split(","))
    .map(parsePolicy)
    .filter((policy) => policy.size > 0);
  return {
    script: agree(all.map((policy) => (mayConnect(policy, page) ? scriptGrant(policy, page) : refused))),
    style: agree(all.map(styleGrant)),
  };
}

type Policy = Map<string, string[]>;

const refused: Grant = { allowed: false };

function parsePolicy(text: string): Policy {
  const policy: Policy = new Map();
  for (const directive of text.split(";")) {
    const [name = "", ...sources] = directive.trim().split(/[\t\n\f\r ]+/);
    // The first directive of a name counts (§2.2.1).
    if (name !== "" && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), sources);
  }
  return policy;
}

function sourcesFor(policy: Policy, ...directives: string[]): string[] | null {
  for (const name of directives) {
    const sources = policy.get(name);
    if (sources) return sources;
  }
  return null;
}

function scriptGrant(policy: Policy, page: URL): Grant {
  // In a sandbox without scripts nothing of ours would run; in one of no origin it could neither ask us nor remember.
  const sandbox = policy.get("sandbox")?.map((flag) => flag.toLowerCase());
  if (sandbox && !["allow-scripts", "allow-same-origin"].every((flag) => sandbox.includes(flag)))
    return refused;
  const sources = sourcesFor(policy, "script-src-elem", "script-src", "default-src");
  if (sources === null) return { allowed: true, nonce: null };
  const nonce = nonceOf(sources);
  if (nonce !== null) return { allowed: true, nonce };
  if (has(sources, "'strict-dynamic'")) return refused;
  return sources.some((source) => matchesSelf(source, page)) ? { allowed: true, nonce: null } : refused;
}

function styleGrant(policy: Policy): Grant {
  const sources = sourcesFor(policy, "style-src-elem", "style-src", "default-src");
  if (sources === null) return { allowed: true, nonce: null };
  const nonce = nonceOf(sources);
  if (nonce !== null) return { allowed: true, nonce };
  // A hash beside it switches 'unsafe-inline' off.
  const hashed = sources.some((source) => /^'sha(256|384|512)-/i.test(source));
  return has(sources, "'unsafe-inline'") && !hashed ? { allowed: true, nonce: null } : refused;
}

function mayConnect(policy: Policy, page: URL): boolean {
  const sources = sourcesFor(policy, "connect-src", "default-src");
  return sources === null || sources.some((source) => matchesSelf(source, page));
}

function nonceOf(sources: string[]): string | null {
  for (const source of sources) {
    const nonce = /^'nonce-([A-Za-z0-9+/_-]+={0,2})'$/i.exec(source)?.[1];
    if (nonce) return nonce;
  }
  return null;
}

function matchesSelf(source: string, page: URL): boolean {
  const text = source.toLowerCase();
  if (text === "'self'" || text === "*") return true;
  if (/^[a-z][a-z0-9+.-]*:$/.test(text)) return text === page.protocol;
  const [, scheme, host = "", port] = /^(?:([a-z]+):\/\/)?([^/:]+)(?::(\d+|\*))?\/?$/.exec(text) ?? [];
  if (scheme !== undefined && `${scheme}:` !== page.protocol) return false;
  const pagePort = page.port || (page.protocol === "https:" ? "443" : "80");
  if (port !== undefined && port !== "*" && port !== pagePort) return false;
  if (port === undefined && page.port !== "") return false;
  return host.startsWith("*.")
    ? page.hostname.endsWith(host.slice(1))
    : host === page.hostname || host === "*";
}

function has(sources: string[], keyword: string): boolean {
  return sources.some((source) => source.toLowerCase() === keyword);
}

/** One nonce must satisfy every policy; two different ones cannot both stand on an element. */
function agree(grants: Grant[]): Grant {
  let nonce: string | null = null;
  for (const grant of grants) {
    if (!grant.allowed) return refused;
    if (grant.nonce !== null && nonce !== null && grant.nonce !== nonce) return refused;
    nonce ??= grant.nonce;
  }
  return { allowed: true, nonce };
}
