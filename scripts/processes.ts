import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** Whether this process still runs. One that has ended and waits to be noticed (a zombie) does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const stat = `/proc/${pid}/stat`;
  // Where nobody collects them, as in containers without an init, zombies stay for ever.
  return !existsSync(stat) || !/\) [ZX] /.test(readFileSync(stat, "utf8"));
}

export interface Ancestor {
  pid: number;
  command: string;
}

/** Parent, grandparent and so on of this process, nearest first; none where the system does not tell. */
export function ancestors(of = process.ppid): Ancestor[] {
  const found: Ancestor[] = [];
  for (let pid = of; pid > 1 && found.length < 20; ) {
    const about = lookAt(pid);
    if (!about) break;
    found.push({ pid, command: about.command });
    pid = about.parent;
  }
  return found;
}

function lookAt(pid: number): { parent: number; command: string } | null {
  try {
    const line = execFileSync("ps", ["-o", "ppid=,args=", "-ww", "-p", String(pid)], { encoding: "utf8" });
    const [, parent, command = ""] = /^\s*(\d+)\s+(.*)$/m.exec(line) ?? [];
    if (parent) return { parent: Number(parent), command };
  } catch {
    // No ps here, as in slim containers.
  }
  try {
    const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1]);
    return { parent, command: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ") };
  } catch {
    return null;
  }
}
