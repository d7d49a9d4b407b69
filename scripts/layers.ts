import { globSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/**
 * Who may import whom. Inside `worker/` data falls down a staircase (entrances, services, sockets, memory, ground) and
 * never climbs; what runs on a laptop is above all of it. The first row whose `files` begin a file's path counts.
 */
interface Row {
  /** Beginning of a path, `*` for any one name. */
  files: string;
  /** What these may import, besides their own folder. */
  may: string[];
  /** What they may import for its types alone, which no longer exist when the code runs. */
  types?: string[];
  /** Packages they may import; any, where this is not said. */
  packages?: string[];
  /** Said to whoever breaks it. */
  rule: string;
}

const ground = ["worker/domain/", "worker/wire/"];
const markup = ["preact", "preact-render-to-string"];

export const rows: Row[] = [
  {
    files: "worker/domain/",
    may: [],
    packages: [],
    rule: "domain/ is pure and stands on nothing: rules get what they need as arguments",
  },
  {
    files: "worker/wire/",
    may: ["worker/domain/", "widgets/*/settings.ts"],
    packages: ["zod"],
    rule: "wire/ says in zod what crosses the network; it knows domain/ and each widget's settings",
  },
  {
    files: "worker/db/",
    may: ground,
    types: ["worker/context.ts"],
    packages: ["drizzle-orm"],
    rule: "db/ remembers: queries know the ground below them, not who asks",
  },
  {
    files: "worker/channels/",
    may: [...ground, "worker/mail-providers/", "worker/emails/"],
    rule: "channels/ bring a mail to a provider; they do not decide and do not remember",
  },
  {
    files: "worker/storefront/",
    may: [...ground, "widgets/", "dist/widget-assets.json"],
    types: ["worker/platforms/"],
    rule: "storefront/ is HTML in, HTML out: ground and widgets only",
  },
  ...["platforms", "mail-providers", "emails"].map((socket) => ({
    files: `worker/${socket}/`,
    may: ground,
    packages: ["entities", "aws4fetch", ...markup],
    rule: `${socket}/ is a socket: it knows how the outside speaks, and the ground, and nothing else of ours`,
  })),
  {
    files: "worker/services/",
    may: [
      ...ground,
      ...["db", "platforms", "mail-providers", "channels", "emails", "storefront"].map(
        (at) => `worker/${at}/`,
      ),
    ],
    types: ["worker/context.ts"],
    packages: ["zod"],
    rule: "services/ do one deed each with sockets and memory; the context is handed to them, and no entrance calls down from here",
  },
  {
    files: "worker/http/",
    may: [
      ...ground,
      ...["services", "storefront", "platforms", "mail-providers"].map((at) => `worker/${at}/`),
      "worker/context.ts",
      "widgets/",
    ],
    types: ["worker/db/"],
    packages: ["hono", "uqr", ...markup],
    rule: "http/ answers by services; it does not touch the database, and is no business of cron/ or queue/",
  },
  ...["cron", "queue"].map((entrance) => ({
    files: `worker/${entrance}/`,
    may: [...ground, "worker/services/"],
    types: ["worker/context.ts"],
    packages: [],
    rule: `${entrance}/ is an entrance: it calls services and nothing beside or below them`,
  })),
  {
    files: "worker/context.ts",
    may: ["worker/db/schema.ts", ...ground, "worker/env.ts", "worker/log.ts"],
    packages: ["drizzle-orm"],
    rule: "the tool belt holds memory, clock, log and keys; it knows no service and no entrance",
  },
  {
    files: "worker/env.ts",
    may: ground,
    packages: ["zod"],
    rule: "vars and secrets are checked before anything else exists",
  },
  { files: "worker/", may: ["worker/"], rule: "the front door opens onto worker/ and nothing else" },
  {
    files: "widgets/runtime/loader.ts",
    may: ["widgets/"],
    types: ground,
    packages: [],
    rule: "the loader is paid for by every page: widgets' own light code, and no package",
  },
  {
    files: "widgets/runtime/",
    may: [],
    types: ground,
    packages: [],
    rule: "runtime/ is what every widget stands on: no package, no widget, of the worker only types",
  },
  {
    files: "widgets/",
    may: ["widgets/"],
    types: ground,
    packages: ["preact", "preact-render-to-string", "zod"],
    rule: "widgets run in shoppers' browsers: of the worker they know the types of domain/ and wire/",
  },
  {
    files: "playground/demo-shop/",
    may: [],
    rule: "the demo shop is somebody else's shop: it knows nothing of ours",
  },
  ...["playground", "scripts", "e2e", "bench"].map((folder) => ({
    files: `${folder}/`,
    may: [
      "worker/",
      "widgets/",
      "playground/",
      "scripts/",
      "package.json",
      ...(folder === "bench" ? ["e2e/"] : []),
    ],
    rule: `${folder}/ runs on a laptop, above everything that is shipped`,
  })),
];

/** Tests, and what is built for them, stand beside what they test and may reach for anything. */
const notShipped =
  /\.test\.tsx?$|\.fixture\.ts$|^worker\/testing\/|\/([a-z]+-)*conformance\.ts$|^widgets\/(build|([a-z-]+\/)?(all-)?states)\.ts$/;

export interface Import {
  file: string;
  line: number;
  /** Path from the root of the repository, or name of a package. */
  to: string;
  isPackage: boolean;
  typeOnly: boolean;
}

/** @returns "file:line imports X: rule" for each import that breaks one */
export function findViolations(imports: Import[]): string[] {
  return imports.filter(isForbidden).map(({ file, line, to }) => {
    return `${file}:${line} imports ${to}: ${rowOf(file)?.rule ?? "no row in scripts/layers.ts is for this file"}`;
  });
}

function isForbidden({ file, to, isPackage, typeOnly }: Import): boolean {
  if (notShipped.test(file)) return false;
  const row = rowOf(file);
  if (!row) return true;
  if (isPackage) return !(row.packages?.some((name) => to === name || to.startsWith(`${name}/`)) ?? true);
  if (row.files.endsWith("/") && begins(to, row.files)) return false;
  return ![...row.may, ...(typeOnly ? (row.types ?? []) : [])].some((path) => begins(to, path));
}

function rowOf(file: string): Row | undefined {
  return rows.find((row) => begins(file, row.files));
}

function begins(path: string, pattern: string): boolean {
  const wanted = pattern.split("/");
  return path
    .split("/")
    .slice(0, wanted.length)
    .every((name, depth) => wanted[depth] === "" || wanted[depth] === "*" || wanted[depth] === name);
}

/** Every import of every source file below this folder. */
export function readImports(root: string): Import[] {
  const files = globSync("{worker,widgets,playground,scripts,e2e,bench}/**/*.{ts,tsx}", { cwd: root });
  return files.sort().flatMap((file) => importsOf(file, readFileSync(join(root, file), "utf8")));
}

/** Statements begin a line here (biome sees to that), so that words in strings are not taken for imports. */
const statement =
  /^(?:import|export)\s+(type\s)?(?:[\w*{}\s,$]+?\sfrom\s+)?"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)(\.\w)?/gm;

export function importsOf(file: string, source: string): Import[] {
  return [...source.matchAll(statement)].map((match) => {
    const target = match[2] ?? match[3] ?? "";
    const isPackage = !target.startsWith(".");
    return {
      file,
      line: source.slice(0, match.index).split("\n").length,
      to: isPackage ? target : posix.join(dirname(file), target),
      isPackage,
      typeOnly: match[1] !== undefined || match[4] !== undefined,
    };
  });
}
