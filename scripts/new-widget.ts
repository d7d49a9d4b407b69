import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { makeWidget } from "./new-widget/make-widget.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

const usage = `npm run new:widget -- NAME

  NAME   in small letters, words parted by dashes: gift-note
`;

/** `npm run new:widget`: a widget that is whole from its first minute, to be made into what it is to be. */
async function main([name, ...more]: string[]): Promise<number> {
  if (name === undefined || more.length > 0 || name.startsWith("-")) {
    console.error(usage);
    return name === "--help" ? 0 : 2;
  }
  const made = makeWidget(root, name);
  if (made.status === "refused") {
    console.error(`${made.why}\nNothing was changed.`);
    return 1;
  }
  // Imports in their order, lines at their length: as if somebody had typed it.
  const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
  const changed = [...made.added, ...made.changed];
  await run(process.execPath, [biome, "check", "--write", ...changed], { cwd: root });
  await run(process.execPath, [join(root, "scripts/write-widget-settings.ts")], { cwd: root });
  console.log(describe(name, made));
  return 0;
}

function describe(name: string, { added, changed }: { added: string[]; changed: string[] }): string {
  return `Added:
${added.map((file) => `  ${file}`).join("\n")}
A line in:
${changed.map((file) => `  ${file}`).join("\n")}

It stands still, is switched off, and says something in every language. To see it: npm run dev, then
http://playground.localhost:8787/widgets. How to go on: docs/adding-a-widget.md.
Its test: npx vitest run --project node widgets/${name}`;
}

process.exitCode = await main(process.argv.slice(2));
