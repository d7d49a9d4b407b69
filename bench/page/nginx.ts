import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cpuOf } from "../processes.ts";
import type { PageProxy } from "./proxies.ts";

/** nginx before the shop: one worker, connections to the origin kept, one tag put before the head's end. */
export async function startNginx(
  path: string,
  origin: string,
): Promise<{ proxy: PageProxy; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "cartwright-nginx-"));
  const port = await freePort();
  writeFileSync(join(folder, "nginx.conf"), configOf(folder, port, new URL(origin).host));
  const child = spawn(path, ["-c", join(folder, "nginx.conf"), "-p", folder, "-e", "stderr"], {
    stdio: "ignore",
  });
  await answers(port, child);
  const cpu = () => (child.pid === undefined ? null : cpuOf([child.pid]));
  return {
    proxy: { name: "nginx", host: "127.0.0.1", port, cpu, mark: "/widget.js" },
    async stop() {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `master_process off`: one process, so that all it computes is counted. */
function configOf(folder: string, port: number, origin: string): string {
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (one) => `${one}_temp_path ${folder};`,
  );
  return `daemon off; master_process off; pid ${folder}/pid; error_log /dev/null;
events { worker_connections 256; }
http {
  access_log off; ${paths.join(" ")}
  upstream shop { server ${origin}; keepalive 32; keepalive_requests 1000000; }
  server {
    listen 127.0.0.1:${port}; keepalive_requests 1000000;
    location / {
      proxy_pass http://shop; proxy_http_version 1.1;
      proxy_set_header Connection ""; proxy_set_header Accept-Encoding "";
      sub_filter '</head>' '<script defer src="/widget.js"></script></head>'; sub_filter_once on;
    }
  }
}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    if (child.exitCode !== null) throw new Error("nginx ended as soon as it was begun");
    const isUp = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("nginx does not answer");
}
