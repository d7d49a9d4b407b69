import type { D1Database } from "@cloudflare/workers-types";
/** What the worker's database says is going to happen and when, soonest first: how the clock knows where to stop. */
export async function findWaiting(db: D1Database): Promise<{ at: number; what: string }[]> {
  const { results } = await db
    .prepare(
      `SELECT * FROM (
         SELECT idle_at AS at, 'a cart counts as abandoned' AS what FROM carts WHERE idle_at IS NOT NULL
         UNION ALL
         SELECT due_at, 'recovery message ' || step || CASE WHEN reason IS NULL THEN '' ELSE ' (' || reason || ')' END
           FROM recovery_messages WHERE status = 'scheduled'
         UNION ALL
         SELECT lease_until, 'recovery message ' || step || ' is looked at again'
           FROM recovery_messages WHERE status IN ('claimed', 'sending')
       ) ORDER BY at LIMIT 20`,
    )
    .all<{ at: number; what: string }>();
  return results;
}
