/** A D1 that works, fails every call, or never answers one, as a test turns it. */
export class BreakableDatabase {
  mood: "well" | "fails" | "hangs" = "well";
  /** The binding to give to the worker. */
  readonly binding: D1Database;

  constructor(real: D1Database) {
    this.binding = {
      prepare: (query: string) => this.#statement(real.prepare(query)),
      batch: (statements: Wrapped[]) => this.#answer(() => real.batch(statements.map(unwrap))),
      exec: (query: string) => this.#answer(() => real.exec(query)),
      dump: () => this.#answer(() => real.dump()),
      withSession: () => this.binding,
    } as unknown as D1Database;
  }

  #statement(inner: D1PreparedStatement): Wrapped {
    const statement = {
      [real]: inner,
      bind: (...values: unknown[]) => this.#statement(inner.bind(...values)),
    };
    const calls = Object.fromEntries(
      (["all", "raw", "run", "first"] as const).map((name) => [
        name,
        (...args: never[]) =>
          this.#answer(() => (inner[name] as (...a: never[]) => Promise<unknown>)(...args)),
      ]),
    );
    return Object.assign(statement, calls);
  }

  #answer<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.mood === "hangs") return new Promise(() => {});
    if (this.mood === "fails")
      return Promise.reject(new Error("D1_ERROR: storage caused object to be reset"));
    return work();
  }
}

const real = Symbol("the statement of the real database");

type Wrapped = { [real]: D1PreparedStatement };

const unwrap = (statement: Wrapped): D1PreparedStatement => statement[real];
