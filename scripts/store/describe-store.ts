import type { PageFinding } from "../../worker/db/page-findings.ts";
import type { WidgetCount } from "../../worker/db/widget-counts.ts";
import { type WidgetEvent, widgetEvents } from "../../worker/domain/widget-event.ts";
import type { StoreDescription } from "../../worker/services/stores/change-store.ts";
import type { WhyLeftOut } from "../../worker/storefront/insert-into-page.ts";

/** Everything about one store, for a person. Settings stand as `set` takes them, those the merchant set with a mark. */
export function describeStore(store: StoreDescription): string[] {
  const aliases = store.hostnames.filter((hostname) => hostname !== new URL(store.shopUrl).hostname);
  const facts = [
    ["id", store.id],
    ["state", stateOf(store)],
    ["shop", store.shopUrl],
    ...(aliases.length > 0 ? [["also", aliases.join(", ")]] : []),
    ["origin", store.origin],
    ["platform", store.platform],
  ];
  return [
    store.name,
    "",
    ...facts.map(([name = "", value]) => `  ${name.padEnd(10)}${value}`),
    ...(store.trackingLostAt === null
      ? []
      : [
          `  ! Carts are left and no orders are seen since ${utc(store.trackingLostAt)}: nothing is sent until one is.`,
          "    Buy something, and see whether it is seen; send the order beacon (docs/platforms/order-beacon.md).",
        ]),
    ...store.problems.map((problem) => `  ! ${problem}`),
    "",
    "Settings (* set for this store; the others follow the defaults)",
    "",
    ...inForce(store),
    "",
    `Change one: npm run store -- set ${store.id} recovery.idleMinutes 45`,
  ];
}

/** How often widgets were shown, used and dismissed, one line for each variant. Nothing where nothing was counted. */
export function describeCounts(counts: Omit<WidgetCount, "storeId" | "day">[]): string[] {
  if (counts.length === 0) return [];
  const variants = Map.groupBy(counts, ({ widget, variant }) => `${widget}, variant ${variant}`);
  const of = (some: typeof counts, event: WidgetEvent) =>
    `${event} ${some.find((one) => one.event === event)?.count ?? 0}`;
  return [
    "",
    "Widgets in the last 30 days",
    "",
    ...[...variants].map(
      ([name, some]) => `  ${name}: ${widgetEvents.map((event) => of(some, event)).join(", ")}`,
    ),
  ];
}

/** What pages were left without, and why. Nothing where there is nothing to tell. */
export function describeFindings(findings: PageFinding[]): string[] {
  if (findings.length === 0) return [];
  const at = (time: number) => new Date(time).toISOString().slice(0, 10);
  return [
    "",
    "Left out of pages in the last 30 days",
    "",
    ...findings.map(
      ({ page, widget, reason, pages, firstSeenAt, lastSeenAt }) =>
        `  ${widget} on ${page} pages: ${reasons[reason as WhyLeftOut] ?? reason}\n` +
        `    ${pages} ${pages === 1 ? "page" : "pages"}, ${at(firstSeenAt)} to ${at(lastSeenAt)}`,
    ),
  ];
}

const reasons: Record<WhyLeftOut, string> = {
  "script-not-allowed":
    "the page's Content-Security-Policy does not let a script of its own host run (script-src, connect-src, sandbox)",
  "style-not-allowed":
    "the page's Content-Security-Policy allows no style element, neither by 'unsafe-inline' nor by a nonce (style-src)",
  "no-match": "the selector of its place matches nothing in the first megabyte of the page",
  unclear:
    "a browser could put a piece at its place elsewhere: choose another element, or `before` instead of `after`",
  "page-may-be-kept":
    "it is for some visitors alone (audience), and a cache may keep the page: its Cache-Control is neither no-store nor private and no-cache",
  "no-body": "the page has no body that could be found: frames, or a head of over 256 KB",
};

/** One line a setting: mark, path, value. @param paths only what is at or below these */
export function inForce(store: StoreDescription, paths?: string[]): string[] {
  const set = new Set(leaves(store.set).map(([path]) => path));
  const all = leaves(store.settings);
  const chosen = paths ? all.filter(([path]) => paths.some((wanted) => related(path, wanted))) : all;
  const width = Math.max(0, ...chosen.map(([path]) => path.length)) + 2;
  return chosen.map(([path, value]) => {
    const mark = [...set].some((one) => one === path || one.startsWith(`${path}.`)) ? "*" : " ";
    return `${mark} ${path.padEnd(width)}${JSON.stringify(value)}`;
  });
}

export function listStores(stores: StoreDescription[]): string[] {
  if (stores.length === 0) return ["No stores yet. npm run store -- add …, or npm run dev for a demo shop."];
  return stores.map((store) => {
    const state = stateOf(store) === "serving" ? "" : `  ${stateOf(store)}`;
    return `${store.id}  ${store.hostnames.join(", ")}  ${store.platform}  ${store.name}${state}`;
  });
}

function stateOf({ pausedAt, problems }: StoreDescription): string {
  if (pausedAt !== null) {
    return `paused since ${utc(pausedAt)}`;
  }
  return problems.length > 0 ? "counts as paused: its settings do not read" : "serving";
}

function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function related(path: string, wanted: string): boolean {
  return path === wanted || path.startsWith(`${wanted}.`) || wanted.startsWith(`${path}.`);
}

/** Lists are one value: they are set as a whole. */
function leaves(value: unknown, path = ""): [string, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
}
