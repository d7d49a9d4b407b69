import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";

/** Where each host's requests go: an address on this machine. */
export type Rooms = Record<string, string>;

export interface FrontOptions {
  /** By the first label of the host: `shop` for `shop.localhost`. */
  rooms: Rooms;
  /** Room for requests to any other host, such as 127.0.0.1. */
  fallback: string;
  /** Lets a room's answer be changed on its way: `null` passes it on as it is. */
  addTo(request: IncomingMessage, answer: IncomingMessage, room: string): string | null;
  /** Answers a request itself. @returns whether it did */
  intercept(request: IncomingMessage, answer: ServerResponse): boolean;
}

/**
 * One port, many hosts: passes each request to the room its host names, byte for byte, headers as they came. Nothing is
 * parsed, so what a browser gets is what the worker sent.
 */
export function createFront(options: FrontOptions): { server: Server; rooms: Rooms } {
  const server = createServer((incoming, outgoing) => {
    if (options.intercept(incoming, outgoing)) return;
    const room = roomOf(incoming, options);
    const address = options.rooms[room];
    if (address === undefined) return notYet(outgoing);
    const target = new URL(address);
    const upstream = request(
      {
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.rawHeaders as unknown as Record<string, string>,
      },
      (answer) => pass(incoming, answer, outgoing, room, options),
    );
    upstream.on("error", (error) => {
      if (outgoing.headersSent) return outgoing.destroy();
      outgoing.writeHead(502, { "content-type": "text/plain; charset=utf-8" });
      outgoing.end(`${room}.localhost does not answer: ${error.message}\n`);
    });
    outgoing.on("close", () => upstream.destroy());
    incoming.pipe(upstream);
  });
  server.on("upgrade", (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    const address = options.rooms[roomOf(incoming, options)];
    if (address === undefined) socket.destroy();
    else tunnel(incoming, socket, head, new URL(address));
  });
  return { server, rooms: options.rooms };
}

function notYet(outgoing: ServerResponse): void {
  outgoing.writeHead(503, { "content-type": "text/plain; charset=utf-8", "retry-after": "1" });
  outgoing.end("Still starting. Try again in a moment.\n");
}

function roomOf(incoming: IncomingMessage, { rooms, fallback }: FrontOptions): string {
  const label = (incoming.headers.host ?? "").toLowerCase().match(/^([a-z]+)\.localhost(:\d+)?$/)?.[1];
  return label !== undefined && Object.hasOwn(rooms, label) ? label : fallback;
}

function pass(
  incoming: IncomingMessage,
  answer: IncomingMessage,
  outgoing: ServerResponse,
  room: string,
  options: FrontOptions,
): void {
  const addition = options.addTo(incoming, answer, room);
  const headers = [...answer.rawHeaders];
  if (addition !== null) {
    const at = headers.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === "content-length");
    if (at >= 0) headers.splice(at, 2);
  }
  outgoing.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers);
  answer.pipe(outgoing, { end: addition === null });
  if (addition !== null) answer.on("end", () => outgoing.end(addition));
  answer.on("error", () => outgoing.destroy());
}

function tunnel(incoming: IncomingMessage, socket: Socket, head: Buffer, target: URL): void {
  const upstream = connect(Number(target.port), target.hostname, () => {
    const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
    for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
      lines.push(`${incoming.rawHeaders[index]}: ${incoming.rawHeaders[index + 1]}`);
    }
    upstream.write(`${lines.join("\r\n")}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  upstream.on("error", () => socket.destroy());
  socket.on("error", () => upstream.destroy());
}
