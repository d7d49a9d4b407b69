import type { WidgetCount } from "../../wire/queue-body.ts";

/** Counts of several stores, as they add up. */
export class MergedCounts {
  readonly #counts = new Map<string, WidgetCount & { storeId: string }>();

  get size(): number {
    return this.#counts.size;
  }

  add(storeId: string, count: WidgetCount): void {
    const { day, widget, variant, event } = count;
    const key = JSON.stringify([storeId, day, widget, variant, event]);
    this.#counts.set(key, { storeId, ...count, count: count.count + (this.#counts.get(key)?.count ?? 0) });
  }

  /** One of each store, day, widget, variant and event. */
  all(): (WidgetCount & { storeId: string })[] {
    return [...this.#counts.values()];
  }
}
