import type { Bench } from "./bench.ts";
import { guardDatabase } from "./guard-database.ts";

/** Whether these statements, as `guardDatabase` tells of them, can have changed nothing. */
export const onlyReads = (sql: string) =>
  sql.split(";\n").every((statement) => /^\s*select\b/i.test(statement));

/**
 * How far the history has come is asked before and after each round trip: it is asked of the database only when something may have
 * been written since, or else most round trips would be for this.
 */
export function rememberLength(
  database: D1Database,
  ask: () => Promise<number>,
): Pick<Bench, "database" | "historyLength"> {
  let writes = 0;
  let known = { writes: -1, length: 0 };
  return {
    database: guardDatabase(database, async (sql, run) => {
      if (onlyReads(sql)) return run();
      writes++;
      // Also when it fails: what failed may have been written all the same.
      return run().finally(() => writes++);
    }),
    async historyLength() {
      const before = writes;
      if (known.writes !== before) known = { writes: before, length: await ask() };
      return known.length;
    },
  };
}
