import { Column, is, type SQL, sql } from "drizzle-orm";
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core";

/**
 * drizzle's own dialect, with the names of selected columns written as one piece of text: the same SQL, built in half the time.
 * Most of what a schedule costs is the building of queries.
 */
export function createQuickDialect(): SQLiteAsyncDialect {
  const dialect = new SQLiteAsyncDialect();
  const { buildSelection } = dialect as unknown as Inside;
  const quick: Inside = {
    buildSelection(fields, options = {}) {
      const parts: SQL[] = [];
      let text = "";
      for (const [at, one] of fields.entries()) {
        if (at > 0) text += ", ";
        if (is(one.field, Column)) {
          text += nameOf(one.field, options.isSingleTable === true);
          continue;
        }
        parts.push(sql.raw(text), buildSelection.call(dialect, [one], options));
        text = "";
      }
      return sql.join([...parts, sql.raw(text)]);
    },
  };
  return Object.assign(dialect, quick);
}

interface Inside {
  buildSelection(fields: { field: unknown }[], options?: { isSingleTable?: boolean }): SQL;
}

const names = new WeakMap<Column, [alone: string, withTable: string]>();

function nameOf(column: Column, isAlone: boolean): string {
  let known = names.get(column);
  if (!known) {
    const table = (column.table as unknown as { [name: symbol]: string })[Symbol.for("drizzle:Name")];
    known = [`"${column.name}"`, `"${table}"."${column.name}"`];
    names.set(column, known);
  }
  return known[isAlone ? 0 : 1];
}
