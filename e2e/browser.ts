import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Nothing that calls home: a closed network must not slow a test down. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--force-color-profile=srgb",
];

/**
 * A Chromium, from wherever there is one: `CHROME_PATH`, Playwright's own, the system's, or the one that `npm ci` brought
 * (unpacked once, below node_modules). Says on the console which it was.
 */
export async function openBrowser(): Promise<Browser> {
  const found = findInstalled();
  if (found) {
    console.log(`Browser: ${found.from}, ${found.path}`);
    return launch(found.path);
  }
  const unpacked = await unpackBundled();
  console.log(`Browser: the one npm ci brought, ${join(unpacked, "chromium")}`);
  const env = existsSync("/etc/fonts") ? {} : { FONTCONFIG_PATH: join(unpacked, "fonts") };
  try {
    return await launch(join(unpacked, "chromium"), env);
  } catch (error) {
    if (!/shared librar|\.so\b/.test(String(error))) throw error;
    console.log("Browser: this system lacks libraries it needs; using those that came with it");
    return launch(join(unpacked, "chromium"), { ...env, LD_LIBRARY_PATH: join(unpacked, "al2023", "lib") });
  }
}

function launch(executablePath: string, env: Record<string, string> = {}): Promise<Browser> {
  return chromium.launch({ executablePath, args, env: { ...process.env, ...env } as Record<string, string> });
}

function findInstalled(): { path: string; from: string } | null {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) {
    if (!existsSync(CHROME_PATH))
      throw new Error(`CHROME_PATH is ${CHROME_PATH}, and there is nothing there`);
    return { path: CHROME_PATH, from: "CHROME_PATH" };
  }
  if (existsSync(chromium.executablePath())) return { path: chromium.executablePath(), from: "Playwright's" };
  for (const name of ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]) {
    try {
      const path = execFileSync("/bin/sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
      if (path) return { path, from: "the system's" };
    } catch {
      // Not there: the next name.
    }
  }
  return null;
}

/** Unpacks beside its final place and moves it there whole, so that an interrupted run leaves nothing half done. */
async function unpackBundled(): Promise<string> {
  const place = join(root, "node_modules", ".cache", "chromium-153.0.0");
  if (existsSync(place)) return place;
  await mkdir(dirname(place), { recursive: true });
  const work = await mkdtemp(`${place}-`);
  const before = process.env.TMPDIR;
  // The package unpacks into the folder for temporary files, and trusts whatever lies there.
  process.env.TMPDIR = work;
  try {
    const bundled = await import("@sparticuz/chromium");
    await bundled.default.executablePath();
    await bundled.inflate(join(root, "node_modules/@sparticuz/chromium/bin/al2023.tar.br"));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  await rename(work, place).catch(() => rm(work, { recursive: true }));
  return place;
}
