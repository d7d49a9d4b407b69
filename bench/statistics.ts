/** Some runs of one measurement. What is told of them is the middle one; the others say how far to trust it. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** @param values at least one */
export function spreadOf(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
}

/** What one thing adds to another, measured in pairs. */
export interface Difference {
  /** The middle one of the pairs' differences. */
  median: number;
  /** Between these two lies the true middle, at 95 % and more. `null`: there are too few pairs to say. */
  interval: [low: number, high: number] | null;
}

/**
 * Takes no distribution for granted: were there no difference, each pair would fall to one side or the other as a coin does. So
 * many of the lowest and of the highest lie outside of the interval as fewer than 2.5 % of coins would (the sign test's).
 * @param differences one a pair, at least one
 * @param among of so many differences: the 95 % are of all of them at once, since one of twenty would miss by luck (Bonferroni)
 */
export function differenceOf(differences: number[], among = 1): Difference {
  const sorted = differences.toSorted((a, b) => a - b);
  const n = sorted.length;
  let outside = 0;
  let ways = 1;
  for (let tail = 0.5 ** n; tail <= 0.025 / among; tail += ways * 0.5 ** n) {
    outside++;
    ways *= (n - outside + 1) / outside;
  }
  const [low, high] = [sorted[outside - 1], sorted[n - outside]];
  const interval: [number, number] | null = low === undefined || high === undefined ? null : [low, high];
  return { median: quantile(sorted, 0.5), interval };
}

/** Whether there is nothing between the two that pairs could show. */
export function isWithinNoise({ interval }: Difference): boolean {
  return interval !== null && interval[0] <= 0 && interval[1] >= 0;
}

/** Run by run, because what disturbs a machine disturbs neighbours in time alike. */
export function ratioOf(values: number[], baseline: number[]): Spread {
  return spreadOf(values.map((value, run) => value / (baseline[run] ?? Number.NaN)));
}

export function medianOf(values: number[]): number {
  return spreadOf(values).median;
}

/** @param sorted ascending */
function quantile(sorted: number[], q: number): number {
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** A new order each time, so that nobody always comes first. */
export function shuffled<Value>(values: readonly Value[]): Value[] {
  return values
    .map((value) => ({ value, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
