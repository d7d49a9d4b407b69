import { serve } from "@hono/node-server";
import { Hono } from "hono";
import * as z from "zod";
import type { Clock } from "./clock.ts";
import { createDemoShop, type Dialect } from "./demo-shop/index.ts";
import { frontPageAsset } from "./front-page/front-page-asset.ts";
import { parseDuration } from "./front-page/parse-duration.ts";
import { type FrontPageData, renderFrontPage } from "./front-page/render-front-page.ts";
import type { Room } from "./gallery/app/room.ts";
import { createGallery } from "./gallery/create-gallery.ts";
import type { StateFile } from "./state.ts";

type Handler = (request: Request) => Response | Promise<Response>;

/** Serves a room on a port of its own on this machine, free or asked for. */
export function openRoom(handler: Handler, port = 0): Promise<{ url: string; close(): void }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: handler, port, hostname: "127.0.0.1" }, (address) =>
      resolve({
        url: `http://127.0.0.1:${address.port}`,
        close() {
          server.close();
          if ("closeAllConnections" in server) server.closeAllConnections();
        },
      }),
    );
    server.on("error", reject);
  });
}

export function demoShop(file: StateFile, dialect: Dialect): Handler {
  const known = file.state.shops[dialect];
  const shop = createDemoShop({
    dialect,
    ...(known && { state: known }),
    onChange(state) {
      file.state.shops[dialect] = state;
      file.save();
    },
  });
  return (request) => shop.fetch(request);
}

const clockRequest = z.strictObject({ advance: z.string() });

/** The front page and its clock, and the gallery of widgets. */
export function frontDoor(
  clock: Clock,
  describe: () => Omit<FrontPageData, "now">,
  describeGallery: () => Room,
): Handler {
  const app = new Hono()
    .get("/", (c) => c.html(renderFrontPage({ ...describe(), now: clock.now() })))
    .get("/api/clock", async (c) => c.json(await clock.report()))
    .post("/api/clock", async (c) => {
      const body = clockRequest.safeParse(await c.req.json().catch(() => null));
      if (!body.success) {
        return c.json({ error: 'Send JSON such as {"advance": "PT31M"}: how far to turn the clock.' }, 400);
      }
      const duration = parseDuration(body.data.advance);
      if (typeof duration !== "number") return c.json(duration, 400);
      return c.json(await clock.advance(duration));
    })
    .get("/assets/:name", (c) => frontPageAsset(c.req.path) ?? c.notFound())
    .route("/", createGallery(describeGallery, describe));
  return (request) => app.fetch(request);
}
