import { describe, expect, it } from "vitest";
import { within } from "./within.ts";

describe("a deadline", () => {
  it("lets through what comes in time, failures too", async () => {
    expect(await within(1000, Promise.resolve(7))).toBe(7);
    await expect(within(1000, Promise.reject(new Error("own")))).rejects.toThrow("own");
  });

  it("ends the wait for what never comes", async () => {
    await expect(within(5, new Promise(() => {}))).rejects.toThrow("no answer within 5 ms");
  });
});
