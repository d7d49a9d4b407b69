import { second } from "./clock.ts";

export interface Turns {
  /** Takes the next turn of this name. @returns how long to wait for it, in ms */
  take(name: string, perSecond: number, now: number): number;
}

/** Hands out turns evenly, so that no second holds more of a name than it may. */
export function createTurns(): Turns {
  const next = new Map<string, number>();
  return {
    take(name, perSecond, now) {
      const turn = Math.max(now, next.get(name) ?? 0);
      next.set(name, turn + second / perSecond);
      return Math.ceil(turn - now);
    },
  };
}
