import { describe, expect, it } from "vitest";
import { frontPageAsset } from "./front-page-asset.ts";
import { type FrontPageData, renderFrontPage } from "./render-front-page.ts";

const data: FrontPageData = {
  shop: "http://shop.localhost:8787/",
  origin: "http://origin.localhost:8787/",
  inbox: "http://inbox.localhost:8787/",
  mails: "http://mails.localhost:8787/",
  platform: "generic",
  originUrl: null,
  now: Date.UTC(2026, 10, 22, 14, 5, 9),
  timezone: "Europe/Warsaw",
  version: "0.1.0",
};

describe("the front page", () => {
  it("links the shop with and without Cartwright, the inbox and the clock", () => {
    const page = renderFrontPage(data);
    for (const address of [data.shop, data.origin, data.inbox, "#clock"])
      expect(page).toContain(`href="${address}"`);
  });

  it("shows the worker's time in the shop's zone before any script runs", () => {
    expect(renderFrontPage(data)).toContain("15:05:09");
  });

  it("compares with the real shop, and warns that orders there are real", () => {
    const page = renderFrontPage({ ...data, originUrl: "https://shop.example/" });
    expect(page).toContain('href="https://shop.example/"');
    expect(page).toContain("a real order at shop.example");
    expect(renderFrontPage(data)).not.toContain("a real order");
  });

  it("escapes what it is given", () => {
    expect(renderFrontPage({ ...data, platform: "<img src=x>" })).not.toContain("<img");
  });

  it("needs no inline script or style and nothing from elsewhere", () => {
    const page = renderFrontPage(data);
    expect(page).not.toMatch(/<style|style="|\son\w+="|<script(?! type="module" src="\/assets\/)/);
    expect(page).toContain("script-src &#39;self&#39;");
  });

  it("brings its style and script along, and knows no other asset", async () => {
    expect(frontPageAsset("/assets/front-page.css")?.headers.get("content-type")).toContain("text/css");
    const script = await frontPageAsset("/assets/front-page.js")?.text();
    expect(script).toContain("/api/clock");
    expect(script).not.toMatch(/^import /m);
    expect(frontPageAsset("/assets/other.js")).toBeNull();
  });
});
