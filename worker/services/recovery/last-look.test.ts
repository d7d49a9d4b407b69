import { env } from "cloudflare:test";
import { expect, it } from "vitest";
import { BreakableDatabase } from "../../testing/breakable-database.ts";
import { shopperWhoLeft } from "../../testing/shoppers.ts";
import { World } from "../../testing/world.ts";

const shoppers = 12;
const days = 5;
const messages = shoppers * days;
const daily = {
  steps: Array.from({ length: days }, (_, at) => ({ delayMinutes: 60 + at * 1440, template: "reminder" })),
  caps: { hoursBetween: 20, perCart: days, perMonth: days },
};

/** From the permission to the provider: the time in which a purchase comes too late. Measured here, not promised. */
it("nothing lies between the permission to send and the call: no question to the database, no wait", async () => {
  const d1 = new BreakableDatabase(env.DB);
  const world = await World.create({ settings: { recovery: daily }, env: { DB: d1.binding } as never });
  for (let one = 0; one < shoppers; one++) await shopperWhoLeft(world, `shopper-${one}@example.com`);
  const asked: number[] = [];
  const answered: number[] = [];
  const called: number[] = [];
  const tripsBetween: number[] = [];
  let tripsWhenAllowed = 0;
  const isPermission = (sql: string) => /INSERT INTO send_attempts/.test(sql);
  d1.breaks = (sql) => {
    if (isPermission(sql)) asked.push(performance.now());
    return false;
  };
  d1.losesAnswer = (sql) => {
    if (!isPermission(sql)) return false;
    answered.push(performance.now());
    tripsWhenAllowed = d1.trips;
    return false;
  };
  const { fetch } = world.resend;
  world.resend.fetch = async (request) => {
    called.push(performance.now());
    tripsBetween.push(d1.trips - tripsWhenAllowed);
    return fetch.call(world.resend, request);
  };
  await world.advance(35, 35);
  for (let day = 0; day < days; day++) {
    await world.advance(60, 60);
    await world.advance(23 * 60, 23 * 60);
  }
  expect(called).toHaveLength(messages);
  expect(tripsBetween).toEqual(called.map(() => 0));
  const since = (from: number[]) => called.map((at, index) => at - (from[index] ?? 0)).sort((a, b) => a - b);
  const told = (times: number[]) => `p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms`;
  console.info(
    `${messages} messages, local D1: from asking for the permission to the call ${told(since(asked))}; ` +
      `from its answer to the call ${told(since(answered))}`,
  );
});

function at(sorted: number[], share: number): string {
  return (sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN).toFixed(1);
}
