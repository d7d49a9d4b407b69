import { mayLoad } from "../widgets/asset-pages.ts";
import {
  type AssetName,
  assetNames,
  staticBudget,
  wholeBudget,
  budgets as widgetBudgets,
} from "../widgets/build.ts";
import { pageKinds } from "../worker/domain/page-kind.ts";
import type { WorkerBundle } from "./bundle-worker.ts";

/**
 * What the worker's code may weigh at most, in bytes of gzip as Cloudflare counts them. A new isolate parses all of it
 * before the first page; the platform's own limit is far above.
 */
export const workerBudget = 256 * 1024;

export interface Weight {
  name: string;
  bytes: number;
  budget: number;
  unit: "gzip" | "brotli";
}

/** Bytes of what a page loads, and of the HTML it carries. */
export type WidgetWeights = Record<AssetName | "staticHtml", number>;

/** Everything that has a budget, beside it. */
export function weigh(widgets: WidgetWeights, worker: WorkerBundle): Weight[] {
  return [
    ...weighWidgets(widgets),
    { name: "worker", bytes: worker.gzip, budget: workerBudget, unit: "gzip" },
  ];
}

export function weighWidgets(widgets: WidgetWeights): Weight[] {
  const loads = pageKinds.map((page) =>
    assetNames.filter((name) => mayLoad(page, name)).reduce((sum, name) => sum + widgets[name], 0),
  );
  return [
    ...assetNames.map((name) => weight(named(name), widgets[name], widgetBudgets[name])),
    weight("HTML of the static widgets", widgets.staticHtml, staticBudget),
    weight("all that a page could load", Math.max(...loads), wholeBudget),
  ];
}

const weight = (name: string, bytes: number, budget: number): Weight => ({
  name,
  bytes,
  budget,
  unit: "brotli",
});

/** "exit offer" */
function named(asset: AssetName): string {
  return asset.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

export function describeWeight({ name, bytes, budget, unit }: Weight): string {
  return `${name}: ${bytes} bytes ${unit}, budget ${budget}${bytes > budget ? ", too heavy" : ""}`;
}
