/**
 * The CSS selectors a merchant may name a place on a page with: type and `*`, `#id`, `.class`, `[attr]`, `[attr=value]`
 * with `^= $= *= ~=`, any of these together, descendants (a space), children (`>`), and lists (a comma). ASCII, with `\`
 * before a character that would otherwise mean something. Case counts in everything but names of elements and attributes.
 */
export type Selector = Path[];

/** Compounds from the outermost to the one that is meant, each with how the one before it stands to it. */
export type Path = { compound: Compound; below: "root" | "ancestor" | "parent" }[];

export interface Compound {
  type: string | null;
  conditions: Condition[];
}

export interface Condition {
  attribute: string;
  test: "exists" | "is" | "word" | "begins" | "ends" | "contains";
  value: string;
}

/** More of them in one path would not fit the bits they are counted in. */
const mostCompounds = 16;
const mostPaths = 20;

/** @returns `null` when it is not a selector of this kind */
export function parseSelector(text: string): Selector | null {
  if (!/^[\t\n\x20-\x7e]*$/.test(text)) return null;
  const paths: Path[] = [];
  let path: Path = [];
  let below: Path[number]["below"] = "root";
  let rest = text.trim();
  while (rest !== "") {
    const read = readCompound(rest);
    if (read === null) return null;
    path.push({ compound: read.compound, below });
    const combinator = /^(?:\s*([>,])\s*|\s+)/.exec(read.rest);
    rest = read.rest.slice(combinator?.[0].length ?? 0);
    // Something has to follow.
    if (combinator === null ? rest !== "" : rest === "") return null;
    below = combinator?.[1] === ">" ? "parent" : "ancestor";
    if (combinator?.[1] === "," || rest === "") {
      paths.push(path);
      path = [];
      below = "root";
    }
  }
  const isSound = paths.length > 0 && paths.length <= mostPaths;
  return isSound && paths.every(({ length }) => length <= mostCompounds) ? paths : null;
}

/** @param attributes by name in lower case, values as the page means them */
export function matchesCompound(
  { type, conditions }: Compound,
  name: string,
  attributes: { get(name: string): string | undefined },
): boolean {
  return (
    (type === null || type === name) &&
    conditions.every((condition) => holds(condition, attributes.get(condition.attribute)))
  );
}

const part =
  /^(?:(\*)|([#.]?)((?:[\w-]|\\[^\da-fA-F\s])+)|\[\s*([\w:-]+)\s*(?:([~^$*]?=)\s*(?:"([^"\\]*)"|'([^'\\]*)'|((?:[\w-]|\\[^\da-fA-F\s])+))\s*)?\])/;

function readCompound(text: string): { compound: Compound; rest: string } | null {
  const compound: Compound = { type: null, conditions: [] };
  let rest = text;
  for (let match = part.exec(rest); match !== null; match = part.exec(rest)) {
    const [whole, star, sign, word, attribute, operator, ...values] = match;
    const isFirst = rest === text;
    if (attribute !== undefined) {
      const [double, single, bare] = values;
      compound.conditions.push({
        attribute: attribute.toLowerCase(),
        test: operator === undefined ? "exists" : tests[operator as keyof typeof tests],
        value: double ?? single ?? literal(bare ?? ""),
      });
    } else if (sign) {
      const value = literal(word ?? "");
      compound.conditions.push(
        sign === "#" ? { attribute: "id", test: "is", value } : { attribute: "class", test: "word", value },
      );
    } else if (!isFirst) return null;
    else if (!star) compound.type = literal(word ?? "").toLowerCase();
    rest = rest.slice(whole.length);
  }
  return rest === text ? null : { compound, rest };
}

const tests = { "=": "is", "~=": "word", "^=": "begins", "$=": "ends", "*=": "contains" } as const;

function holds({ test, value }: Condition, found: string | undefined): boolean {
  if (found === undefined) return false;
  switch (test) {
    case "exists":
      return true;
    case "is":
      return found === value;
    case "word":
      // Most classes of a page are not the one that is looked for.
      return (
        found.includes(value) &&
        value !== "" &&
        !/\s/.test(value) &&
        found.split(/[\t\n\f\r ]+/).includes(value)
      );
    // An empty piece is in nothing (Selectors Level 4 §6.2).
    case "begins":
      return value !== "" && found.startsWith(value);
    case "ends":
      return value !== "" && found.endsWith(value);
    case "contains":
      return value !== "" && found.includes(value);
  }
}

function literal(text: string): string {
  return text.replace(/\\(.)/g, "$1");
}
