import { describe, expect, it } from "vitest";
import { findOffenders, readLicences } from "./licences.ts";

describe("licences", () => {
  it("of every package that npm installs are agreed to", () => {
    const licences = readLicences();
    expect(licences.length).toBeGreaterThan(100);
    expect(findOffenders(licences)).toEqual([]);
  });

  it.each(["GPL-3.0-only", "MIT AND GPL-3.0-only", "SEE LICENSE IN LICENSE.md", "not said", "BUSL-1.1"])(
    "catch %s",
    (licence) => {
      expect(findOffenders([{ name: "left-pad", licence }])).toEqual([`left-pad: ${licence}`]);
    },
  );

  it.each(["MIT", "(MIT OR GPL-3.0-only)", "GPL-3.0-only OR MIT", "Apache-2.0 AND MIT"])(
    "let %s be",
    (licence) => {
      expect(findOffenders([{ name: "left-pad", licence }])).toEqual([]);
    },
  );

  it("make an exception for the package it was made for and no other", () => {
    expect(findOffenders([{ name: "@img/sharp-libvips-linux-x64", licence: "LGPL-3.0-or-later" }])).toEqual(
      [],
    );
    expect(findOffenders([{ name: "libvips", licence: "LGPL-3.0-or-later" }])).toHaveLength(1);
  });
});
