import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readCaptured } from "../../playground/gallery/read-captured.ts";

/**
 * The captured pages again, each shop's on a port of its own. What their pages ask for besides was not captured with them, and is
 * not there. Runs in a process of its own.
 */
const pages = readCaptured() ?? [];

const bodies = new Map(
  pages.map(({ url, html, shop, contentType }) => {
    const { origin, pathname, search } = new URL(url);
    // Its own addresses lead to where it stands now.
    const body = Buffer.from(html.replaceAll(origin, ""), "latin1");
    return [`${shop} ${pathname}${search}`, { body, contentType }];
  }),
);

const ports: Record<string, number> = {};
for (const shop of new Set(pages.map((page) => page.shop))) {
  const server = createServer((request, response) => {
    const page = bodies.get(`${shop} ${request.url}`);
    if (!page) return void response.writeHead(404, { "content-type": "text/plain" }).end();
    const { body, contentType } = page;
    response.writeHead(200, { "content-type": contentType, "content-length": body.length }).end(body);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ports[shop] = (server.address() as AddressInfo).port;
}
process.on("disconnect", () => process.exit());
process.send?.(ports);
