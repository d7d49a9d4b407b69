import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Linux keeps its files in memory. Containers may have next to nothing of it. */
const memory = "/dev/shm";
const enough = 2 ** 30;

/**
 * What tests write goes into one folder, which is gone when they are over; into memory, where there is enough. A database
 * waits for the disk after each of its transactions, which on a busy disk takes longer than all else that tests do.
 */
export default function setup(): () => void {
  const folder = mkdtempSync(join(hasMemory() ? memory : tmpdir(), "cartwright-tests-"));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

function hasMemory(): boolean {
  if (process.env.TMPDIR || !existsSync(memory)) return false;
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > enough;
}
