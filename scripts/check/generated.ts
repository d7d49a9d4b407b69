import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createRunWrangler, reasonOf } from "../run-wrangler.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

/** @returns why worker-configuration.d.ts is not what `npm run types` would write; `null` when it is */
export async function whyTypesAreStale(): Promise<string | null> {
  const result = await createRunWrangler()(["types", "--include-runtime=false", "--check"]);
  if (result.code === 0) return null;
  return `worker-configuration.d.ts does not match wrangler.toml and .dev.vars: npm run types\n${reasonOf(result)}`;
}

/** @returns why migrations/ does not bring a database to worker/db/schema.ts; `null` when it does */
export async function whyMigrationsAreStale(): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), "cartwright-migrations-"));
  try {
    cpSync(join(root, "migrations"), join(folder, "migrations"), { recursive: true });
    const config = join(folder, "drizzle.config.json");
    // drizzle-kit reads `out` from where it runs, and takes no absolute path.
    const options = { dialect: "sqlite", schema: join(root, "worker/db/schema.ts"), out: "./migrations" };
    writeFileSync(config, JSON.stringify(options));
    const drizzle = join(root, "node_modules/drizzle-kit/bin.cjs");
    const said = await run(process.execPath, [drizzle, "generate", "--config", config], { cwd: folder }).then(
      ({ stdout, stderr }) => stdout + stderr,
      (error) => `${error.stdout}${error.stderr}`,
    );
    const made = readdirSync(join(folder, "migrations")).filter((name) => name.endsWith(".sql"));
    const kept = readdirSync(join(root, "migrations")).filter((name) => name.endsWith(".sql"));
    const fresh = made.filter((name) => !kept.includes(name));
    if (fresh.length > 0) {
      const sql = fresh.map((name) => readFileSync(join(folder, "migrations", name), "utf8")).join("\n");
      return `worker/db/schema.ts has changes without a migration: npm run db:generate\n${sql}`;
    }
    return /No schema changes/.test(said) ? null : `drizzle-kit could not compare:\n${said}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
