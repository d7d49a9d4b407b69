import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { D1Database } from "@cloudflare/workers-types";
import { onlyReads } from "../../worker/testing/simulation/remember-length.ts";

/**
 * D1's interface over a SQLite in memory, so that a schedule costs milliseconds: the same SQL and the same transactions
 * (one at a time, a batch whole or not at all), without the network. Refuses what D1 refuses: more than 100 parameters,
 * values of `undefined`, and statements longer than 100,000 bytes.
 */
export class SqliteD1 {
  readonly sqlite = new DatabaseSync(":memory:");
  /** Statements run, the most parameters one had, and the most in one batch. */
  readonly used = { statements: 0, parameters: 0, batch: 0 };
  /** How often something may have been written. */
  writes = 0;
  readonly #prepared = new Map<string, Prepared>();
  readonly binding: D1Database;

  /** @param more statements to be run behind the migrations */
  constructor(migrations: string, more: readonly string[] = []) {
    this.sqlite.exec("PRAGMA foreign_keys = ON");
    for (const name of readdirSync(migrations).sort()) {
      if (name.endsWith(".sql")) this.sqlite.exec(readFileSync(`${migrations}/${name}`, "utf8"));
    }
    for (const statement of more) this.sqlite.exec(statement);
    this.sqlite.exec("BEGIN");
    this.binding = {
      prepare: (sql: string) => this.#statement(sql, []),
      batch: async (statements: Bound[]) => this.#batch(statements),
      exec: async (sql: string) => {
        this.writes++;
        this.sqlite.exec(sql);
      },
      withSession: () => this.binding,
    } as unknown as D1Database;
  }

  /** Undoes all that was ever done: one transaction lies around it. Quicker than to empty the tables, and surer. */
  putBack(): void {
    this.#word("ROLLBACK");
    this.#word("BEGIN");
  }

  #statement(sql: string, values: unknown[]): Bound {
    const all = async () => this.#run(sql, values);
    return {
      sql,
      values,
      bind: (...more: unknown[]) => this.#statement(sql, more),
      all,
      run: all,
      // As lists: two columns of one name, of two tables, are two.
      raw: async () => this.#run(sql, values, true).results as unknown as unknown[][],
      first: async (column?: string) => {
        const row = this.#run(sql, values).results[0] ?? null;
        return column === undefined || row === null ? row : row[column];
      },
    };
  }

  #batch(statements: Bound[]) {
    this.used.batch = Math.max(this.used.batch, statements.length);
    this.#word("SAVEPOINT batch");
    try {
      const results = statements.map(({ sql, values }) => this.#run(sql, values));
      this.#word("RELEASE batch");
      return results;
    } catch (error) {
      this.#word("ROLLBACK TO batch");
      this.#word("RELEASE batch");
      throw error;
    }
  }

  #word(sql: string): void {
    this.writes++;
    this.#prepare(sql).statement.run();
  }

  #prepare(sql: string): Prepared {
    let known = this.#prepared.get(sql);
    if (!known) {
      known = { statement: this.sqlite.prepare(withSteadyPlans(sql)), reads: onlyReads(sql) };
      this.#prepared.set(sql, known);
    }
    return known;
  }

  #run(sql: string, values: unknown[], asLists = false) {
    if (values.length > 100) throw new Error("D1_ERROR: too many SQL variables");
    if (sql.length > 100_000) throw new Error("D1_ERROR: statement too long: SQLITE_TOOBIG");
    this.used.statements++;
    this.used.parameters = Math.max(this.used.parameters, values.length);
    const { statement, reads } = this.#prepare(sql);
    if (!reads) this.writes++;
    statement.setReturnArrays(asLists);
    return { success: true, results: statement.all(...values.map(bindable)) as Row[], meta: {} };
  }
}

/**
 * Where a partial index may serve, SQLite plans a query anew whenever a parameter changes (SQLITE_DBCONFIG_ENABLE_QPSG forbids it,
 * and cannot be set from here): that took ten times as long as the query. A sign in front of the parameter, which changes
 * no value, keeps the first plan.
 */
const withSteadyPlans = (sql: string) =>
  sql.replaceAll(/'(?:[^']|'')*'|\?/g, (found) => (found === "?" ? "+?" : found));

type Row = Record<string, unknown>;

interface Prepared {
  statement: StatementSync;
  /** It changes nothing. */
  reads: boolean;
}

interface Bound {
  sql: string;
  values: unknown[];
  bind(...values: unknown[]): Bound;
  all(): Promise<unknown>;
  run(): Promise<unknown>;
  raw(): Promise<unknown[][]>;
  first(column?: string): Promise<unknown>;
}

function bindable(value: unknown): string | number | null {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  throw new Error(`D1_TYPE_ERROR: Type '${typeof value}' not supported`);
}
