import { rmSync, watch } from "node:fs";
import type { AddressInfo } from "node:net";
import { join, sep } from "node:path";
import packageJson from "../package.json" with { type: "json" };
import { build } from "../scripts/build.ts";
import { applyMigrations } from "../scripts/local-database.ts";
import { createBundler } from "./bundle.ts";
import { Clock } from "./clock.ts";
import { findWaiting } from "./find-waiting.ts";
import { createFront } from "./front.ts";
import { openGallery } from "./gallery/open-gallery.ts";
import { createInbox } from "./inbox/create-inbox.ts";
import { LiveReload, reloadTag, wantsReload } from "./live-reload.ts";
import { createMails } from "./mails/create-mails.ts";
import { startMapOrigin } from "./map-origin/start-map-origin.ts";
import { type Options, readOptions, usage } from "./options.ts";
import { demoShop, frontDoor, openRoom } from "./rooms.ts";
import { Miniflare, miniflareOptions } from "./run-worker.ts";
import { seedStore } from "./seed-store.ts";
import { StateFile } from "./state.ts";

const root = join(import.meta.dirname, "..");
const timezone = "Europe/London";

/** The product on a laptop: `npm run dev`. */
async function main(): Promise<void> {
  let options: Options & { help: boolean };
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
  if (options.help) return console.log(usage);
  // Nothing here may wait for a network.
  process.env.WRANGLER_SEND_METRICS = "false";
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = "false";
  if (options.fresh) rmSync(join(options.state, "d1"), { recursive: true, force: true });
  await run(options);
}

async function run(options: Options): Promise<void> {
  const file = new StateFile(options.state, options.fresh);
  const { state } = file;
  state.offset ??= tomorrowAtTen() - Date.now();

  const reload = new LiveReload();
  const front = createFront({
    rooms: {},
    fallback: "playground",
    addTo: (incoming, answer, room) => (room === "shop" && wantsReload(incoming, answer) ? reloadTag : null),
    intercept: (incoming, outgoing) => reload.handle(incoming, outgoing),
  });
  const port = await listen(front.server, options.port);
  const at = (host: string) => `http://${host}.localhost:${port}`;

  // The shop, in front of which the worker stands.
  const demo = options.origin ? null : await openRoom(demoShop(file, options.dialect));
  const real = options.origin ?? new URL((demo as { url: string }).url);
  // A shop that writes its own address into its pages is mapped; the plain demo shop does not.
  const needsMapping = options.origin !== null || options.platform !== "generic";
  const mapped = needsMapping ? await startMapOrigin({ origin: real, publicOrigin: () => at("shop") }) : null;
  const origin = mapped?.url ?? real.origin;

  const clock = new Clock({
    offset: state.offset,
    runCron: async () => {
      const worker = await miniflare.getWorker();
      await worker.scheduled({ cron: "* * * * *" });
    },
    findWaiting: async () => findWaiting(await miniflare.getD1Database("DB")),
    onChange(offset) {
      state.offset = offset;
      file.save();
    },
  });

  const inbox = createInbox({
    messages: state.inbox,
    now: () => clock.now(),
    timezone,
    onChange(messages) {
      state.inbox = messages;
      file.save();
    },
  });
  const inboxRoom = await openRoom((request) => inbox.fetch(request));
  const mails = createMails({ inboxUrl: inboxRoom.url, publicUrl: () => at("mails") });
  const mailsRoom = await openRoom((request) => mails.fetch(request));

  await build();
  const bundler = await createBundler();
  const workerOptions = async () =>
    miniflareOptions({
      script: await bundler.bundle(),
      stateFolder: options.state,
      vars: { ORIGIN_URL: origin, ORIGIN_PLATFORM: options.platform, MAILPIT_URL: inboxRoom.url },
      receive: (call) => clock.receive(call),
    });
  const miniflare = new Miniflare(await workerOptions());
  const workerUrl = await miniflare.ready;
  const db = await miniflare.getD1Database("DB");
  await applyMigrations(db);
  const storeId = await seedStore(db, {
    name: options.origin?.host ?? "Saltmarsh Supply",
    shopUrl: at("shop"),
    origin,
    platform: options.platform,
  });

  const gallery = await openGallery({
    origin: options.origin,
    platform: options.platform,
    frames: () => at("frames"),
    settings: () => readSettings(db, storeId),
  });
  const door = await openRoom(
    frontDoor(
      clock,
      () => ({
        shop: at("shop"),
        origin: at("origin"),
        inbox: at("inbox"),
        mails: at("mails"),
        platform: options.platform,
        originUrl: options.origin?.href ?? null,
        timezone,
        version: packageJson.version,
      }),
      gallery.describe,
    ),
  );
  Object.assign(front.rooms, {
    shop: workerUrl.origin,
    origin: demo?.url ?? origin,
    inbox: inboxRoom.url,
    mails: mailsRoom.url,
    frames: gallery.url,
    playground: door.url,
  });

  console.log(welcome(options, at, storeId));

  watchForChanges(async (folders) => {
    const started = performance.now();
    // What runs in the browser is built from widgets/ and the wire; most changes of the worker leave it as it is.
    if (folders.has("widgets") || folders.has("worker/wire") || folders.has("worker/domain")) await build();
    await miniflare.setOptions(await workerOptions());
    front.rooms.shop = (await miniflare.ready).origin;
    await gallery.reload();
    reload.announce();
    console.log(`Rebuilt in ${Math.round(performance.now() - started)} ms`);
  });

  const ticking = setInterval(() => clock.tick().catch((error) => console.error(error.message)), 60_000);
  const stop = async () => {
    clearInterval(ticking);
    reload.close();
    front.server.close();
    await Promise.all([bundler.dispose(), miniflare.dispose()]);
    process.exit(0);
  };
  // However it ends: workerd's own clean-up may end the process before ours has begun.
  process.on("exit", () => file.flush());
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

type Db = Awaited<ReturnType<Miniflare["getD1Database"]>>;

async function readSettings(db: Db, storeId: string): Promise<object> {
  const row = await db
    .prepare("SELECT settings FROM stores WHERE id = ?")
    .bind(storeId)
    .first<{ settings: string }>();
  return row ? (JSON.parse(row.settings) as object) : {};
}

/** The playground's first day begins at ten in the morning, so that the night's quiet hours surprise nobody. */
function tomorrowAtTen(): number {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + 1);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 10);
}

/** Listens on the port, or on the next one that is free, and says so. */
async function listen(server: ReturnType<typeof createFront>["server"], wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 20; port++) {
    const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      server.once("error", resolve);
      server.listen(port, "127.0.0.1", () => {
        server.off("error", resolve);
        resolve(null);
      });
    });
    if (error === null) {
      const taken = (server.address() as AddressInfo).port;
      if (wanted !== 0 && taken !== wanted) console.log(`Port ${wanted} is taken, using ${taken}.`);
      return taken;
    }
    if (error.code !== "EADDRINUSE") throw error;
  }
  throw new Error(`Ports ${wanted} to ${wanted + 19} are all taken. Choose another with --port.`);
}

/** Tells which folders changed, once a burst of changes is over; one rebuild at a time. */
function watchForChanges(rebuild: (folders: Set<string>) => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let folders = new Set<string>();
  const changed = (folder: string, name: string | null) => {
    if (name && /(\.test\.tsx?|~|\.swp)$/.test(name)) return;
    folders.add(folder === "worker" && name ? `worker/${name.split(sep)[0]}` : folder);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const changes = folders;
      folders = new Set();
      running = running
        .then(() => rebuild(changes))
        .catch((error) => console.error(`Not rebuilt: ${error.message}`));
    }, 30);
  };
  for (const folder of ["worker", "widgets"]) {
    watch(join(root, folder), { recursive: true }, (_event, name) => changed(folder, name));
  }
}

function welcome(options: Options, at: (host: string) => string, storeId: string): string {
  return `
Cartwright is ready.

  ${at("playground")}   start here: what this is, and a clock to turn
  ${at("shop")}         ${options.origin ? `${options.origin.host}, through the worker` : "a demo shop, through the worker"}
  ${at("origin")}       the same shop without it
  ${at("inbox")}        every message that would have been sent
  ${at("mails")}        every mail there is, in every language
  ${at("playground")}/widgets   every widget there is, with its settings to try

The store is ${storeId}: npm run store -- show ${storeId}
`;
}

await main();
