import { describe, expect, it } from "vitest";
import { createInbox } from "../inbox/create-inbox.ts";
import { openRoom } from "../rooms.ts";
import { createMails } from "./create-mails.ts";

const choices = {
  template: "reminder",
  language: "en",
  stage: "cart",
  cart: "typical",
  offer: "percent",
  theme: "light",
  direction: "own",
  settings: "{}",
};

const ask = (path: string, body: object, inboxUrl = "http://127.0.0.1:1") =>
  createMails({ inboxUrl, publicUrl: () => "http://mails.localhost:8787" }).fetch(
    new Request(`http://mails.localhost:8787${path}`, {
      method: "POST",
      body: JSON.stringify({ ...choices, ...body }),
    }),
  );

describe("the room of mails", () => {
  it("shows a mail with the settings that were typed", async () => {
    const answer = await ask("/render", { settings: '{"accent": "#aa0033"}' });
    const mail = await answer.json();
    expect(mail).toMatchObject({
      content: { subject: "Enamel mug is still in your cart" },
      preheader: "We kept everything as you left it.",
    });
    expect(mail.shown).toContain("background-color:#aa0033");
    expect(mail.shown).toContain('src="http://mails.localhost:8787/img/enamel-mug-sea"');
  });

  it("shows a merchant's logo and words in the language they are in, and what is gone from a cart", async () => {
    const settings = JSON.stringify({
      logo: { url: "https://cdn.example/logo.png", alt: "Słone Łąki", width: 90 },
      texts: { pl: { reminder: { subject: "{product}, wciąż tu", title: "Czeka", body: "Raz.\n\nDwa." } } },
    });
    const shown = async (body: object) => (await ask("/render", { settings, ...body })).json();
    const own = await shown({ language: "pl", cart: "gone" });
    expect(own.content.subject).toBe("Kubek emaliowany, wciąż tu");
    for (const part of [
      'src="https://cdn.example/logo.png" alt="Słone Łąki" width="90"',
      "Czeka</h1>",
      "Raz.</p>",
      "Dwa.</p>",
    ])
      expect(own.shown).toContain(part);
    expect(own.content.text).toContain("Koc wełniany (Musztardowy): Obecnie niedostępne");
    expect((await shown({ language: "ru" })).content.subject).toBe("Эмалированная кружка: всё ещё в корзине");
  });

  it("says what is wrong with settings, and where", async () => {
    const answer = await ask("/render", { settings: '{"texts": {"en": {"reminder": {"title": "<b>"}}}}' });
    expect(answer.status).toBe(400);
    expect((await answer.json()).problems).toEqual(["texts.en.reminder.title: plain text, without HTML"]);
    expect((await (await ask("/render", { settings: "{" })).json()).problems[0]).toContain("settings: ");
  });

  it("shows dark and inverted whatever the page around it is", async () => {
    const shown = async (theme: string) => (await (await ask("/render", { theme })).json()).shown as string;
    expect(await shown("light")).toContain("@media not all");
    expect(await shown("dark")).toContain("@media all");
    const inverted = await shown("inverted");
    expect(inverted).not.toMatch(/<style>|background-color:#ffffff/);
  });

  it("puts a test mail into the inbox", async () => {
    const inbox = createInbox({ now: () => 0 });
    const room = await openRoom((request) => inbox.fetch(request));
    const settings = '{"texts": {"ru": {"doubts": {"subject": "Вопросы? {product}"}}}}';
    const sent = await ask("/send", { template: "doubts", language: "ru", settings }, room.url);
    expect(await sent.json()).toEqual({ status: "sent" });
    const refused = await ask("/send", { settings: '{"accent": "red"}' }, room.url);
    expect(refused.status).toBe(400);
    room.close();
    expect(inbox.messages).toMatchObject([
      { Subject: "Вопросы? Эмалированная кружка", To: [{ Address: "you@example.com" }] },
    ]);
  });

  it("has the page, its parts and the demo shop's pictures", async () => {
    const room = createMails({ inboxUrl: "http://127.0.0.1:1", publicUrl: () => "" });
    const get = async (path: string) =>
      (await room.fetch(new Request(`http://mails.localhost${path}`))).status;
    for (const path of ["/", "/assets/mails.css", "/assets/mails.js", "/img/enamel-mug-sea"])
      expect(await get(path)).toBe(200);
    expect(await get("/img/constructor")).toBe(404);
  });
});
