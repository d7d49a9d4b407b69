import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where the shop lives between runs: beside the project, never in it. Delete it to begin anew. */
export const cache = join(import.meta.dirname, "../../.cartwright/evershop");

/** Does this once: what was finished in an earlier run is not done again, what was broken off is. */
export async function once(step: string, says: string, work: () => Promise<void>): Promise<void> {
  const mark = join(cache, "done", step);
  if (existsSync(mark)) return;
  console.log(`  ${says} …`);
  const started = Date.now();
  await work();
  mkdirSync(join(cache, "done"), { recursive: true });
  writeFileSync(mark, `${new Date().toISOString()}\n`);
  console.log(`    ${Math.round((Date.now() - started) / 1000)} s`);
}
