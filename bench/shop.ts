import { serve } from "@hono/node-server";
import { createDemoShop } from "../playground/demo-shop/index.ts";

/** The demo shop, and an inbox that takes every mail at once. Runs in a process of its own. */
const shop = createDemoShop({ dialect: "generic" });
let mails = 0;
let lastText = "";

async function answer(request: Request): Promise<Response> {
  if (new URL(request.url).pathname !== "/api/v1/send") return shop.fetch(request);
  const mail = (await request.json()) as { Text: string };
  lastText = mail.Text;
  return Response.json({ ID: `mail-${++mails}` });
}

process.on("disconnect", () => process.exit());
process.on("message", () => process.send?.({ mails, lastText }));
serve({ fetch: answer, port: 0, hostname: "127.0.0.1" }, ({ port }) => process.send?.({ port }));
