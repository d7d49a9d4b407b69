import { widgetNames } from "../../widgets/index.ts";
import { Insertion, insertIntoBytes, type Piece } from "../../worker/storefront/insert-into-page.ts";
import { planPage } from "../../worker/storefront/page-plan.ts";
import { readPolicies } from "../../worker/storefront/read-policy.ts";
import { type FrameChoices, stateOf } from "./frame-choices.ts";
import type { FrameStore } from "./frame-settings.ts";
import { inTheme } from "./in-theme.ts";

/** Script that does a state's acts in its page. */
export const actsPath = "/__frame/acts.js";

/** What a frame says of itself: to the gallery around it, and in its header `x-frame-shows`. */
export type Shown =
  | "shown"
  | "not-planned"
  | "script-not-allowed"
  | "style-not-allowed"
  | "no-match"
  | string;

/**
 * A shop's page as the worker would send it to a visitor, by the code that the worker has for it, in the language, direction
 * and theme that were chosen. It may stand in a frame; of its policy all else holds.
 *
 * @param page the shop's answer: HTML in a charset that extends ASCII, not compressed
 * @param url where the page is, by which its kind is told
 */
export async function renderFrame(
  page: Response,
  url: URL,
  choices: FrameChoices,
  { settings, platform }: FrameStore,
): Promise<Response> {
  const policy = withoutFrameRules(page.headers.get("content-security-policy"));
  // As for a visitor of every audience: it is to be seen here.
  const plan = planPage(settings, platform, url, Date.now(), platform.pageOf(url, settings), widgetNames);
  const isPlanned = plan.some(({ widgets }) => widgets.includes(choices.widget));
  let shows: Shown = isPlanned ? "shown" : "not-planned";
  const insertion = new Insertion(
    [frameScript(choices, url, () => shows), ...plan],
    policy ? [policy] : [],
    (piece, why) => {
      if (piece.widgets.includes(choices.widget)) shows = why;
    },
  );
  const html = asChosen(Buffer.from(await page.arrayBuffer()).toString("latin1"), choices);
  // Written first, so that it is known by the time the script is asked for.
  const bytes = insertIntoBytes(new Uint8Array(Buffer.from(html, "latin1")), insertion);
  return new Response(bytes, { status: page.status, headers: headersOf(page.headers, policy, shows) });
}

/** First of all that is inserted: it has to be there before any script of ours looks for a cookie. */
function frameScript(choices: FrameChoices, url: URL, shows: () => Shown): Piece {
  return {
    widgets: [],
    place: null,
    write({ policies }) {
      const { script } = readPolicies(policies, url);
      if (!script.allowed) return { leftOut: "script-not-allowed" };
      const nonce = script.nonce === null ? "" : ` nonce="${script.nonce}"`;
      const acts = choices.acts === "on" ? (stateOf(choices)?.acts ?? []) : [];
      const host = `cw-${choices.widget.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      const data = JSON.stringify({ acts, host, shows: shows() })
        .replaceAll("&", "&amp;")
        .replaceAll('"', "&quot;");
      return `<script src="${actsPath}"${nonce} data-frame="${data}"></script>`;
    },
  };
}

function asChosen(html: string, { language, direction, theme }: FrameChoices): string {
  const tag = (_: string, attributes: string) =>
    `<html${attributes.replace(/\s(lang|dir)=("[^"]*"|'[^']*'|[^\s>]*)/gi, "")} lang="${language}" dir="${direction}">`;
  return inTheme(html.replace(/<html(?=[\s>])([^>]*)>/i, tag), theme);
}

/** A page that lets nobody frame it would be an empty frame here. */
function withoutFrameRules(policy: string | null): string | null {
  return policy?.replace(/(^|;)\s*frame-ancestors[^;,]*/gi, "$1") ?? null;
}

function headersOf(page: Headers, policy: string | null, shows: Shown): Headers {
  const headers = new Headers(page);
  for (const name of ["content-length", "content-encoding", "x-frame-options", "etag", "last-modified"])
    headers.delete(name);
  headers.delete("content-security-policy");
  if (policy) headers.set("content-security-policy", policy);
  headers.set("cache-control", "no-store");
  headers.set("x-frame-shows", shows);
  return headers;
}
