import { Hono } from "hono";
import { moduleScript, styleSheet } from "../browser-assets.ts";
import { type tabs, tabsStyles } from "../tabs.ts";
import type { Room } from "./app/room.ts";
import { galleryPage, galleryPolicy } from "./gallery-page.ts";

/** The gallery's page and its parts, below `/widgets`. Frames have a host of their own (create-frames.ts). */
export function createGallery(describe: () => Room, rooms: () => Parameters<typeof tabs>[1]): Hono {
  return new Hono()
    .get("/widgets", (c) => {
      c.header("Content-Security-Policy", galleryPolicy(describe()));
      return c.html(galleryPage(describe(), rooms()));
    })
    .get("/widgets/gallery.css", () => styleSheet(tabsStyles, new URL("./gallery.css", import.meta.url)))
    .get("/widgets/gallery.js", () => moduleScript(new URL("./app/main.tsx", import.meta.url)));
}
