import type { Schedule } from "./commands.ts";
import { guards } from "./stories/guards.ts";
import { races } from "./stories/races.ts";
import { wider } from "./stories/wider.ts";

export { compared } from "./stories/telling.ts";

/** Schedules written by hand. */
export const stories: readonly [string, Schedule][] = [...races, ...guards, ...wider];
