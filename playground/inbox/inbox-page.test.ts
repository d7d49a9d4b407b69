import { beforeEach, describe, expect, it } from "vitest";
import { aMessage } from "./a-message.ts";
import { createInbox } from "./create-inbox.ts";

const HOST = "http://inbox.localhost:8787";
let inbox: ReturnType<typeof createInbox>;
beforeEach(() => {
  inbox = createInbox({ now: () => Date.UTC(2026, 10, 22, 14, 5), timezone: "Europe/Warsaw" });
});

const get = (path: string) => inbox.fetch(new Request(HOST + path));
const page = async (path: string) => (await get(path)).text();
async function send(different: Record<string, unknown> = {}): Promise<string> {
  const body = JSON.stringify(aMessage(different));
  const response = await inbox.fetch(new Request(`${HOST}/api/v1/send`, { method: "POST", body }));
  return ((await response.json()) as { ID: string }).ID;
}

describe("the pages", () => {
  it("teach the next step while there is nothing to read", async () => {
    const empty = await page("/");
    expect(empty).toContain("No messages yet");
    expect(empty).toContain('<a href="http://shop.localhost:8787/">the shop</a>');
    expect(empty).not.toContain("Delete all");
  });

  it("show who got what and when, in the shop's time", async () => {
    const id = await send();
    const message = await page(`/message/${id}`);
    expect(message).toContain("Your kettle is still here");
    expect(message).toContain("15:05:00");
    expect(message).toContain("No List-Unsubscribe header");
    expect(inbox.messages[0]?.Read).toBe(true);
  });

  it("never carry a message's own markup", async () => {
    const hostile = `<img src=x onerror=alert(1)>`;
    const id = await send({ Subject: hostile, HTML: hostile, Text: hostile, Headers: { "X-A": hostile } });
    for (const path of ["/", `/message/${id}`, `/message/${id}?part=text`, `/message/${id}?part=headers`]) {
      const response = await get(path);
      expect(await response.text(), path).not.toContain("<img");
      expect(response.headers.get("content-security-policy"), path).toContain("default-src 'none'");
    }
  });

  it("frame a message's HTML without scripts, forms or an origin, at the chosen width", async () => {
    const id = await send();
    const framed = await page(`/message/${id}?width=phone`);
    expect(framed).toMatch(/<iframe class="phone"[^>]* sandbox="allow-popups [^"]*"/);
    expect(framed).not.toMatch(/allow-scripts|allow-same-origin|allow-forms/);
  });

  it("bring their style and script along", async () => {
    expect((await get("/assets/inbox.css")).headers.get("content-type")).toContain("text/css");
    expect(await page("/assets/inbox.js")).toContain("/api/v1/messages");
  });
});

describe("/view", () => {
  it("sandboxes the HTML by header, so that it has no scripts outside the frame either", async () => {
    const id = await send({ HTML: "<!doctype html><html><body><script>alert(1)</script></body></html>" });
    const view = await get(`/view/${id}.html`);
    const policy = view.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^sandbox allow-popups /);
    expect(policy).not.toMatch(/allow-scripts|allow-same-origin/);
    expect(policy).toContain("script-src 'none'");
    expect(await view.text()).toMatch(/^<!doctype html><base target="_blank"><html>/);
  });

  it("gives the text as text, whatever it looks like", async () => {
    const id = await send({ Text: "<b>hi</b>" });
    const view = await get(`/view/${id}.txt`);
    expect(view.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(view.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await view.text()).toBe("<b>hi</b>");
  });
});

describe("delete all", () => {
  const post = (headers: Record<string, string>) =>
    inbox.fetch(
      new Request(`${HOST}/delete-all`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      }),
    );

  it("empties the inbox for its own page", async () => {
    await send();
    const response = await post({ origin: HOST, "sec-fetch-site": "same-origin" });
    expect([response.status, response.headers.get("location")]).toEqual([303, "/"]);
    expect(inbox.messages).toEqual([]);
  });

  it("is refused to every other site, also a sibling host", async () => {
    await send();
    expect((await post({ origin: "https://evil.example", "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await post({ origin: "http://shop.localhost:8787", "sec-fetch-site": "same-site" })).status).toBe(
      403,
    );
    expect((await post({})).status).toBe(403);
    expect(inbox.messages).toHaveLength(1);
  });
});
