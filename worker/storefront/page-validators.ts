import { languages } from "../domain/language.ts";
import type { PagePlan } from "./insert-into-page.ts";

/**
 * Validators of pages that we change (RFC 9110 §8.8.3). A changed page's ETag holds the origin's and a digest of everything
 * that we would put into the page: it stands for both, and a change of either makes it another one.
 */

/** An ETag of ours, taken apart. */
export interface OurTag {
  /** The origin's ETag, as it was sent. */
  origin: string;
  /** What was in the page, besides. */
  digest: string;
}

/** @returns `null` when the origin names no ETag, or one that could not stand within another */
export async function tagOfChangedPage(plan: PagePlan, original: Headers): Promise<string | null> {
  const [, weak, opaque] = /^(W\/)?"([\x21\x23-\x7e]*)"$/.exec(original.get("etag") ?? "") ?? [];
  if (opaque === undefined) return null;
  // Weak: the bytes differ with what compresses them on the way, the page does not.
  return `W/"${opaque};cw-${weak ? "w" : "s"}-${await digestOf(plan, original)}"`;
}

/** The ETags of ours among those of an `If-None-Match`; others were never given out for a page that we change. */
export function readOurTags(ifNoneMatch: string | null): OurTag[] {
  const tags = (ifNoneMatch ?? "").matchAll(/"([\x21\x23-\x7e]*);cw-([ws])-([0-9a-f]{32})"/g);
  return [...tags].map(([, opaque, strength, digest = ""]) => ({
    origin: `${strength === "w" ? "W/" : ""}"${opaque}"`,
    digest,
  }));
}

/** Whether what the shopper has holds what we would put in now: then an origin's "not modified" is true of the whole. */
export async function isUnchanged(plan: PagePlan, tags: OurTag[], notModified: Headers): Promise<boolean> {
  const digest = await digestOf(plan, notModified);
  // Without its ETag an answer could be about any of them (RFC 9110 §15.4.5 has it there).
  const meant = tags.filter(({ origin }) => sameTag(origin, notModified.get("etag")));
  return meant.some((tag) => tag.digest === digest);
}

/** The weak comparison (RFC 9110 §8.8.3.2). */
function sameTag(one: string, other: string | null): boolean {
  return other !== null && one.replace(/^W\//, "") === other.replace(/^W\//, "");
}

const digests = new WeakMap<PagePlan, Map<string | null, string>>();

/** Policies with a nonce are another one each time. */
const most = 20;

/** Worked out once for a plan and a policy. */
async function digestOf(plan: PagePlan, original: Headers): Promise<string> {
  const policy = original.get("content-security-policy");
  let known = digests.get(plan);
  if (!known) {
    known = new Map();
    digests.set(plan, known);
  }
  const found = known.get(policy);
  if (found !== undefined) return found;
  // Kept when it is there: a promise belongs to the request that made it.
  const digest = await makeDigest(plan, policy);
  if (known.size >= most) known.clear();
  known.set(policy, digest);
  return digest;
}

/**
 * What would be put into the page, in each language that its head may turn out to ask for. The page's headers count, its
 * policies among them; its own bytes are the origin's ETag's to tell.
 */
async function makeDigest(plan: PagePlan, policy: string | null): Promise<string> {
  const policies = policy === null ? [] : [policy];
  const written = plan.map(({ place, write }) => [
    place,
    languages.map((language) => write({ language, policies })),
    write({ language: null, policies }),
  ]);
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(written)));
  return [...new Uint8Array(bytes, 0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** These spoke of the origin's bytes (RFC 9110 §8.8, §14). */
const ofItsBytes = [
  "content-length",
  "etag",
  "last-modified",
  "accept-ranges",
  "content-md5",
  "digest",
  "content-digest",
  "repr-digest",
];

/** The origin's answer with another body. The runtime copies its headers, once. */
export function changedPage(original: Response, body: BodyInit | null, etag: string | null): Response {
  const changed = new Response(body, original);
  const { headers } = changed;
  for (const name of ofItsBytes) headers.delete(name);
  if (etag !== null) headers.set("etag", etag);
  return changed;
}
