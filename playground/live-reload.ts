import type { IncomingMessage, ServerResponse } from "node:http";

/** Below the shop's host, so that a page may load it under almost any policy. Answered by the dev server, never by the worker. */
const path = "/__playground/";

export const reloadTag = `<script src="${path}reload.js" defer></script>`;

const script = `new EventSource("${path}changes").addEventListener("change", () => location.reload());\n`;

/** Tells open pages to load again when the code has changed. */
export class LiveReload {
  readonly #open = new Set<ServerResponse>();

  /** @returns whether the request was one of these */
  handle(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
    if (incoming.url === `${path}reload.js`) {
      outgoing.writeHead(200, { "content-type": "text/javascript", "cache-control": "no-store" });
      outgoing.end(script);
      return true;
    }
    if (incoming.url !== `${path}changes`) return false;
    outgoing.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    outgoing.write(": waiting\n\n");
    this.#open.add(outgoing);
    outgoing.on("close", () => this.#open.delete(outgoing));
    return true;
  }

  announce(): void {
    for (const page of this.#open) page.write("event: change\ndata: \n\n");
  }

  close(): void {
    for (const page of this.#open) page.end();
  }
}

/** Only a browser showing a page gets the tag: whoever compares bytes sees the worker's own. */
export function wantsReload(incoming: IncomingMessage, answer: IncomingMessage): boolean {
  return (
    incoming.headers["sec-fetch-dest"] === "document" &&
    answer.statusCode === 200 &&
    /^text\/html/.test(answer.headers["content-type"] ?? "") &&
    answer.headers["content-encoding"] === undefined &&
    answer.headers["content-security-policy"] === undefined
  );
}
