import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type WidgetNames, widgetFiles } from "./widget-files.ts";

export type Made =
  | { status: "made"; added: string[]; changed: string[] }
  /** Nothing has been written. */
  | { status: "refused"; why: string };

/** Writes a widget's folder and its line into every list that has one for each widget. All of it, or nothing. */
export function makeWidget(root: string, name: string): Made {
  const why = whyNot(root, name);
  if (why !== null) return { status: "refused", why };
  const names = namesOf(name);
  const lists = listsFor(names).map((list) => ({
    ...list,
    text: readFileSync(join(root, list.file), "utf8"),
  }));
  const strange = lists.find(({ text, before }) => !text.includes(before));
  if (strange) {
    return {
      status: "refused",
      why: `${strange.file} no longer has the line "${strange.before.trim()}" to put a widget before.`,
    };
  }
  const files = widgetFiles(names);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  for (const { file, text, before, line, from } of lists) {
    const withLine = text.replace(before, () => line + before);
    writeFileSync(join(root, file), from ? `${from}\n${withLine}` : withLine);
  }
  return { status: "made", added: Object.keys(files), changed: lists.map(({ file }) => file) };
}

function whyNot(root: string, name: string): string | null {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 30) {
    return `"${name}" is no name for a widget: at most 30 small letters and digits, words parted by single dashes, as gift-note.`;
  }
  if (existsSync(join(root, "widgets", name))) return `widgets/${name} is there already.`;
  if (existsSync(join(root, "worker/storefront/pieces", `${name}.ts`))) {
    return `worker/storefront/pieces/${name}.ts is there already.`;
  }
  const { id } = namesOf(name);
  const known = new RegExp(`^  ${id}: `, "m").test(readFileSync(join(root, "widgets/index.ts"), "utf8"));
  return known ? `widgets/index.ts has settings called ${id} already.` : null;
}

/** One word in its casings. */
function namesOf(name: string): WidgetNames {
  const id = name.replace(/-./g, (part) => part.charAt(1).toUpperCase());
  return { name, id, type: id.charAt(0).toUpperCase() + id.slice(1), words: name.replaceAll("-", " ") };
}

interface List {
  file: string;
  /** Text that the line is put before. */
  before: string;
  line: string;
  /** Import of what the line names, where it names something. */
  from?: string;
}

function listsFor({ name, id }: WidgetNames): List[] {
  return [
    {
      file: "widgets/index.ts",
      before: "} satisfies Record<WidgetId, z.ZodType<WidgetRules>>",
      line: `  ${id}: ${id}Settings.prefault({}),\n`,
      from: `import { ${id}Settings } from "./${name}/settings.ts";`,
    },
    {
      file: "widgets/all-states.ts",
      before: "} satisfies Record<string, WidgetState[]>",
      line: `  ${id}: ${id}States,\n`,
      from: `import { ${id}States } from "./${name}/states.ts";`,
    },
    {
      file: "worker/storefront/page-plan.ts",
      before: "  dataLayerPiece,\n",
      line: `  ${id}Piece,\n`,
      from: `import { ${id}Piece } from "./pieces/${name}.ts";`,
    },
    {
      file: "worker/domain/widget-event.ts",
      before: "] as const;\nexport type WidgetId",
      line: `  "${id}",\n`,
    },
  ];
}
