import { describe, expect, it } from "vitest";
import { readOptions } from "./options.ts";

describe("the options of npm run dev", () => {
  it("need none", () => {
    expect(readOptions([])).toMatchObject({ port: 8787, platform: "generic", origin: null, fresh: false });
  });

  it("take a real shop", () => {
    const { origin, platform } = readOptions([
      "--origin",
      "https://shop.example/x",
      "--platform",
      "woocommerce",
    ]);
    expect(origin?.origin).toBe("https://shop.example");
    expect(platform).toBe("woocommerce");
  });

  it.each([
    [["--port", "eighty"], /--port eighty: a whole number/],
    [["--platform", "shopware"], /--platform shopware: one of woocommerce, generic/],
    [
      ["--platform", "evershop"],
      /--platform evershop: the demo shop speaks generic and woocommerce; name a shop/,
    ],
    [["--origin", "shop.example"], /--origin shop\.example: an address with its scheme/],
    [["--origin", "ftp://shop.example"], /--origin ftp:/],
    [["--nonsense"], /--nonsense/],
  ])("are refused with what is wrong: %j", (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
