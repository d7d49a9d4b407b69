import { describe, expect, it } from "vitest";
import { updateStore } from "../../db/stores.ts";
import { World } from "../../testing/world.ts";
import { describeStores, type SettingChange, setSettings } from "./change-store.ts";

async function aStore(settings: Record<string, unknown> = {}) {
  const world = await World.create({ settings });
  const ctx = world.context();
  const describeIt = async () => {
    const store = (await describeStores(ctx)).find(({ hostnames }) => hostnames.includes(world.hostname));
    if (!store) throw new Error("the world has no store");
    return store;
  };
  const { id } = await describeIt();
  return { ctx, id, describeIt, set: (...changes: SettingChange[]) => setSettings(ctx, id, changes) };
}

describe("settings", () => {
  it("are set all together or not at all", async () => {
    const { set, describeIt } = await aStore();
    const before = (await describeIt()).set;
    expect(await set(["language", "pl"], ["recovery.idleMinutes", 3])).toEqual({
      status: "refused",
      problems: [expect.stringMatching(/^recovery\.idleMinutes: /)],
    });
    expect((await describeIt()).set).toEqual(before);
    expect(await set(["language", "pl"], ["recovery.idleMinutes", 45])).toMatchObject({ status: "done" });
    expect((await describeIt()).settings).toMatchObject({ language: "pl", recovery: { idleMinutes: 45 } });
  });

  it("that need one another can be set at once, one path each", async () => {
    const { set, describeIt } = await aStore();
    await set(["sender", undefined]);
    const name: SettingChange = ["sender.name", "A Shop"];
    expect(await set(name)).toMatchObject({ status: "refused" });
    expect((await describeIt()).settings.sender).toBeNull();
    const rest: SettingChange[] = [
      ["sender.address", "hello@shop.example"],
      ["sender.postalAddress", "1 Quay Street, Wells"],
    ];
    expect(await set(name, ...rest)).toMatchObject({ status: "done" });
    expect((await describeIt()).settings.sender?.name).toBe("A Shop");
  });

  it("taken back leave nothing behind that would stand in the way of their default", async () => {
    const { set, describeIt } = await aStore();
    await set(["recovery.quietHours", { from: "22:00", to: "07:00" }]);
    await set(["recovery.quietHours.from", undefined], ["recovery.quietHours.to", undefined]);
    expect((await describeIt()).settings.recovery.quietHours).toEqual({ from: "21:00", to: "08:00" });
  });

  it.each([
    ["recovery.idelMinutes", "recovery has enabled, idleMinutes, "],
    ["sender.nickname", "there is no such setting"],
    ["recovery.steps.0.delayMinutes", "recovery.steps is set as a whole"],
    ["__proto__.x", "there is no such setting"],
    ["", "there is no such setting"],
  ])("that do not exist can be neither set nor taken back: %j", async (path, problem) => {
    const { set } = await aStore();
    for (const value of [undefined, 5]) {
      expect(await set([path, value])).toEqual({
        status: "refused",
        problems: [expect.stringContaining(problem)],
      });
    }
  });

  it("a newer version no longer knows are named, and can be taken away", async () => {
    const { ctx, id, set, describeIt } = await aStore();
    await updateStore(ctx.db, id, { settings: JSON.stringify({ language: "pl", formerly: 1 }) });
    expect((await describeIt()).problems).toEqual([expect.stringContaining("formerly")]);
    expect(await set(["language", "ja"])).toMatchObject({ status: "refused" });
    expect(await set(["formerly", undefined])).toMatchObject({ status: "done" });
    expect((await describeIt()).settings.language).toBe("pl");
  });
});
