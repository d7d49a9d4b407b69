import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What we are compared with, and what it is compared by. Fetched when it is first needed, never a part of the project. */
const packages = {
  "@growthbook/edge-cloudflare": "0.1.15",
  "posthog-js": "1.449.2",
  "@formbricks/surveys": "1.99.0",
  "clevertap-web-sdk": "2.5.2",
};

/** Where they live between runs: beside the project, never in it. Delete it to begin anew. */
const cache = join(import.meta.dirname, "../.cartwright/bench");

/** Something that a run goes without, and why. */
export interface Absent {
  absent: string;
}

/** @returns the folder in which the packages are installed */
export function installPeers(): { folder: string } | Absent {
  const folder = join(cache, "peers");
  const wanted = JSON.stringify({ private: true, dependencies: packages }, null, 2);
  const manifest = join(folder, "package.json");
  const mark = join(folder, "installed");
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return { folder };
  console.log(`  Fetching the packages we are compared with into ${folder} …`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(manifest, wanted);
  try {
    execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
  } catch {
    return { absent: "the packages could not be fetched from npm: those comparisons are left out" };
  }
  writeFileSync(mark, wanted);
  return { folder };
}

/** nginx as it is installed; else Debian's package, unpacked into the cache and not installed. */
export function findNginx(): { path: string } | Absent {
  const installed = commandPath("nginx");
  if (installed) return { path: installed };
  const absent = {
    absent: "nginx is not installed, and there is no apt to fetch it from: compared without it",
  };
  if (!commandPath("apt-get") || !commandPath("dpkg-deb")) return absent;
  const folder = join(cache, "nginx");
  const path = join(folder, "usr/sbin/nginx");
  try {
    if (!existsSync(path)) {
      mkdirSync(folder, { recursive: true });
      execFileSync("apt-get", ["download", "nginx"], { cwd: folder, stdio: "ignore" });
      const file = readdirSync(folder).find((name) => name.endsWith(".deb")) ?? "";
      execFileSync("dpkg-deb", ["-x", file, "."], { cwd: folder, stdio: "ignore" });
    }
    execFileSync(path, ["-v"], { stdio: "ignore" });
    return { path };
  } catch {
    return { absent: "nginx is not installed and could not be fetched: compared without it" };
  }
}

function commandPath(name: string): string | null {
  try {
    return execFileSync("/bin/sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}
