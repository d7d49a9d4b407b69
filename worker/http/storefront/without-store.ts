import type { Context } from "../../context.ts";
import { readUnsubscribeToken } from "../../domain/tokens.ts";
import { paths } from "../../wire/paths.ts";
import { noStore } from "./guards.ts";

/**
 * Our own addresses while no store can be looked up. An unsubscribe needs none: its token says whom it speaks of, and the
 * queue keeps it until the database is back. Everything else is asked to come again; none of it is the shop's to see.
 */
export async function answerWithoutStore(ctx: Context, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const base = paths.unsubscribe("");
  if (request.method === "POST" && pathname.startsWith(base)) {
    const claim = await readUnsubscribeToken(ctx.keys, pathname.slice(base.length));
    if (claim === null) return text("This link is not complete.\n", 404);
    await ctx.queue.send({ kind: "suppress", ...claim, reason: "unsubscribed", at: ctx.now() });
    return text("You are unsubscribed.\n", 200);
  }
  return text("Not just now. Try again in a minute.\n", 503, { "retry-after": "60" });
}

function text(body: string, status: number, headers: Record<string, string> = {}): Response {
  return new Response(body, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", ...noStore, ...headers },
  });
}
