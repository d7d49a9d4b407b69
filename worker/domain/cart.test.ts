import { describe, expect, it } from "vitest";
import {
  carryRestore,
  fingerprint,
  type LineItem,
  missingFrom,
  onPublicHost,
  optionsText,
  totalOf,
} from "./cart.ts";

const mug: LineItem = {
  productId: "7",
  name: "Enamel mug",
  options: [{ name: "colour", value: "sea" }],
  quantity: 2,
  unitMinor: 1850,
  image: null,
  url: null,
};
const bowl: LineItem = { ...mug, productId: "9", name: "Bowl", options: [], quantity: 1 };
const cart = (lines: LineItem[]) => ({ currency: "GBP", lines, totalMinor: null });

describe("a cart", () => {
  it("is unchanged when only the order of its lines differs", () => {
    expect(fingerprint(cart([mug, bowl]))).toBe(fingerprint(cart([bowl, mug])));
  });

  it("is changed by a quantity, an option or a price", () => {
    const others = [
      { ...mug, quantity: 3 },
      { ...mug, unitMinor: 1 },
      { ...mug, options: [] },
    ];
    for (const other of others) expect(fingerprint(cart([other]))).not.toBe(fingerprint(cart([mug])));
  });

  it("adds up its lines when the storefront named no total", () => {
    expect(totalOf(cart([mug, bowl]))).toBe(5550);
    expect(totalOf({ ...cart([mug]), totalMinor: 3000 })).toBe(3000);
  });
});

describe("addresses in a cart", () => {
  it("that name the origin are moved to the host shoppers use, port and all; others stay", () => {
    const line = { ...mug, image: "http://127.0.0.1:8106/mug.png?v=1", url: "https://cdn.example/mug" };
    const [moved] = onPublicHost(
      cart([line]),
      new URL("http://127.0.0.1:8106"),
      new URL("https://shop.example"),
    ).lines;
    expect(moved?.image).toBe("https://shop.example/mug.png?v=1");
    expect(moved?.url).toBe("https://cdn.example/mug");
  });
});

describe("options", () => {
  it("are read as a person writes them", () => {
    const options = [
      { name: "colour", value: "slate" },
      { name: "size", value: "regular" },
    ];
    expect(optionsText({ options })).toBe("Slate, regular");
    expect(optionsText({ options: [] })).toBe("");
  });
});

describe("rebuilding a cart", () => {
  it("adds only what is not there yet", () => {
    expect(missingFrom([{ ...mug, quantity: 1 }], [mug, bowl])).toEqual([{ ...mug, quantity: 1 }, bowl]);
  });

  it("adds nothing the second time", () => {
    expect(missingFrom([mug, bowl], [mug, bowl])).toEqual([]);
  });

  it("never takes away what the shopper has more of", () => {
    expect(missingFrom([{ ...mug, quantity: 5 }], [mug])).toEqual([]);
  });
});

describe("what a line needs to be put in again", () => {
  const sea = { "option[5]": "41" };
  const slate = { "option[5]": "42" };

  it("is kept with the line that the request made", () => {
    const lines = carryRestore([bowl, mug], [bowl], { productId: "7", restore: sea });
    expect(lines).toEqual([bowl, { ...mug, restore: sea }]);
  });

  it("stays with the line as its quantity and price change, and goes with it", () => {
    const before = [{ ...mug, restore: sea }];
    expect(carryRestore([{ ...mug, quantity: 9, unitMinor: 1 }], before, null)[0]?.restore).toEqual(sea);
    expect(carryRestore([bowl], before, null)).toEqual([bowl]);
  });

  it("is never taken from a line with other options", () => {
    const before = [{ ...mug, restore: sea }];
    const other = { ...mug, options: [{ name: "colour", value: "slate" }] };
    expect(carryRestore([mug, other], before, { productId: "7", restore: slate })).toEqual([
      { ...mug, restore: sea },
      { ...other, restore: slate },
    ]);
  });

  it("is told apart by order where two lines look the same", () => {
    const before = [
      { ...mug, restore: sea },
      { ...mug, restore: slate },
    ];
    expect(carryRestore([mug, mug], before, null)).toEqual(before);
  });

  it("is what the storefront itself says, where it says it", () => {
    const own = { ...mug, restore: slate };
    expect(carryRestore([own], [{ ...mug, restore: sea }], { productId: "7", restore: sea })).toEqual([own]);
  });
});
