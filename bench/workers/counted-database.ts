import type { Count } from "../deeds.ts";

/** The real D1, with each round trip and each row that it reads or writes counted. */
export function countedDatabase(database: D1Database, count: Count): D1Database {
  const note = ({ meta }: { meta: D1Meta & Record<string, unknown> }) => {
    count.read += meta.rows_read;
    count.written += meta.rows_written;
  };
  const statement = (inner: D1PreparedStatement, sql: string): Wrapped => ({
    [real]: inner,
    bind(...values: unknown[]) {
      count.parameters = Math.max(count.parameters, values.length);
      return statement(inner.bind(...values), sql);
    },
    async all() {
      count.trips++;
      count.statements++;
      const result = await inner.all();
      note(result);
      return result;
    },
    async run() {
      count.trips++;
      count.statements++;
      const result = await inner.run();
      note(result);
      return result;
    },
    // `raw` and `first` do not tell what they cost: rows by name do, which lose columns of one name where tables are joined.
    // A query is asked both ways; what writes names its columns once.
    async raw() {
      const { results } = await this.all();
      if (/^\s*select/i.test(sql)) return inner.raw();
      return results.map((row) => Object.values(row));
    },
    async first(column?: string) {
      const row = (await this.all()).results[0] ?? null;
      return column === undefined || row === null ? row : row[column];
    },
  });
  return {
    prepare: (sql: string) => statement(database.prepare(sql), sql),
    async batch(statements: Wrapped[]) {
      count.trips++;
      count.statements += statements.length;
      const results = await database.batch(statements.map((one) => one[real]));
      for (const result of results) note(result);
      return results;
    },
    exec: (sql: string) => database.exec(sql),
  } as unknown as D1Database;
}

const real = Symbol("the statement of the real database");

interface Wrapped {
  [real]: D1PreparedStatement;
  bind(...values: unknown[]): Wrapped;
  all(): Promise<D1Result<Record<string, unknown>>>;
  run(): Promise<D1Result>;
  raw(): Promise<unknown[][]>;
  first(column?: string): Promise<unknown>;
}
