import { expect, it } from "vitest";
import { platforms } from "../../platforms/index.ts";
import type { Store } from "../../services/stores/find-store.ts";
import { World } from "../../testing/world.ts";
import { readBehind, type WatchedExchange } from "./observe-exchange.ts";

const visitor = { shopperId: "shopper_1", language: "en", country: "GB", timezone: null };

it.each(["a page that is here", "a page in one piece", "a page in pieces", "an answer without a body"])(
  "%s has reached the shopper before it is read for what is in it",
  async (kind) => {
    const world = await World.create();
    const order: string[] = [];
    const watched: WatchedExchange = {
      ctx: world.context(),
      store: {} as Store,
      platform: {
        ...platforms.generic,
        read: async ({ responseBody }) => {
          order.push(`read: ${responseBody?.length ?? "nothing"}`);
          return {};
        },
      },
      head: { method: "GET", url: new URL("https://shop.example/cart"), headers: new Headers() },
      watch: { request: false, response: true },
      requestBody: Promise.resolve(null),
    };
    const answer = answerOf(kind);
    const whole = kind.endsWith("here") ? new TextEncoder().encode("x".repeat(60_000)) : null;
    const reading = readBehind(watched, answer, whole, visitor);
    let bytes = 0;
    const network = new WritableStream<Uint8Array>({
      write(piece) {
        bytes += piece.length;
      },
      close: () => void order.push(`shown: ${bytes}`),
    });
    const shown = answer.body
      ? answer.body.pipeTo(network)
      : Promise.resolve().then(() => order.push("shown: nothing"));
    await Promise.all([shown, reading]);
    const length = kind.endsWith("body") ? "nothing" : 60_000;
    expect(order).toEqual([`shown: ${length}`, `read: ${length}`]);
  },
);

function answerOf(kind: string): Response {
  if (kind.endsWith("body")) return new Response(null, { status: 204 });
  if (/(here|one piece)$/.test(kind)) return new Response("x".repeat(60_000));
  const { readable, writable } = new IdentityTransformStream();
  const writer = writable.getWriter();
  const write = async () => {
    for (let piece = 0; piece < 6; piece++) await writer.write(new TextEncoder().encode("x".repeat(10_000)));
    await writer.close();
  };
  void write();
  return new Response(readable);
}
