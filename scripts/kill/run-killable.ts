import { readFileSync } from "node:fs";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { localDatabaseId } from "../open-database.ts";

/** A process of its own, with workerd below it, on the state in a folder. Says where it answers, and is killed in the end. */
const [stateFolder = "", watcher = "", script = ""] = process.argv.slice(2);
const key = Buffer.alloc(32, 7).toString("base64");
const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    modules: [{ type: "ESModule", path: "worker.js", contents: readFileSync(script, "utf8") }],
    compatibilityDate: "2026-10-01",
    d1Databases: { DB: localDatabaseId() },
    queueProducers: { RECOVERY_QUEUE: "recovery" },
    queueConsumers: { recovery: { maxBatchSize: 10, maxBatchTimeout: 0 } },
    bindings: {
      ENCRYPTION_KEYS: `k1:${key}`,
      ADDRESS_HASH_KEY: key,
      RESEND_API_KEY: "re_test",
      MAILPIT_URL: "http://mailpit.localhost",
      WATCHER: watcher,
    },
    resourcePersistencePath: stateFolder,
    enableDevRegistry: false,
    cf: false,
    host: "127.0.0.1",
    port: 0,
    log: new Log(LogLevel.NONE),
  } as Parameters<typeof convertV4MiniflareOptions>[0]),
);
process.send?.((await miniflare.ready).href);
