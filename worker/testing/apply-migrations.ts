import { applyD1Migrations, type D1Migration, env } from "cloudflare:test";
import { emptyTables } from "./world.ts";

declare module "cloudflare:test" {
  interface ProvidedEnv extends Env {}
}

await applyD1Migrations(env.DB, (env as unknown as { MIGRATIONS: D1Migration[] }).MIGRATIONS);
// Files that run one after the other share a database. Each begins with an empty one.
await emptyTables();
