import { build } from "./build.ts";

/** The worker imports the list of built widgets: it must be there before any test. */
export default async function setup(): Promise<void> {
  await build();
}
