import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Linux keeps its files in memory. Containers may have next to nothing of it. */
const memory = "/dev/shm";

/** For all tests of a run. */
export default function setup(): () => void {
  return keepInMemory("cartwright-tests-", 2 ** 30);
}

/**
 * What is written from here on to temporary files goes into one folder, which is gone when the answer is called; into memory, where
 * that many bytes are free. A database waits for the disk after each of its transactions, which on a busy disk takes longer than all
 * that is tested or measured.
 */
export function keepInMemory(prefix: string, bytes: number): () => void {
  const folder = mkdtempSync(join(hasMemory(bytes) ? memory : tmpdir(), prefix));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

function hasMemory(bytes: number): boolean {
  if (process.env.TMPDIR || !existsSync(memory)) return false;
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > bytes;
}
