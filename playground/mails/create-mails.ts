import { Hono } from "hono";
import * as z from "zod";
import { composeMail } from "../../worker/channels/email.ts";
import { hour, minute } from "../../worker/domain/clock.ts";
import { languages } from "../../worker/domain/language.ts";
import { mailTemplates } from "../../worker/domain/sequence.ts";
import { mailpit } from "../../worker/mail-providers/mailpit.ts";
import { sampleCarts, sampleIncentive, sampleMail } from "../../worker/testing/sample-mails.ts";
import { emailSettings } from "../../worker/wire/email-settings.ts";
import { moduleScript, styleSheet } from "../browser-assets.ts";
import { drawPicture } from "../demo-shop/pictures.ts";
import { loadMails } from "./load-mails.ts";
import { mailsPage, offers } from "./mails-page.ts";
import { inTheme, themes } from "./themes.ts";

const asked = z.strictObject({
  template: z.enum(mailTemplates),
  language: z.enum(languages),
  stage: z.enum(["cart", "payment"]),
  cart: z.enum(sampleCarts),
  offer: z.enum(offers),
  theme: z.enum(themes),
  direction: z.enum(["own", "rtl"]),
  /** As typed. */
  settings: z.string().max(100_000),
});

/**
 * The mails as shoppers would get them: every template, language and theme, with a merchant's settings to change and the
 * result beside them. `inboxUrl`: where a test mail goes.
 */
export function createMails(options: { inboxUrl: string; publicUrl: () => string }): {
  fetch(request: Request): Promise<Response>;
} {
  const { publicUrl } = options;
  const room = new Hono()
    .get("/", (c) => {
      c.header("Content-Security-Policy", policy);
      return c.html(mailsPage());
    })
    .post("/render", async (c) => {
      const mail = await render(await c.req.json(), publicUrl());
      return c.json(mail, "problems" in mail ? 400 : 200);
    })
    .post("/send", async (c) => {
      const mail = await render(await c.req.json(), publicUrl());
      if ("problems" in mail) return c.json(mail, 400);
      const envelope = { ...sender, unsubscribeUrl: "https://shop.example/_cw/u/test" };
      const request = await mailpit(options.inboxUrl).request(composeMail(mail.content, envelope), "test");
      const answer = await fetch(request);
      return c.json({ status: answer.ok ? "sent" : "refused" }, answer.ok ? 200 : 502);
    })
    // Without an ending: the demo shop's drawings stand for photographs here.
    .get("/img/:name", (c) => {
      const svg = drawPicture(c.req.param("name"));
      return svg ? c.body(svg, 200, { "Content-Type": "image/svg+xml" }) : c.notFound();
    })
    .get("/assets/mails.css", () => styleSheet(new URL("./mails.css", import.meta.url)))
    .get("/assets/mails.js", () => moduleScript(new URL("./show-mail.ts", import.meta.url)));
  return { fetch: async (request) => room.fetch(request) };
}

const sender = {
  from: { name: "Saltmarsh Supply", address: "hello@shop.example" },
  to: "you@example.com",
  replyTo: null,
};

/** A mail's own styles and pictures, and nothing else that a mail could bring along. */
const policy = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: https:",
  "frame-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
].join("; ");

async function render(body: unknown, publicUrl: string) {
  const parsed = asked.safeParse(body);
  if (!parsed.success) return { problems: problemsOf(parsed.error) };
  const { template, language, stage, cart, offer, theme, direction } = parsed.data;
  const settings = readSettings(parsed.data.settings);
  if (settings.problems) return { problems: settings.problems };
  const mail = sampleMail({ template, language, cart, emails: settings.emails });
  const { renderRecoveryMail } = await loadMails();
  const content = renderRecoveryMail({
    ...mail,
    stage,
    isLast: true,
    ...(direction === "rtl" ? { direction } : {}),
    incentive: template === "incentive" ? incentiveOf(offer, language) : null,
  });
  const html = content.html.replaceAll("https://shop.example/img/", `${publicUrl}/img/`);
  return {
    content: { ...content, html },
    shown: inTheme(html, theme),
    preheader: /<div style="display:none;[^>]*>([^\u200c]*)/.exec(html)?.[1] ?? "",
    bytes: Buffer.byteLength(content.html),
  };
}

function incentiveOf(offer: (typeof offers)[number], language: (typeof languages)[number]) {
  if (offer === "none") return null;
  return offer === "last-hour"
    ? sampleIncentive("percent", language, hour - 18 * minute)
    : sampleIncentive(offer, language);
}

function readSettings(text: string) {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { problems: [`settings: ${(error as Error).message}`] };
  }
  const parsed = emailSettings.safeParse(json);
  return parsed.success ? { emails: parsed.data } : { problems: problemsOf(parsed.error) };
}

function problemsOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${path.join(".") || "settings"}: ${message}`);
}
