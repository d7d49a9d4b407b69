import { createServer, type IncomingMessage, type RequestListener, request } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { startMapOrigin } from "./start-map-origin.ts";

export const PUBLIC = "http://shop.localhost:8787";

/** Any name leads to this computer, so that tests can use names of shops that do not exist. */
export const lookupLocally: LookupFunction = (_hostname, options, callback) => {
  if (options.all) callback(null, [{ address: "127.0.0.1", family: 4 }]);
  else callback(null, "127.0.0.1", 4);
};

export interface Visit {
  status: number;
  headers: IncomingMessage["headers"];
  rawHeaders: string[];
  body: Buffer;
}

/** A shop at `http://shop.test:<port>` behind the mapping proxy, and a way to visit it byte by byte. */
export async function openFakeShop(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `shop.test:${(server.address() as AddressInfo).port}`;
  const proxy = await startMapOrigin({
    origin: new URL(`http://${host}`),
    publicOrigin: () => PUBLIC,
    lookup: lookupLocally,
  });
  return {
    server,
    host,
    proxy,
    visit: (path: string, options?: Parameters<typeof visit>[1]) => visit(proxy.url + path, options),
    async close() {
      await proxy.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Unlike fetch, decodes nothing and follows nothing. */
export function visit(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Visit> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: options.method ?? "GET", headers: options.headers ?? {} },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const { statusCode = 0, headers, rawHeaders } = response;
          resolve({ status: statusCode, headers, rawHeaders, body: Buffer.concat(chunks) });
        });
      },
    );
    sent.on("error", reject);
    sent.end(options.body);
  });
}

export async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
