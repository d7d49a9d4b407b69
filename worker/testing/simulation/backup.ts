import type { SimulatedWorld } from "./simulated-world.ts";

/**
 * What is put back: rows as they were, in the place of what they have become and where they are gone. Everything that only
 * ever grows is left as it was found (who must not be written to, who bought, who agreed or refused, which calls were made):
 * a backup from before would forget it. That is what an operator is told to do, and what is promised to hold then.
 */
const restoredTables = ["carts", "contacts", "recovery_messages"];

export async function backUp(world: SimulatedWorld): Promise<void> {
  world.backup = new Map();
  for (const table of restoredTables) world.backup.set(table, await world.rows(`SELECT * FROM ${table}`));
}

export async function restore(world: SimulatedWorld): Promise<void> {
  const { backup } = world;
  if (backup === null) return;
  for (const [table, rows] of backup) {
    for (const row of rows) {
      const names = Object.keys(row);
      const values = names.map((name) => row[name] ?? null);
      const places = names.map(() => "?").join(", ");
      // A shopper has one open cart: one that was begun since stays.
      await world.rows(`INSERT OR IGNORE INTO ${table} (${names.join(", ")}) VALUES (${places})`, ...values);
      const set = names.map((name) => `${name} = ?`).join(", ");
      await world.rows(`UPDATE OR IGNORE ${table} SET ${set} WHERE id = ?`, ...values, row.id);
      if (table === "recovery_messages") world.putBack.add(String(row.id));
    }
  }
  world.backup = null;
}
