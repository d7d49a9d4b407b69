import type { Act } from "./carts/follow-cart.ts";
import { costOf, prices, type Use } from "./prices.ts";
import type { Table } from "./report.ts";

/**
 * A shop to reckon with: what a million page views are made of. Shares are round numbers of ours, near the published middle
 * of shops of all kinds (Baymard Institute: 70 of 100 carts are left); a merchant puts their own in their place.
 */
export const shop = {
  pageViews: 1_000_000,
  pagesPerVisit: 5,
  /** Of visits: carts begun. */
  carts: 0.08,
  changesPerCart: 3,
  looksPerCart: 3,
  /** Of carts: those whose shopper may be written to; those left; and of these, those bought after a mail. */
  withAddress: 0.3,
  left: 0.7,
  recovered: 0.1,
  mailsPerLeftCart: 2.2,
  /** Requests to the worker besides pages: pictures and styles go past it where a merchant routes it so. */
  otherRequestsPerPage: 1,
  eventsPerPage: 0.5,
  /** Of the worker's CPU, by the measurement of docs/performance.md. */
  cpuMsPerPage: 2,
  cpuMsPerOther: 0.7,
  cpuMsPerMail: 15,
};

/** @param acts what one cart cost, act by act (carts/follow-cart.ts) */
export function modelCost(acts: Act[]): Table {
  const of = (name: string): Act => {
    const act = acts.find((one) => one.name === name);
    if (!act) throw new Error(`no such act: ${name}`);
    return act;
  };
  const carts = (shop.pageViews / shop.pagesPerVisit) * shop.carts;
  const left = carts * shop.left * shop.withAddress;
  const mails = left * shop.mailsPerLeftCart;
  const recovered = left * shop.recovered;
  const bought = carts * (1 - shop.left);
  const parts: [string, Use][] = [
    ["a million pages", pages()],
    [
      "their carts",
      rows(
        [of("first article into the cart"), carts],
        [of("one more of it"), carts * (shop.changesPerCart - 1)],
        [of("the cart is looked at, unchanged"), carts * shop.looksPerCart],
      ),
    ],
    ["addresses", rows([of("an address is left"), carts * shop.withAddress])],
    ["carts left", rows([of("cron: the cart is abandoned"), carts * shop.left])],
    ["orders", rows([of("it is bought"), bought + recovered])],
    [
      "carts resumed",
      rows([of("the link is opened elsewhere"), recovered * 2], [of("the cart is rebuilt there"), recovered]),
    ],
    [
      `${Math.round(mails).toLocaleString("en-GB")} mails`,
      mailUse(of("cron and queue: the first mail"), mails),
    ],
    ["a minute's crons, for a month", rows([of("crons of a minute in which nothing is due"), 43_200])],
  ];
  const total = sumOf(parts.map(([, use]) => use));
  const thousand = mailUse(of("cron and queue: the first mail"), 1000);
  return {
    title: "Dollars, beyond what the plan's $5 a month include",
    columns: ["", "requests", "CPU s", "rows read", "rows written", "queue operations", "$"],
    rows: [
      ...parts,
      ["all of it, per million page views", total] as const,
      ["per thousand mails", thousand] as const,
    ].map(([name, use]) => ({
      name,
      cells: [
        use.requests,
        use.cpuMs / 1000,
        use.rowsRead,
        use.rowsWritten,
        use.queueMessages * 3,
        costOf(use),
      ].map((value, at) => (at === 5 ? `${value.toFixed(value < 0.01 ? 4 : 2)}` : Math.round(value))),
    })),
  };
}

function pages(): Use {
  const { pageViews, otherRequestsPerPage, eventsPerPage, cpuMsPerPage, cpuMsPerOther } = shop;
  const others = pageViews * (otherRequestsPerPage + eventsPerPage);
  return {
    requests: pageViews + others,
    cpuMs: pageViews * cpuMsPerPage + others * cpuMsPerOther,
    rowsRead: 0,
    rowsWritten: 0,
    queueMessages: 0,
  };
}

/** What acts did in D1 and in the queue, so many times each. Their requests are among the pages. */
function rows(...acts: [Act, number][]): Use {
  return sumOf(
    acts.map(([{ read, written, queued }, times]) => ({
      requests: 0,
      cpuMs: 0,
      rowsRead: read * times,
      rowsWritten: written * times,
      queueMessages: queued * times,
    })),
  );
}

function mailUse(act: Act, mails: number): Use {
  return { ...rows([act, mails]), cpuMs: mails * shop.cpuMsPerMail };
}

function sumOf(uses: Use[]): Use {
  const sum = (key: keyof Use) => uses.reduce((all, use) => all + use[key], 0);
  return {
    requests: sum("requests"),
    cpuMs: sum("cpuMs"),
    rowsRead: sum("rowsRead"),
    rowsWritten: sum("rowsWritten"),
    queueMessages: sum("queueMessages"),
  };
}

export const basis = `The plan itself is $${prices.perMonth} a month and includes ten million requests, 50 million rows written and a million queue operations: a shop of a million page views pays nothing beyond it.`;
