/** One mail as Resend would have it delivered. */
export interface AcceptedMail {
  id: string;
  key: string | null;
  to: string[];
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
}

export type ResendMood =
  | "well"
  /** Takes the mail and then breaks the connection. */
  | "accepts-then-breaks"
  | "breaks"
  | "throttles"
  | "refuses"
  | "fails";

/**
 * Resend as far as a client can see it: idempotency keys that give one mail for one key, a refusal when the same key comes
 * with other content, its error bodies. Its log of accepted mail is what tests believe, not our own tables.
 */
export class FakeResend {
  readonly accepted: AcceptedMail[] = [];
  readonly calls: { key: string | null; body: string }[] = [];
  mood: ResendMood = "well";
  readonly #byKey = new Map<string, { id: string; body: string }>();

  async fetch(request: Request): Promise<Response> {
    const key = request.headers.get("idempotency-key");
    const body = await request.text();
    this.calls.push({ key, body });
    if (request.headers.get("authorization") !== "Bearer re_test") return error(401, "missing_api_key");
    if (this.mood === "breaks") throw new TypeError("connection refused");
    if (this.mood === "throttles") return error(429, "rate_limit_exceeded", { "retry-after": "30" });
    if (this.mood === "refuses") return error(422, "invalid_parameter");
    if (this.mood === "fails") return error(500, "internal_server_error");
    const known = key === null ? undefined : this.#byKey.get(key);
    if (known && known.body !== body) return error(409, "invalid_idempotent_request");
    const id = known?.id ?? crypto.randomUUID();
    if (!known) {
      if (key !== null) this.#byKey.set(key, { id, body });
      this.accepted.push({ id, key, ...(JSON.parse(body) as Omit<AcceptedMail, "id" | "key">) });
    }
    if (this.mood === "accepts-then-breaks") throw new TypeError("connection reset");
    return Response.json({ id });
  }
}

function error(statusCode: number, name: string, headers: Record<string, string> = {}): Response {
  return Response.json({ statusCode, name, message: name }, { status: statusCode, headers });
}
