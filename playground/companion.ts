import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isRunning } from "../scripts/processes.ts";
import { createInbox } from "./inbox/create-inbox.ts";
import { demoShop, openRoom } from "./rooms.ts";
import { StateFile } from "./state.ts";

type Room = Awaited<ReturnType<typeof openRoom>>;

/**
 * Demo shop and inbox for plain `wrangler dev`, which starts this by itself (scripts/prepare-wrangler-dev.ts) and knows
 * nothing of it. Ends within seconds after the last wrangler that wrote its id into `clients/` is gone.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      /** Addresses to serve them at. One that is taken already is left to who has it. */
      shop: { type: "string" },
      inbox: { type: "string" },
      /** Folder of what they keep, and of `clients/`. */
      state: { type: "string" },
    },
  });
  const { shop, inbox, state } = values;
  if (!state)
    throw new Error("playground/companion.ts is started by wrangler dev; by hand it needs --state FOLDER.");
  const clients = join(state, "clients");
  const file = new StateFile(state, false);
  const mail = createInbox({
    messages: file.state.inbox,
    now: () => Date.now(),
    timezone: "Europe/London",
    onChange(messages) {
      file.state.inbox = messages;
      file.save();
    },
  });
  const handlers = [
    ...(shop ? [{ url: new URL(shop), handler: demoShop(file, "generic") }] : []),
    ...(inbox ? [{ url: new URL(inbox), handler: (request: Request) => mail.fetch(request) }] : []),
  ];
  const open = async (): Promise<Room[]> => {
    const rooms = await Promise.all(
      handlers.map(({ url, handler }) => openRoom(handler, Number(url.port)).catch(saidIfTaken)),
    );
    return rooms.filter((room) => room !== null);
  };

  for (let rooms = await open(); rooms.length > 0; rooms = await open()) {
    while (anyRunning(clients)) await new Promise((resolve) => setTimeout(resolve, 1000));
    for (const room of rooms) room.close();
    // One that came while the ports were still open took them for granted.
    if (!anyRunning(clients)) break;
  }
  file.flush();
  process.exit(0);
}

function anyRunning(clients: string): boolean {
  const running = readdirSync(clients).map((name) => {
    const runs = isRunning(Number(name));
    if (!runs) rmSync(join(clients, name), { force: true });
    return runs;
  });
  return running.includes(true);
}

function saidIfTaken(error: NodeJS.ErrnoException): null {
  if (error.code !== "EADDRINUSE") throw error;
  console.log(error.message);
  return null;
}

await main();
