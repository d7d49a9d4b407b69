import { parseArgs } from "node:util";

export const sections = ["page", "browser", "carts", "sweep", "beacons", "load", "drain"] as const;
/** Takes an hour: only where it is asked for. */
const onlyIfNamed = "drain";
export type Section = (typeof sections)[number];

export interface Options {
  /** Fewer sizes and shorter runs: all of it within two minutes. */
  quick: boolean;
  only: readonly Section[];
}

/** @throws Error that says what was wrong, in a sentence for whoever typed it */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: { quick: { type: "boolean", default: false }, only: { type: "string" } },
  });
  const named = values.only?.split(",") ?? sections.filter((name) => name !== onlyIfNamed);
  const unknown = named.filter((name) => !(sections as readonly string[]).includes(name));
  if (unknown.length > 0) throw new Error(`--only ${unknown.join(",")}: there are ${sections.join(", ")}`);
  return { quick: values.quick, only: sections.filter((name) => named.includes(name)) };
}
