import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { cache, once } from "./cache.ts";
import { furnishShop } from "./furnish-shop.ts";
import { type Database, role } from "./postgres.ts";
import { freePort, listenTo, run, stop, until } from "./run.ts";

export interface Shop {
  url: string;
  version: string;
  stop(): Promise<void>;
}

const version = "2.2.1";
/** The package forgets one that it needs (2.2.1). */
const packages = { "@evershop/evershop": version, "concat-stream": "2.0.0" };
const command = join(cache, "node_modules/@evershop/evershop/dist/bin/evershop.js");
const admin = { email: "admin@shop.example", password: "evershop-123" };
/** What the story is about. */
export const product = "/accessories/desk-pen-holder-white";

/** Databases: each is a copy of the one before it, so that a step that broke off leaves nothing behind. */
const [seeded, furnished, current] = ["seeded", "furnished", "shop"];

/** A live EverShop on a free port of 127.0.0.1, furnished as at every other run. */
export async function startShop(database: Database): Promise<Shop> {
  await once(
    `packages-${version}`,
    `Installing @evershop/evershop ${version} from npm (a minute or two)`,
    install,
  );
  await once(`seeded-${version}`, "Creating the shop's tables and products", () => seed(database));
  await once(`built-${version}`, "Building the shop's pages (two minutes)", () => build(database));
  await once(`furnished-${version}`, "Setting up payment, delivery and a coupon", () => furnish(database));
  await copy(database, furnished, current);
  return start(database, current);
}

async function install(): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const own = { name: "evershop-under-test", private: true, type: "module", dependencies: packages };
  writeFileSync(join(cache, "package.json"), `${JSON.stringify(own, null, 2)}\n`);
  const npm = process.env.npm_execpath;
  // Inside a folder that a repository around it ignores, Tailwind ignores nothing, and all of node_modules ends up in every
  // page's styles. This makes it a folder of its own.
  mkdirSync(join(cache, ".git"), { recursive: true });
  const [program, first] = npm ? [process.execPath, [npm]] : ["npm", []];
  await run(program, [...first, "install", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: cache,
    // An npm inside an npm would otherwise act on the project it was started from.
    env: Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !/^npm_(?!config_registry|config_cache|config_userconfig)/i.test(name),
      ),
    ),
  });
}

async function seed(database: Database): Promise<void> {
  await database.dropdb(seeded);
  await database.createdb(seeded);
  // Where there is an .env, it takes the shop for installed.
  rmSync(join(cache, ".env"), { force: true });
  const env = environment(database, seeded);
  await evershop("install", "Installation completed", {
    env: {
      ...env,
      DB_HOST: undefined,
      ADMIN_FULLNAME: "Admin",
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
    },
    // The one question that no variable answers.
    input: `${env.DB_HOST}\r`,
  });
  rmSync(join(cache, ".env"));
  const pictures = pathToFileURL(join(import.meta.dirname, "draw-pictures.mjs"));
  await evershop("seed --all", "completed successfully", {
    env: { ...env, NODE_OPTIONS: `${env.NODE_OPTIONS} --import=${pictures}` },
  });
}

async function furnish(database: Database): Promise<void> {
  await copy(database, seeded, furnished);
  const shop = await start(database, furnished);
  try {
    await furnishShop(shop.url, admin);
    // Pages get their addresses behind the scenes, one after the other. Asking too often meets the shop's own limit.
    await until("EverShop's products have addresses", { seconds: 120, every: 2000 }, async () => {
      return (await fetch(shop.url + product)).ok;
    });
  } finally {
    await shop.stop();
  }
}

async function copy(database: Database, from: string, to: string): Promise<void> {
  await database.dropdb(to);
  // Nobody may be connected to what is copied, and a shop that was just stopped takes a moment to be gone.
  await until(`"${from}" can be copied`, { seconds: 15 }, async () => {
    await database.createdb("-T", from, to);
    return true;
  });
}

function build(database: Database): Promise<void> {
  return evershop("build", "Server: Compiled successfully", { env: environment(database, seeded) });
}

async function start(database: Database, name: string): Promise<Shop> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...environment(database, name), PORT: String(port), EVERSHOP_HOME_URL: url };
  const child = spawn(process.execPath, [command, "start"], {
    cwd: cache,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = listenTo(child);
  try {
    await until(
      "EverShop answers",
      { seconds: 60 },
      async () => (await fetch(`${url}/robots.txt`)).ok || child.exitCode !== null,
    );
    if (child.exitCode !== null) throw new Error("EverShop ended at once");
  } catch (error) {
    await stop(child);
    throw new Error(`${(error as Error).message}\n${output().slice(-3000)}`);
  }
  const { version } = JSON.parse(readFileSync(join(dirname(command), "../../package.json"), "utf8"));
  return { url, version, stop: () => stop(child) };
}

/** Its commands end with 0 whether they worked or not: what they print tells. */
async function evershop(
  args: string,
  promise: string,
  options: { env: NodeJS.ProcessEnv; input?: string },
): Promise<void> {
  const output = await run(process.execPath, [command, ...args.split(" ")], { cwd: cache, ...options });
  if (!output.includes(promise)) throw new Error(`evershop ${args} failed:\n${output.slice(-3000)}`);
}

function environment(database: Database, name: string): NodeJS.ProcessEnv {
  return {
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: process.env.HOME,
    TMPDIR: process.env.TMPDIR,
    NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, "preload.mjs"))}`,
    SUPPRESS_NO_CONFIG_WARNING: "1",
    DB_HOST: "127.0.0.1",
    DB_PORT: String(database.port),
    DB_NAME: name,
    DB_USER: role,
    DB_PASSWORD: "none",
    DB_SSLMODE: "disable",
    JWT_ADMIN_SECRET: "only-on-this-machine",
    JWT_ADMIN_REFRESH_SECRET: "only-on-this-machine",
    JWT_CUSTOMER_SECRET: "only-on-this-machine",
    JWT_CUSTOMER_REFRESH_SECRET: "only-on-this-machine",
  };
}
