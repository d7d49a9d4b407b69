import { connect, type Socket } from "node:net";

export interface Timing {
  status: number;
  /** Of the body, as they came. */
  bytes: number;
  /** From the request on, in ms: the first byte of the body, and the last. */
  first: number;
  last: number;
}

/**
 * One connection that is kept, and one request at a time on it. Looks at nothing but where an answer ends, so that two cores
 * can ask faster than they are answered.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #host: string;
  #take: (chunk: Buffer) => void = () => {};
  #fail: (error: Error) => void = () => {};

  private constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.#take(chunk));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error(`${host} closed the connection`)));
  }

  static open({ host, port }: { host: string; port: number }): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, host, () => resolve(new Connection(socket, `${host}:${port}`)));
      socket.once("error", reject);
    });
  }

  /** Asks as a browser does for a page to look at. */
  get(path: string): Promise<Timing> {
    return new Promise((resolve, reject) => {
      const begun = performance.now();
      const timing = { status: 0, bytes: 0, first: 0, last: 0 };
      const end = endFinder();
      let head: Buffer | null = Buffer.alloc(0);
      this.#fail = reject;
      this.#take = (chunk) => {
        let body = chunk;
        if (head !== null) {
          head = Buffer.concat([head, chunk]);
          const at = head.indexOf("\r\n\r\n");
          if (at === -1) return;
          const text = head.toString("latin1", 0, at);
          timing.status = Number(text.slice(9, 12));
          end.readHead(text);
          body = head.subarray(at + 4);
          head = null;
        }
        if (body.length > 0 && timing.first === 0) timing.first = performance.now() - begun;
        timing.bytes += body.length;
        if (!end.isReached(body)) return;
        timing.last = performance.now() - begun;
        resolve(timing);
      };
      this.#socket.write(
        `GET ${path} HTTP/1.1\r\nhost: ${this.#host}\r\naccept: text/html\r\nsec-fetch-dest: document\r\n` +
          "accept-encoding: gzip, br\r\nuser-agent: Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537.36\r\n\r\n",
      );
    });
  }

  close(): void {
    this.#fail = () => {};
    this.#socket.destroy();
  }
}

/** By its length, or by the last chunk (RFC 9112 §6.3, §7.1). */
function endFinder() {
  let missing: number | null = null;
  let tail = "";
  return {
    readHead(text: string) {
      const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
      missing = length === undefined ? null : Number(length);
    },
    isReached(body: Buffer): boolean {
      if (missing !== null) {
        missing -= body.length;
        return missing <= 0;
      }
      tail = (tail + body.toString("latin1", Math.max(0, body.length - 7))).slice(-7);
      return tail === "\r\n0\r\n\r\n" || (tail.endsWith("0\r\n\r\n") && tail.length === 5);
    },
  };
}
