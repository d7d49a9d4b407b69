import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { AccountDatabase } from "./find-account-database.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The copy of wrangler.toml that this account is deployed with. Git ignores it. */
export const deployedConfig = `${root}.wrangler/deploy/wrangler.toml`;

/**
 * Writes a copy of wrangler.toml with the account's ids in it; wrangler.toml itself stays as it is committed. Far from
 * .dev.vars on purpose: wrangler looks for that file beside its configuration.
 * @throws Error that names the line of wrangler.toml it did not find
 */
export function writeConfig({ databaseId, accountId }: AccountDatabase, file = deployedConfig): void {
  const up = relative(dirname(file), root).split(sep).join("/") || ".";
  let text = readFileSync(`${root}wrangler.toml`, "utf8");
  const change = (key: string, value: (old: string) => string) => {
    const line = new RegExp(`^${key} = (.+)$`, "m");
    if (!line.test(text)) {
      throw new Error(
        `wrangler.toml has no line "${key} = …"; scripts/deploy/write-config.ts must follow its change.`,
      );
    }
    text = text.replace(line, (_, old: string) => `${key} = ${value(old)}`);
  };
  const fromHere = (old: string) => old.replaceAll(/"([^"]+)"/g, (_, path) => `"${up}/${path}"`);
  for (const key of ["main", "directory", "migrations_dir", "watch_dir"]) change(key, fromHere);
  change("database_id", () => `"${databaseId}"`);
  if (accountId) change("name", (old) => `${old}\naccount_id = "${accountId}"`);
  text = text.replace(/^#:schema .*\n/, "");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `# Written by npm run deploy. Change wrangler.toml instead.\n${text}`);
}
