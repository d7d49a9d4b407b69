import { get } from "node:http";
import type { Browser } from "playwright-core";
import { openBrowser } from "../../e2e/browser.ts";
import type { Options } from "../options.ts";
import { installPeers } from "../peers.ts";
import { Helper } from "../processes.ts";
import type { Report } from "../report.ts";
import { Rig } from "../rig.ts";
import { shuffled } from "../statistics.ts";
import { type CapturedVisit, capturedVisits, missing } from "./captured-visits.ts";
import { peers } from "./peers.ts";
import { reportBrowser } from "./report-browser.ts";
import { type Device, devices, type Errand, type Visit, visitPage } from "./visit-page.ts";

/** So many pairs, and no fewer, say of ten pages at once what noise is (statistics.ts). */
const rounds = 10;
/** Of others' packages, which differ by more than noise. */
const peerRounds = 5;

/** Pages on a slow phone and a slow desktop: as the shop has them, with us in front, and one with others' packages in it. */
export async function measureBrowser({ quick }: Options): Promise<Report> {
  const installed = installPeers();
  const others = "folder" in installed ? Object.keys(peers) : [];
  const rig = await Rig.start({ dwellSeconds: 0 });
  const captured = await Helper.start<Record<string, number>>(
    new URL("captured-shops.ts", import.meta.url).pathname,
  );
  const visits = capturedVisits(captured.first);
  const origins: Record<string, string> = { cartwright: "" };
  for (const name of ["shop", ...others]) origins[name] = rig.origin;
  for (const { shop, origin } of visits) origins[shop] = origin;
  const front = await Helper.start<Record<string, number>>(new URL("front.ts", import.meta.url).pathname, [
    "folder" in installed ? installed.folder : "",
    rig.url,
    ...Object.entries(origins).map(([name, origin]) => `${name}=${origin}`),
  ]);
  const at = (name: string, hostname = "127.0.0.1") => `http://${hostname}:${front.first[name]}`;
  let browser: Browser | null = null;
  try {
    for (const { store } of visits) await rig.addStore(store);
    await warmUp(rig.url, visits, quick);
    browser = await openBrowser();
    const seen = await visitWithPeers(browser, others, at, quick);
    const pairs = await visitDemoShop(browser, at, quick);
    pairs.push(...(await visitCaptured(browser, visits, at, quick)));
    const notes = ["absent" in installed ? installed.absent : [], visits.length === 0 ? missing : []].flat();
    return reportBrowser(seen, pairs, notes);
  } finally {
    await browser?.close();
    await front.helper.stop();
    await captured.helper.stop();
    await rig.stop();
  }
}

/**
 * An isolate that has just begun reads, plans and compiles once what the next thousands of pages have for nothing; its code is compiled
 * for good after about a hundred of a kind. What the first ones take is told of a page through the worker.
 */
async function warmUp(worker: string, visits: CapturedVisit[], quick: boolean): Promise<void> {
  const pages = visits.flatMap(({ hostname, paths }) => paths.map((path) => ({ hostname, path })));
  for (let time = 0; time < (quick ? 10 : 100); time++) {
    for (const { hostname, path } of [{ hostname: "127.0.0.1", path: "/cart" }, ...pages]) {
      const headers = { accept: "text/html", "sec-fetch-dest": "document", "user-agent": "Mozilla/5.0" };
      await readPage(new URL(path, worker), { ...headers, host: hostname });
    }
  }
}

/** `fetch` would not say another host. */
function readPage(url: URL, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (answer) => answer.resume().on("end", resolve)).on("error", reject);
  });
}

/** A page of a shop, with us and without, one after the other: what disturbs the machine disturbs both. */
export interface PagePairs {
  /** "demo shop". */
  shop: string;
  device: Device;
  pairs: Pair<Visit>[];
}

type Address = (name: string, hostname?: string) => string;

/** The cart page of the demo shop, on a phone, with us or others' packages, each in its turn. */
async function visitWithPeers(browser: Browser, others: string[], at: Address, quick: boolean) {
  const names = ["shop", "cartwright", ...others];
  const seen = new Map<string, Visit[]>(names.map((name) => [name, []]));
  for (let round = 0; round < (quick ? 1 : peerRounds); round++) {
    for (const name of shuffled(names)) {
      const shows = name === "cartwright" ? "leave" : (peers[name]?.shows ?? null);
      seen
        .get(name)
        ?.push(await visitPage(browser, { ...demoCart, origin: at(name), device: "phone", shows }));
    }
  }
  return seen;
}

const demoCart = { path: "/cart", isCaptured: false };

/** The cart page of the demo shop. */
function visitDemoShop(browser: Browser, at: Address, quick: boolean): Promise<PagePairs[]> {
  return visitInPairs(browser, "demo shop", quick, () => ({
    without: { ...demoCart, origin: at("shop"), shows: null },
    with: { ...demoCart, origin: at("cartwright"), shows: "leave" },
  }));
}

/** Cart and checkout of each captured shop by turns. */
async function visitCaptured(
  browser: Browser,
  visits: CapturedVisit[],
  at: Address,
  quick: boolean,
): Promise<PagePairs[]> {
  const result: PagePairs[] = [];
  for (const { shop, hostname, paths } of quick ? visits.slice(0, 1) : visits) {
    const pairs = await visitInPairs(browser, shop, quick, (round) => {
      const errand = { path: paths[round % paths.length] ?? "/", isCaptured: true, shows: null };
      return {
        without: { ...errand, origin: at(shop, hostname) },
        with: { ...errand, origin: at("cartwright", hostname) },
      };
    });
    result.push(...pairs);
  }
  return result;
}

type Pair<Side> = { without: Side; with: Side };

/** A shop's pages with us and without, on each kind of device. */
async function visitInPairs(
  browser: Browser,
  shop: string,
  quick: boolean,
  errandsOf: (round: number) => Pair<Omit<Errand, "device">>,
): Promise<PagePairs[]> {
  const result: PagePairs[] = [];
  for (const device of quick ? (["phone"] as const) : (Object.keys(devices) as Device[])) {
    const pairs: PagePairs["pairs"] = [];
    for (let round = 0; round < (quick ? 1 : rounds); round++) {
      const errands = errandsOf(round);
      const pair: Partial<Pair<Visit>> = {};
      for (const which of shuffled(["without", "with"] as const))
        pair[which] = await visitPage(browser, { ...errands[which], device });
      pairs.push(pair as Pair<Visit>);
    }
    result.push({ shop, device, pairs });
  }
  return result;
}
