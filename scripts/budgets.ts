import { budgets as widgetBudgets } from "../widgets/build.ts";
import type { WorkerBundle } from "./bundle-worker.ts";

/**
 * What the worker's code may weigh at most, in bytes of gzip as Cloudflare counts them. A new isolate parses all of it
 * before the first page; the platform's own limit is far above.
 */
export const workerBudget = 176 * 1024;

export interface Weight {
  name: string;
  bytes: number;
  budget: number;
  unit: "gzip" | "brotli";
}

/** Everything that has a budget, beside it. */
export function weigh(widgets: { loader: number; exitOffer: number }, worker: WorkerBundle): Weight[] {
  return [
    { name: "loader", bytes: widgets.loader, budget: widgetBudgets.loader, unit: "brotli" },
    { name: "exit offer", bytes: widgets.exitOffer, budget: widgetBudgets.exitOffer, unit: "brotli" },
    { name: "worker", bytes: worker.gzip, budget: workerBudget, unit: "gzip" },
  ];
}

export function describeWeight({ name, bytes, budget, unit }: Weight): string {
  return `${name}: ${bytes} bytes ${unit}, budget ${budget}${bytes > budget ? ", too heavy" : ""}`;
}
