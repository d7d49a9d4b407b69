import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cache, once } from "./cache.ts";
import { freePort, listenTo, run, stop, until } from "./run.ts";

export interface Database {
  port: number;
  /** Creates or drops a database: the arguments of PostgreSQL's own `createdb` and `dropdb`. */
  createdb(...args: string[]): Promise<void>;
  dropdb(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** The role everything belongs to. The cluster listens on this machine's loopback alone, while the run lasts. */
export const role = "evershop";

/** A PostgreSQL of this run's own, on a free port. What it holds stays for the next run. */
export async function startPostgres(): Promise<Database> {
  const bin = await findPrograms();
  const user = userFor();
  const cluster = placeFor(user);
  await once("cluster", "Creating a database cluster", async () => {
    rmSync(cluster, { recursive: true, force: true });
    mkdirSync(cluster, { recursive: true, mode: 0o700 });
    if (user) chownSync(cluster, user.uid, user.gid);
    await run(join(bin, "initdb"), ["-D", cluster, "-U", role, "-A", "trust", "-E", "UTF8", "--locale=C"], {
      ...user,
      cwd: "/",
    });
  });
  // One that outlived its run, because that was killed, still has the cluster.
  if (existsSync(join(cluster, "postmaster.pid"))) {
    await run(join(bin, "pg_ctl"), ["stop", "-D", cluster, "-m", "immediate"], { ...user, cwd: "/" }).catch(
      () => {},
    );
  }
  const port = await freePort();
  const own = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="];
  const server = spawn(join(bin, "postgres"), ["-D", cluster, "-p", String(port), ...own], {
    ...user,
    cwd: "/",
  });
  const output = listenTo(server);
  const to = ["-h", "127.0.0.1", "-p", String(port), "-U", role];
  try {
    await until("PostgreSQL answers", { seconds: 30 }, async () => {
      await run(join(bin, "pg_isready"), to);
      return true;
    });
  } catch (error) {
    await stop(server, "SIGINT");
    throw new Error(`${(error as Error).message}\n${output().slice(-2000)}`);
  }
  return {
    port,
    createdb: async (...args) => void (await run(join(bin, "createdb"), [...to, ...args])),
    dropdb: async (name) => void (await run(join(bin, "dropdb"), [...to, "--if-exists", "--force", name])),
    // "Fast": sessions are ended, nothing is lost.
    stop: () => stop(server, "SIGINT"),
  };
}

/** Where `initdb` and the others are: `PG_BIN`, Debian's place, the path; else Debian is asked to bring them. */
async function findPrograms(): Promise<string> {
  const found = lookForPrograms();
  if (found) return found;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync("/usr/bin/apt-get")) {
    throw new Error(
      "PostgreSQL 13 or newer is needed and was not found. Debian and Ubuntu: sudo apt-get install postgresql. " +
        "macOS: brew install postgresql@17. Elsewhere: set PG_BIN to the folder that has initdb.",
    );
  }
  console.log("  Installing PostgreSQL with apt …");
  await installWithApt();
  const installed = lookForPrograms();
  if (!installed)
    throw new Error("apt-get installed postgresql, and its initdb is not below /usr/lib/postgresql.");
  return installed;
}

function lookForPrograms(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const places = [
    ...(process.env.PG_BIN ? [process.env.PG_BIN] : []),
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return (
    places.find((place) => ["initdb", "postgres", "pg_ctl"].every((name) => existsSync(join(place, name)))) ??
    null
  );
}

async function installWithApt(): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update"], { env });
  await run("apt-get", ["install", "-y", "--no-install-recommends", "postgresql-common"], { env });
  // Debian would otherwise make and start a cluster of its own.
  const noCluster = "/etc/postgresql-common/createcluster.d/cartwright.conf";
  mkdirSync("/etc/postgresql-common/createcluster.d", { recursive: true });
  writeFileSync(noCluster, "create_main_cluster = false\n");
  try {
    await run("apt-get", ["install", "-y", "--no-install-recommends", "postgresql"], { env });
  } finally {
    rmSync(noCluster);
  }
}

/** PostgreSQL refuses to run as root: then it runs as the user that Debian made for it. */
function userFor(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** The cache, unless the other user may not go there, as below /root. */
function placeFor(user: { uid: number; gid: number } | null): string {
  if (user === null) return join(cache, "cluster");
  try {
    mkdirSync(cache, { recursive: true });
    execFileSync("test", ["-x", cache], { ...user, cwd: "/" });
    return join(cache, "cluster");
  } catch {
    return "/var/lib/cartwright-evershop";
  }
}
