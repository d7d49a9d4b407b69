/**
 * A D1 that can be made to fail, and that counts: for crashes at a chosen point and for promises about cost. Everything
 * else is the real database.
 */
export class BreakableD1 {
  /** Round trips made. */
  trips = 0;
  rowsWritten = 0;
  /** Asked before each round trip with the SQL of its statements, one after the other. `true`: it fails, nothing is done. */
  breaks: (sql: string) => boolean = () => false;
  /** Asked likewise; `true`: it is done, and then the connection is lost before the answer. */
  losesAnswer: (sql: string) => boolean = () => false;
  /** What somebody else does just before a round trip. */
  meanwhile: ((sql: string) => Promise<void>) | null = null;
  readonly #real: D1Database;
  readonly #sql = new WeakMap<object, string>();

  constructor(real: D1Database) {
    this.#real = real;
  }

  prepare(sql: string): D1PreparedStatement {
    return this.#wrap(this.#real.prepare(sql), sql);
  }

  async batch<T>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]> {
    const sql = statements.map((statement) => this.#sql.get(statement) ?? "").join(";\n");
    return this.#trip(sql, async () => {
      const results = await this.#real.batch<T>(
        statements.map((statement) => real.get(statement) ?? statement),
      );
      for (const { meta } of results) this.rowsWritten += meta.rows_written;
      return results;
    });
  }

  #wrap(statement: D1PreparedStatement, sql: string): D1PreparedStatement {
    const trip = <T>(run: () => Promise<T>) => this.#trip(sql, run);
    const wrapped = {
      bind: (...values: unknown[]) => this.#wrap(statement.bind(...values), sql),
      all: () => trip(() => statement.all()),
      run: () => trip(() => statement.run()),
      raw: (options: never) => trip(() => statement.raw(options)),
      first: (column: never) => trip(() => statement.first(column)),
    } as unknown as D1PreparedStatement;
    this.#sql.set(wrapped, sql);
    real.set(wrapped, statement);
    return wrapped;
  }

  async #trip<T>(sql: string, run: () => Promise<T>): Promise<T> {
    this.trips++;
    const { meanwhile } = this;
    this.meanwhile = null;
    await meanwhile?.(sql);
    this.meanwhile ??= meanwhile;
    if (this.breaks(sql)) throw new Error("D1_ERROR: Network connection lost.");
    const result = await run();
    if (this.losesAnswer(sql)) throw new Error("D1_ERROR: Network connection lost.");
    return result;
  }
}

const real = new WeakMap<D1PreparedStatement, D1PreparedStatement>();
