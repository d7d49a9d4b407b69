/** A D1 each of whose round trips is put into the hands of `around`, with its SQL. */
export function guardDatabase(
  database: D1Database,
  around: <Value>(sql: string, run: () => Promise<Value>) => Promise<Value>,
): D1Database {
  const wrap = (inner: D1PreparedStatement, sql: string): Wrapped => {
    const call =
      (name: "all" | "raw" | "run" | "first") =>
      (...args: never[]) =>
        around(sql, () => (inner[name] as (...a: never[]) => Promise<unknown>)(...args));
    return {
      [real]: inner,
      [sqlOf]: sql,
      bind: (...values: unknown[]) => wrap(inner.bind(...values), sql),
      all: call("all"),
      raw: call("raw"),
      run: call("run"),
      first: call("first"),
    } as unknown as Wrapped;
  };
  const guarded = {
    prepare: (sql: string) => wrap(database.prepare(sql), sql),
    batch: (statements: Wrapped[]) =>
      around(statements.map((statement) => statement[sqlOf]).join(";\n"), () =>
        database.batch(statements.map((statement) => statement[real])),
      ),
    withSession: () => guarded,
  };
  return guarded as unknown as D1Database;
}

const real = Symbol("the statement of the real database");
const sqlOf = Symbol("its SQL");

type Wrapped = D1PreparedStatement & { [real]: D1PreparedStatement; [sqlOf]: string };
