import { eraseContact } from "../../services/contacts/erase-contact.ts";
import { stopMessages } from "../../services/recovery/stop-messages.ts";
import type { Process } from "./process.ts";
import type { SimulatedWorld } from "./simulated-world.ts";
import { addresses } from "./store-kinds.ts";

/**
 * What is put back, whole: rows as they were, and none that came later. Everything that only ever grows is left as it was
 * found (who must not be written to, who bought, who agreed or refused, what providers told): a backup from before would
 * forget it, and an operator is told to put it in again.
 */
const restoredTables = ["carts", "contacts", "recovery_messages"];

export async function backUp(world: SimulatedWorld): Promise<void> {
  const rows = new Map<string, Record<string, unknown>[]>();
  for (const table of restoredTables) rows.set(table, await world.rows(`SELECT * FROM ${table}`));
  world.backup = { rows, at: world.moment() };
}

/** By the book (docs/recovery.md): whom the shop was asked to forget since is forgotten again, and nothing of what was under way is sent. */
export async function restore(world: SimulatedWorld, { context }: Process): Promise<void> {
  const { backup } = world;
  if (backup === null) return;
  const before = await world.rows<{ id: string }>("SELECT * FROM recovery_messages");
  const statements = [...backup.rows].flatMap(([table, rows]) => [
    world.bench.database.prepare(`DELETE FROM ${table}`),
    ...rows.map((row) => {
      const names = Object.keys(row);
      const places = names.map(() => "?").join(", ");
      return world.bench.database
        .prepare(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${places})`)
        .bind(...Object.values(row));
    }),
  ]);
  await world.bench.database.batch(statements);
  const after = new Map(
    (await world.rows<{ id: string }>("SELECT * FROM recovery_messages")).map((row) => [
      row.id,
      JSON.stringify(row),
    ]),
  );
  world.restores.push({
    seq: await world.bench.historyLength(),
    at: world.moment(),
    forgot: new Set(before.filter((row) => after.get(row.id) !== JSON.stringify(row)).map(({ id }) => id)),
  });
  for (const { store, hash, at } of world.erased) {
    const address = addresses[world.hashes[store]?.indexOf(hash) ?? -1];
    const id = world.stores[store]?.id;
    const cameBack = world.spoken.some((one) => one.store === store && one.hash === hash && one.at > at);
    if (id && address && at > backup.at && !cameBack) await eraseContact(context, id, address);
  }
  for (const { id } of world.stores) await stopMessages(context, id, "all");
  world.backup = null;
}
