import type { Answer, MailCall, MailDialect } from "./mail-dialects.ts";

export type MailMood =
  | "well"
  /** Takes the mail and then breaks the connection, never answers, or says that it failed. */
  | "accepts-then-breaks"
  | "accepts-then-hangs"
  | "accepts-then-fails"
  /** The connection breaks, or nothing ever comes, before anything was taken. */
  | "breaks"
  | "hangs"
  | "throttles"
  | "refuses"
  | "refuses-address"
  | "refuses-account"
  | "fails";

export interface AcceptedMail extends MailCall {
  id: string;
  key: string | null;
}

/**
 * A mail provider as far as a client can see it: its idempotency keys with their window, its refusals, its worst moods. Its
 * log of accepted mail is what tests believe, not our own tables.
 */
export interface FakeMailApi {
  readonly accepted: AcceptedMail[];
  readonly calls: { key: string | null; body: string }[];
  mood: MailMood;
  /** By which keys are forgotten, in epoch ms. */
  now: number;
  fetch(request: Request): Promise<Response>;
  reset(): void;
}

export function createFakeMailApi(dialect: MailDialect): FakeMailApi {
  const known = new Map<string, { id: string; body: string; at: number }>();

  function take(key: string | null, body: string): Answer {
    const before = key === null ? undefined : known.get(key);
    if (key !== null && before && api.now - before.at < dialect.window && dialect.repeated) {
      const { same, other } = dialect.repeated;
      return same !== null && before.body === body ? same(before.id) : other;
    }
    const id = crypto.randomUUID();
    if (key !== null) known.set(key, { id, body, at: api.now });
    api.accepted.push({ id, key, ...dialect.read(body) });
    return dialect.accepted(id);
  }

  const api: FakeMailApi = {
    accepted: [],
    calls: [],
    mood: "well",
    now: Date.parse("2026-11-23T10:00:00Z"),
    reset() {
      api.accepted.length = 0;
      api.calls.length = 0;
      known.clear();
      api.mood = "well";
    },
    async fetch(request) {
      const body = new TextDecoder().decode(await request.clone().arrayBuffer());
      const key = dialect.keyOf(request, body);
      api.calls.push({ key, body });
      const refusal = dialect.answers["refuses-account"];
      if (!dialect.isAuthorised(request) && refusal) return toResponse(refusal);
      const { mood } = api;
      if (mood === "breaks") throw new TypeError("connection refused");
      if (mood === "hangs") return silence(request);
      if (mood !== "well" && !mood.startsWith("accepts-")) {
        const answer = dialect.answers[mood as keyof MailDialect["answers"]];
        if (!answer) throw new Error(`${dialect.host} documents no answer for ${mood}`);
        return toResponse(answer);
      }
      const isValid = dialect.isValid?.(dialect.read(body)) ?? true;
      if (!isValid && dialect.answers.refuses) return toResponse(dialect.answers.refuses);
      const answer = take(key, body);
      if (mood === "accepts-then-breaks") throw new TypeError("connection reset");
      if (mood === "accepts-then-hangs") return silence(request);
      if (mood === "accepts-then-fails") return new Response("<html>Bad gateway</html>", { status: 502 });
      return toResponse(answer);
    },
  };
  return api;
}

/** Nothing comes until the caller gives up. */
function silence(request: Request): Promise<never> {
  return new Promise((_, reject) => {
    request.signal.addEventListener("abort", () => reject(request.signal.reason));
  });
}

function toResponse({ status, body, headers = {} }: Answer): Response {
  if (typeof body === "string" || body === null) return new Response(body, { status, headers });
  return Response.json(body, { status, headers });
}
