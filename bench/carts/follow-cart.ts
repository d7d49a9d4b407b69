import type { Table } from "../report.ts";
import type { Rig } from "../rig.ts";
import { noon } from "../seed.ts";
import { Shopper } from "../shopper.ts";

const minute = 60_000;
const email = "ada@example.com";

/** One act of the story, and what D1 and the queue had to do for it. */
export interface Act {
  name: string;
  trips: number;
  read: number;
  written: number;
  queued: number;
}

/** One cart from its first line to its order, through a mail and back on another device, act by act. */
export async function followCart(rig: Rig): Promise<{ table: Table; notes: string[]; acts: Act[] }> {
  const shopper = new Shopper(rig.url);
  const phone = new Shopper(rig.url);
  const acts: Act[] = [];
  const act = async (name: string, work: () => Promise<unknown>) => {
    const { trips, read, written, queued } = await rig.meter(async () => {
      await work();
      // What is read behind an answer is not waited for by it.
      await new Promise((resolve) => setTimeout(resolve, 300));
      await rig.settle();
    });
    acts.push({ name, trips, read, written, queued });
  };
  const later = async (minutes: number) => {
    await rig.do({ deed: "set-clock", now: noon + minutes * minute });
    await rig.do({ deed: "run-cron" });
  };
  // The hostname's look-up is the isolate's, not the shopper's.
  await shopper.get("/");
  await act("a page that shows no cart", () => shopper.get("/products/enamel-mug"));
  await act("first article into the cart", () => shopper.putIn());
  await act("the cart is looked at, unchanged", () => shopper.get("/cart"));
  await act("one more of it", () => shopper.putIn());
  await act("an address is left", () => shopper.leaveAddress(email));
  await act("crons of a minute in which nothing is due", () => rig.do({ deed: "run-cron" }));
  await act("cron: the cart is abandoned", () => later(31));
  await act("cron and queue: the first mail", () => later(92));
  const { mails, lastText } = await rig.inbox();
  const link = /http:\S+(\/_cw\/r\/(\S+))/.exec(lastText);
  if (mails !== 1 || !link?.[1] || !link[2]) throw new Error("the story of a cart went wrong: no mail came");
  const [, path, token] = link;
  await act("the link is opened elsewhere", () => phone.get(path));
  await act("the cart is rebuilt there", () => phone.post("/_cw/resume", { token }));
  await act("it is bought", async () => {
    const done = await phone.buy(email);
    if (!done.includes("data-order-number")) throw new Error("the story of a cart went wrong: not bought");
  });
  await rig.do({ deed: "set-clock", now: noon });
  const sum = (key: "trips" | "read" | "written" | "queued") =>
    acts.filter(({ name }) => !name.startsWith("crons of")).reduce((all, one) => all + one[key], 0);
  const total = {
    name: "all of a recovered cart",
    trips: sum("trips"),
    read: sum("read"),
    written: sum("written"),
    queued: sum("queued"),
  };
  return {
    acts: [...acts, total],
    notes: ["A message in the queue is three operations: written, read, deleted."],
    table: {
      title: "One recovered cart",
      columns: ["", "round trips", "rows read", "rows written", "queue messages"],
      rows: [...acts, total].map(({ name, trips, read, written, queued }) => ({
        name,
        cells: [trips, read, written, queued],
      })),
    },
  };
}
