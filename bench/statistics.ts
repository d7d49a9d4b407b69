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
