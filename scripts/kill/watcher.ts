import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createFakeMailApi, type FakeMailApi } from "../../worker/testing/fake-mail-api.ts";
import { mailDialects } from "../../worker/testing/mail-dialects.ts";

/**
 * What outlives the process that is killed: two mail providers with their logs of what they took, one that tells the same mail
 * by its key (Resend) and one that does not (Mailpit), and whoever waits for consumers to come to their places.
 */
export class Watcher {
  readonly keyed: FakeMailApi;
  /** Whom the provider without keys has a mail to. */
  readonly keyless: string[] = [];
  /** Takes mails, and never answers. */
  holdsAnswers = false;
  /** Consumers that wait for their end. */
  waiting = 0;
  readonly #server: Server;

  constructor() {
    const { resend } = mailDialects;
    if (!resend) throw new Error("there is no Resend among the dialects");
    this.keyed = createFakeMailApi(resend);
    this.#server = createServer(async (request, response) => {
      const answer = request.url === "/stopped" ? null : await this.#take(request);
      if (answer === null || this.holdsAnswers) {
        this.waiting++;
        return;
      }
      response.writeHead(answer.status, { "content-type": "application/json" });
      response.end(await answer.text());
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #take(request: IncomingMessage): Promise<Response> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const [, host, ...path] = request.url?.split("/") ?? [];
    if (host === "mailpit.localhost") {
      this.keyless.push(JSON.parse(body).To[0].Email);
      return Response.json({ ID: `${this.keyless.length}` });
    }
    const headers = Object.entries(request.headers).map(
      ([name, value]) => [name, String(value)] as [string, string],
    );
    return this.keyed.fetch(
      new Request(`https://${host}/${path.join("/")}`, { method: "POST", headers, body }),
    );
  }
}
