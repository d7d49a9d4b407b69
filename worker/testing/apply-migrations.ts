import { applyD1Migrations, type D1Migration, env } from "cloudflare:test";

declare module "cloudflare:test" {
  interface ProvidedEnv extends Env {}
}

await applyD1Migrations(env.DB, (env as unknown as { MIGRATIONS: D1Migration[] }).MIGRATIONS);
