/**
 * The real D1, that fails or never answers when a test wants it to, at every call or at a chosen one, and that counts:
 * for crashes at a chosen point and for promises about cost.
 */
export class BreakableDatabase {
  mood: "well" | "fails" | "hangs" = "well";
  /** Asked before each round trip with the SQL of its statements. `true`: it fails, nothing is done. */
  breaks: (sql: string) => boolean = () => false;
  /** Asked likewise; `true`: it is done, and then the connection is lost before the answer. */
  losesAnswer: (sql: string) => boolean = () => false;
  /** What somebody else does just before a round trip. */
  meanwhile: ((sql: string) => Promise<void>) | null = null;
  /** Round trips made, and rows written by batches. */
  trips = 0;
  rowsWritten = 0;
  /** The binding to give to the worker. */
  readonly binding: D1Database;

  constructor(database: D1Database) {
    this.binding = {
      prepare: (sql: string) => this.#statement(database.prepare(sql), sql),
      batch: (statements: Wrapped[]) => this.#batch(database, statements),
      withSession: () => this.binding,
    } as unknown as D1Database;
  }

  #batch(database: D1Database, statements: Wrapped[]): Promise<D1Result[]> {
    const text = statements.map((statement) => statement[sqlOf]).join(";\n");
    return this.#trip(text, async () => {
      const results = await database.batch(statements.map((statement) => statement[real]));
      for (const { meta } of results) this.rowsWritten += meta.rows_written;
      return results;
    });
  }

  #statement(inner: D1PreparedStatement, sql: string): Wrapped {
    const call =
      (name: "all" | "raw" | "run" | "first") =>
      (...args: never[]) =>
        this.#trip(sql, () => (inner[name] as (...a: never[]) => Promise<unknown>)(...args));
    return {
      [real]: inner,
      [sqlOf]: sql,
      bind: (...values: unknown[]) => this.#statement(inner.bind(...values), sql),
      all: call("all"),
      raw: call("raw"),
      run: call("run"),
      first: call("first"),
    } as unknown as Wrapped;
  }

  async #trip<Value>(sql: string, run: () => Promise<Value>): Promise<Value> {
    this.trips++;
    const { meanwhile } = this;
    // What somebody else does is not itself disturbed.
    this.meanwhile = null;
    await meanwhile?.(sql);
    this.meanwhile ??= meanwhile;
    if (this.mood === "hangs") return new Promise(() => {});
    if (this.mood === "fails" || this.breaks(sql)) throw new Error("D1_ERROR: Network connection lost.");
    const result = await run();
    if (this.losesAnswer(sql)) throw new Error("D1_ERROR: Network connection lost.");
    return result;
  }
}

const real = Symbol("the statement of the real database");
const sqlOf = Symbol("its SQL");

type Wrapped = D1PreparedStatement & { [real]: D1PreparedStatement; [sqlOf]: string };
