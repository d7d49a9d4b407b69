import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createContext, realSurroundings } from "./context.ts";
import { readConfig } from "./env.ts";
import { fallbackStoreId, loadStore } from "./services/stores/find-store.ts";

const vars = { ENCRYPTION_KEYS: env.ENCRYPTION_KEYS, ADDRESS_HASH_KEY: env.ADDRESS_HASH_KEY };

describe("vars", () => {
  it("that are wrong are all named, and none is quoted", () => {
    const settings = '{"recovery":{"idleMinutes":3},"language":"xx"}';
    const read = () => readConfig({ ...vars, ORIGIN_URL: "shop.example", ORIGIN_SETTINGS: settings });
    expect(read).toThrow(
      /ORIGIN_URL: .*ORIGIN_SETTINGS\.language: .*ORIGIN_SETTINGS\.recovery\.idleMinutes: /,
    );
    expect(read).not.toThrow(/shop\.example|xx/);
    expect(() => readConfig({ ...vars, ORIGIN_SETTINGS: "{" })).toThrow("ORIGIN_SETTINGS: must be JSON");
  });

  it("of mail providers that cannot be right are named", () => {
    const read = () =>
      readConfig({ ...vars, SES_REGION: "Ireland", SENDGRID_REGION: "us", MAILGUN_API_KEY: "" });
    expect(read).toThrow(/SES_REGION: an AWS region.*SENDGRID_REGION: .*MAILGUN_API_KEY: /);
  });

  it("make the store of hostnames that no store has", async () => {
    const load = (more: Record<string, string>) => {
      const ctx = createContext({ DB: env.DB, ...vars, ...more } as never, realSurroundings, {
        waitUntil() {},
      });
      return loadStore(ctx, fallbackStoreId);
    };
    expect(await load({})).toBeNull();
    const origin = { ORIGIN_URL: "https://origin.example/de/" };
    expect(await load(origin)).toMatchObject({
      shopUrl: "https://origin.example",
      origin: "https://origin.example",
      settings: { language: "en", sender: null },
    });
    const shop = { ORIGIN_SHOP_URL: "https://shop.example", ORIGIN_SETTINGS: '{"language":"pl"}' };
    expect(await load({ ...origin, ...shop })).toMatchObject({
      shopUrl: "https://shop.example",
      settings: { language: "pl" },
    });
  });
});
