import { beforeEach, describe, expect, it } from "vitest";
import { aMessage } from "./a-message.ts";
import { createInbox } from "./create-inbox.ts";
import type { StoredMessage } from "./stored-message.ts";

const NOW = Date.UTC(2026, 10, 22, 14, 5);
let inbox: ReturnType<typeof createInbox>;
let kept: StoredMessage[];

beforeEach(() => {
  kept = [];
  inbox = createInbox({ now: () => NOW, onChange: (messages) => (kept = structuredClone(messages)) });
});

function call(method: string, path: string, body?: unknown): Promise<Response> {
  const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  return inbox.fetch(new Request(`http://inbox.localhost:8787${path}`, init));
}
async function send(different: Record<string, unknown> = {}): Promise<string> {
  const response = await call("POST", "/api/v1/send", aMessage(different));
  return ((await response.json()) as { ID: string }).ID;
}
async function read(path: string) {
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what these tests check
  return (await (await call("GET", path)).json()) as any;
}

describe("POST /api/v1/send", () => {
  it("takes a message, answers its id and hands all messages to onChange", async () => {
    const response = await call("POST", "/api/v1/send", aMessage());
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ID: expect.stringMatching(/^[2-9A-Za-z]{22}$/) });
    expect(kept).toHaveLength(1);
    expect(kept).toEqual(inbox.messages);
  });

  it.each([
    ["no sender", { From: undefined }, "From"],
    ["no recipient", { To: [] }, "no recipients"],
    ["an address that is none", { To: [{ Email: "ada" }] }, "To.0.Email: is not an email address"],
    ["an object as Bcc", { Bcc: [{ Email: "a@b.c" }] }, "Bcc.0"],
    ["no subject", { Subject: "" }, "Subject: must not be empty"],
    ["a line break in the subject", { Subject: "a\r\nBcc: x@y.z" }, "Subject: must not contain a line break"],
    ["a line break in a name", { From: { Email: "a@b.c", Name: "a\nb" } }, "From.Name"],
    [
      "a line break in a header",
      { Headers: { "X-A": "a\nb" } },
      "Headers.X-A: must not contain a line break",
    ],
    ["a header name that is none", { Headers: { "X A:": "a" } }, "Headers.X A:"],
    ["an overridden subject", { Headers: { subject: "x" } }, 'cannot overwrite header: "subject"'],
    [
      "an overridden Mime-Version",
      { Headers: { "MIME-Version": "1" } },
      'cannot overwrite header: "MIME-Version"',
    ],
    ["tags twice", { Tags: ["a"], Headers: { "X-Tags": "b" } }, 'cannot overwrite header: "X-Tags"'],
    ["an attachment that is not base64", { Attachments: [{ Content: "%", Filename: "a" }] }, "is not base64"],
  ])("refuses %s and says so", async (_what, different, error) => {
    const response = await call("POST", "/api/v1/send", aMessage(different));
    expect(response.status).toBe(400);
    expect(((await response.json()) as { Error: string }).Error).toContain(error);
    expect(inbox.messages).toEqual([]);
  });

  it("refuses what is not JSON, and what is larger than any mail provider takes", async () => {
    const broken = new Request("http://inbox.localhost/api/v1/send", { method: "POST", body: "{" });
    expect((await inbox.fetch(broken)).status).toBe(400);
    expect((await call("POST", "/api/v1/send", aMessage({ Text: "x".repeat(26 << 20) }))).status).toBe(413);
  });

  it("keeps the newest 500 messages", async () => {
    inbox = createInbox({ now: () => NOW });
    for (let number = 0; number < 502; number += 1) await send({ Subject: `Mail ${number}` });
    expect(inbox.messages).toHaveLength(500);
    expect([inbox.messages[0]?.Subject, inbox.messages[499]?.Subject]).toEqual(["Mail 501", "Mail 2"]);
  });
});

describe("reading", () => {
  it("lists newest first, in pages, in Mailpit's shape", async () => {
    await send({ Subject: "First" });
    const ID = await send({ Subject: "Second", Tags: ["recovery"], Cc: [{ Email: "c@example.com" }] });
    const { messages, ...totals } = await read("/api/v1/messages?start=0&limit=1");
    const counts = { total: 2, unread: 2, count: 1, messages_count: 2, messages_unread: 2, start: 0 };
    expect(totals).toEqual({ ...counts, tags: ["recovery"] });
    expect(messages).toEqual([
      {
        ID,
        MessageID: `${ID}@inbox.localhost`,
        Read: false,
        From: { Name: "The Shop", Address: "hello@shop.example" },
        To: [{ Name: "Ada", Address: "ada@example.com" }],
        Cc: [{ Name: "", Address: "c@example.com" }],
        Bcc: [],
        ReplyTo: [],
        Subject: "Second",
        Created: "2026-11-22T14:05:00.000Z",
        Username: "",
        Tags: ["recovery"],
        Size: expect.any(Number),
        Attachments: 0,
        Snippet: "You left a kettle.",
      },
    ]);
  });

  it("shows one message with its parts and what it says of unsubscribing, and marks it as read", async () => {
    const ID = await send({
      Headers: {
        "list-unsubscribe": "<https://shop.example/u/1>, <mailto:u@shop.example>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Message-ID": "<m1@shop.example>",
      },
    });
    expect(await read("/api/v1/message/latest")).toMatchObject({
      ID,
      MessageID: "m1@shop.example",
      ReturnPath: "hello@shop.example",
      Date: "2026-11-22T14:05:00.000Z",
      Text: "You left a kettle.",
      HTML: "<p>You left a <b>kettle</b>.</p>",
      ListUnsubscribe: {
        Header: "<https://shop.example/u/1>, <mailto:u@shop.example>",
        Links: ["https://shop.example/u/1", "mailto:u@shop.example"],
        Errors: "",
        HeaderPost: "List-Unsubscribe=One-Click",
      },
      Inline: [],
      Attachments: [],
    });
    expect((await read("/api/v1/messages")).unread).toBe(0);
  });

  it("tells every header under its canonical name", async () => {
    const ID = await send({ Headers: { "x-entity-REF-id": "1" }, ReplyTo: [{ Email: "r@shop.example" }] });
    expect(await read(`/api/v1/message/${ID}/headers`)).toMatchObject({
      From: ["The Shop <hello@shop.example>"],
      To: ["Ada <ada@example.com>"],
      "Reply-To": ["<r@shop.example>"],
      Subject: ["Your kettle is still here"],
      Date: ["Sun, 22 Nov 2026 14:05:00 +0000"],
      "X-Entity-Ref-Id": ["1"],
    });
  });

  it("finds by recipient, by subject and by plain words, all of which must match", async () => {
    await send({ Subject: "For Ada" });
    await send({ Subject: "For Bob", To: [{ Email: "bob@example.com" }], Text: "A blue teapot" });
    const found = async (query: string) =>
      (await read(`/api/v1/search?query=${encodeURIComponent(query)}`)).messages.map(
        (message: { Subject: string }) => message.Subject,
      );
    expect(await found("to:bob@example.com")).toEqual(["For Bob"]);
    expect(await found('subject:"for ada"')).toEqual(["For Ada"]);
    expect(await found("blue to:bob")).toEqual(["For Bob"]);
    expect(await found("blue to:ada")).toEqual([]);
    expect((await call("GET", "/api/v1/search?query=")).status).toBe(400);
  });

  it("answers 404 for a message that is not there", async () => {
    for (const path of [
      "/api/v1/message/latest",
      "/api/v1/message/x/headers",
      "/view/x.html",
      "/message/x",
    ]) {
      expect((await call("GET", path)).status, path).toBe(404);
    }
  });
});

describe("changing", () => {
  it("marks the named messages, or all of them, as read or unread", async () => {
    const first = await send();
    await send();
    await call("PUT", "/api/v1/messages", { IDs: [first], Read: true });
    expect(inbox.messages.map(({ Read }) => Read)).toEqual([false, true]);
    expect(await (await call("PUT", "/api/v1/messages", { Read: true })).text()).toBe("ok");
    expect(kept.every(({ Read }) => Read)).toBe(true);
  });

  it("deletes the named messages, or all of them", async () => {
    const first = await send();
    await send();
    expect(await (await call("DELETE", "/api/v1/messages", { IDs: [first] })).text()).toBe("ok");
    expect(inbox.messages).toHaveLength(1);
    await call("DELETE", "/api/v1/messages");
    expect(kept).toEqual([]);
  });

  it("goes on with the messages it is given", async () => {
    await send();
    const restarted = createInbox({ now: () => NOW, messages: kept });
    expect(restarted.messages).toEqual(kept);
  });
});

it("tells who it is and how much it holds", async () => {
  await send({ Tags: ["recovery"] });
  expect(await read("/api/v1/info")).toMatchObject({ Messages: 1, Unread: 1, Tags: { recovery: 1 } });
});
