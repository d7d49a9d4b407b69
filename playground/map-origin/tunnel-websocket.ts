import type { ClientRequest, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** Joins a visitor's upgraded connection with the origin's; a refusal or an error is passed on and both ends close. */
export function tunnelWebSocket(options: {
  upstream: ClientRequest;
  socket: Duplex;
  head: Buffer;
  mapHeaders: (answer: IncomingMessage) => string[];
}): void {
  const { upstream, socket, head } = options;
  socket.on("error", () => upstream.destroy());
  socket.on("close", () => upstream.destroy());

  upstream.on("upgrade", (answer, originSocket, originHead) => {
    const headers = [
      ...options.mapHeaders(answer),
      "Connection",
      "Upgrade",
      "Upgrade",
      answer.headers.upgrade ?? "websocket",
    ];
    socket.write(headText("101 Switching Protocols", headers));
    if (originHead.length > 0) socket.write(originHead);
    if (head.length > 0) originSocket.write(head);
    originSocket.on("error", () => socket.destroy());
    originSocket.on("close", () => socket.destroy());
    socket.on("close", () => originSocket.destroy());
    originSocket.pipe(socket).pipe(originSocket);
  });
  upstream.on("response", (answer) => {
    const status = `${answer.statusCode ?? 502} ${answer.statusMessage ?? ""}`;
    socket.write(headText(status, [...options.mapHeaders(answer), "Connection", "close"]));
    answer.pipe(socket);
  });
  upstream.on("error", () => socket.end(headText("502 Bad Gateway", ["Connection", "close"])));
  upstream.end();
}

function headText(status: string, headers: string[]): string {
  const lines = [`HTTP/1.1 ${status}`];
  for (let index = 0; index < headers.length; index += 2)
    lines.push(`${headers[index]}: ${headers[index + 1]}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}
