import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { widgetNames } from "../../../widgets/index.ts";
import { widgetIds } from "../../domain/widget-event.ts";
import { findStore, type Store } from "../../services/stores/find-store.ts";
import { countWidgetEvent } from "../../services/widgets/count-event.ts";
import { World } from "../../testing/world.ts";
import { paths } from "../../wire/paths.ts";

const shown = { widget: "exitOffer", event: "shown", variant: "standard" } as const;

const counts = async () =>
  (await env.DB.prepare("SELECT widget, variant, event, count FROM widget_counts ORDER BY 1, 3").all())
    .results;

const send = (world: World, body: unknown, headers: Record<string, string> = {}) =>
  world.device().json(paths.count, body, { "content-type": "text/plain;charset=UTF-8", ...headers });

const storeOf = async (world: World): Promise<Store> => {
  const store = await findStore(world.context(), world.hostname);
  if (store === null || store === "unknown") throw new Error("this world has a store");
  return store;
};

describe("what widgets tell", () => {
  it("is counted by day, widget, variant and event", async () => {
    const world = await World.create();
    for (const event of ["shown", "shown", "dismissed"]) await send(world, { ...shown, event });
    await world.deliver();
    expect(await counts()).toEqual([
      { widget: "exitOffer", variant: "standard", event: "dismissed", count: 1 },
      { widget: "exitOffer", variant: "standard", event: "shown", count: 2 },
    ]);
    world.now += 86_400_000;
    await send(world, shown);
    await world.deliver();
    const days = await env.DB.prepare("SELECT day, count FROM widget_counts WHERE event = 'shown'").all();
    expect(days.results.map(({ count }) => count)).toEqual([2, 1]);
  });

  it("is counted of every widget there is, in a row each", async () => {
    const world = await World.create();
    const each = widgetNames.toSorted();
    for (const widget of [...each, ...each]) await send(world, { ...shown, widget });
    await world.deliver();
    expect(await counts()).toEqual(each.map((widget) => ({ ...shown, widget, count: 2 })));
    expect(each).toEqual(widgetIds.toSorted());
  });

  it("reads no cookie, sets none, and is answered alike whatever it is", async () => {
    const world = await World.create();
    const bodies = [
      shown,
      { ...shown, variant: "unheard-of" },
      { ...shown, id: "shopper_1" },
      "text",
      { widget: "x" },
    ];
    for (const body of bodies) {
      const answer = await send(world, body, { cookie: "cw_shopper=whatever" });
      expect(answer.status).toBe(204);
      expect(answer.headers.get("set-cookie")).toBeNull();
      expect(answer.headers.get("cache-control")).toContain("no-store");
      expect(await answer.text()).toBe("");
    }
    expect(JSON.stringify(world.queued)).not.toContain("shopper_");
    await world.deliver();
    expect(await counts()).toEqual([{ ...shown, count: 1 }]);
  });

  it("is not counted under Global Privacy Control", async () => {
    const world = await World.create();
    expect((await send(world, shown, { "sec-gpc": "1" })).status).toBe(204);
    expect(world.queued).toEqual([]);
  });

  it("comes from the shop's own pages alone, and is short", async () => {
    const world = await World.create();
    expect((await send(world, shown, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await send(world, { ...shown, variant: "x".repeat(300) })).status).toBe(413);
    expect(world.queued).toEqual([]);
  });

  it("of a crowd goes into the queue as one message, and what came meanwhile as the next", async () => {
    const world = await World.create();
    const turns: (() => void)[] = [];
    const work: Promise<unknown>[] = [];
    const ctx = {
      ...world.context(),
      pace: () => new Promise<void>((resume) => void turns.push(resume)),
      defer: (_: string, promise: Promise<unknown>) => void work.push(promise),
    };
    const store = await storeOf(world);
    for (let event = 0; event < 1000; event++) countWidgetEvent(ctx, store, shown);
    expect(turns).toHaveLength(1);
    turns[0]?.();
    await Promise.all(work);
    countWidgetEvent(ctx, store, shown);
    turns[1]?.();
    await Promise.all(work);
    expect(world.queued).toMatchObject([{ counts: [{ count: 1000 }] }, { counts: [{ count: 1 }] }]);
  });

  it("of a thousand messages is as many rows as there are widgets and events", async () => {
    const world = await World.create();
    const { meta: before } = await env.DB.prepare("SELECT 1").run();
    const { id: storeId } = await storeOf(world);
    const events = ["shown", "used", "dismissed"] as const;
    const message = (index: number) => ({
      kind: "count" as const,
      storeId,
      counts: [
        {
          day: 1,
          widget: (["exitOffer", "saveCart"] as const)[index % 2] ?? "saveCart",
          variant: "standard",
          event: events[index % 3] ?? "shown",
          count: 1,
        },
      ],
    });
    const written: number[] = [];
    const db = env.DB;
    const noting = new Proxy(db, {
      get(target, key) {
        if (key !== "prepare") return Reflect.get(target, key).bind?.(target) ?? Reflect.get(target, key);
        return (text: string) => note(target.prepare(text));
      },
    });
    const note = (statement: D1PreparedStatement): D1PreparedStatement =>
      new Proxy(statement, {
        get(target, key) {
          if (key === "bind") return (...values: unknown[]) => note(target.bind(...values));
          if (key !== "run") return Reflect.get(target, key).bind?.(target) ?? Reflect.get(target, key);
          return async () => {
            const result = await target.run();
            written.push(result.meta.rows_written);
            return result;
          };
        },
      });
    world.env = { ...world.env, DB: noting };
    // As the queue hands them over: up to a hundred at once.
    for (let at = 0; at < 1000; at += 100) {
      await world.deliver(Array.from({ length: 100 }, (_, index) => message(at + index)));
    }
    const rows = written.reduce((sum, count) => sum + count, 0);
    console.log(`1000 events in ${written.length} statements: ${rows} rows written`);
    expect(before.rows_written).toBe(0);
    expect(written).toHaveLength(10);
    // Six rows each time, and their six index entries the first.
    expect(rows).toBeLessThanOrEqual(66);
    expect((await counts()).reduce((sum, { count }) => sum + Number(count), 0)).toBe(1000);
  });

  it("is tried again when the database fails, and let go of in the end", async () => {
    const broken = {
      prepare: () => {
        throw new Error("down");
      },
    };
    const world = await World.create();
    await send(world, shown);
    const kept = world.env;
    world.env = { ...kept, DB: broken as unknown as D1Database };
    await world.deliver();
    expect(world.queued).toHaveLength(1);
    world.env = kept;
    await world.deliver();
    expect(await counts()).toEqual([{ ...shown, count: 1 }]);
  });
});
