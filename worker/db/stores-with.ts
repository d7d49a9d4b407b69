import { type SQL, sql } from "drizzle-orm";

/**
 * The stores that have a row that is due, by going from store to store through an index that begins with the store's id: two
 * rows are read for each store in it, however many rows each has.
 * @param indexed the condition of the index, word for word
 * @param isDue of rows called `row`
 */
export function storesWith(table: string, indexed: SQL, isDue: SQL): SQL {
  const rows = sql.raw(table);
  return sql`
    WITH RECURSIVE store_walk(id) AS (SELECT '' UNION ALL
      SELECT (SELECT store_id FROM ${rows} WHERE ${indexed} AND store_id > store_walk.id ORDER BY store_id LIMIT 1)
      FROM store_walk WHERE id IS NOT NULL)
    SELECT id AS storeId FROM store_walk WHERE id > '' AND EXISTS (SELECT 1 FROM ${rows} AS row
      WHERE ${indexed} AND row.store_id = store_walk.id AND ${isDue})`;
}
