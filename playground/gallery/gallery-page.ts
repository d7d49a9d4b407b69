import { html } from "hono/html";
import { logo, tabs } from "../tabs.ts";
import type { Room } from "./app/room.ts";

/** The page at `playground.localhost/widgets`; app/main.tsx fills it. */
export function galleryPage(room: Room, rooms: Parameters<typeof tabs>[1]): string {
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Widgets · Cartwright playground</title>
<link rel="icon" href="${logo.icon}">
<link rel="stylesheet" href="/widgets/gallery.css">
<script type="module" src="/widgets/gallery.js"></script>
<script src="/__playground/reload.js" defer></script>
</head>
<body>
${tabs("widgets", rooms)}
<main data-room="${JSON.stringify(room)}"></main>
</body>
</html>`);
}

/** Nothing but its own files, and frames from the one host that has them. */
export function galleryPolicy({ frames }: Room): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src data:",
    `frame-src ${frames}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
