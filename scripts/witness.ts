import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { composeMail, sendMail } from "../worker/channels/email.ts";
import type { Mail, MailProvider } from "../worker/mail-providers/contract.ts";
import { resend } from "../worker/mail-providers/resend.ts";
import { ses } from "../worker/mail-providers/ses.ts";

/**
 * Independent witnesses: servers that others wrote after the documentation of Resend and of Amazon SES take our requests,
 * and hold the mail that was meant. They are too heavy to install with everything else (some 200 packages), so that they are
 * put into a folder that is gone afterwards. `npm run witness`; about a minute. They check no signature and no key.
 */
const packages = { "aws-ses-v2-local": "2.10.2", "resend-local": "0.0.7" };
/** Its own newest dependency asks for packages that are not everywhere. */
const overrides = { mailparser: "3.9.12" };

const mail = composeMail(
  {
    subject: "Enamel mug – „2 × 18 zł” 日本",
    html: '<!doctype html>\n<p lang="pl">Zażółć &amp; 日本</p>\n',
    text: "Zażółć & 日本\n\nhttps://shop.example/_cw/r/x\n",
  },
  {
    from: { name: 'Łódź & "Söhne"', address: "hello@shop.example" },
    to: "ada@example.com",
    replyTo: "help@shop.example",
    unsubscribeUrl: "https://shop.example/_cw/u/v1.a.b.c",
  },
);
const key = "message_0123456789abcdefghjkmnpqrs";

type Held = Partial<Record<"from" | "to" | "replyTo" | "subject" | "html" | "text", unknown>> & {
  headers: unknown;
};

interface Witness {
  name: keyof typeof packages;
  start(folder: string, port: number): { script: string; args: string[]; env?: NodeJS.ProcessEnv };
  provider(baseUrl: string): MailProvider;
  held(baseUrl: string, folder: string, id: string): Promise<Held>;
}

const witnesses: Witness[] = [
  {
    name: "aws-ses-v2-local",
    start: (folder, port) => ({
      script: join(folder, "node_modules/aws-ses-v2-local/dist/cli.js"),
      args: ["--host", "127.0.0.1", "--port", String(port)],
    }),
    provider: (baseUrl) =>
      ses(
        {
          accessKeyId: "AKIATEST",
          secretAccessKey: "x",
          region: "eu-west-1",
          configurationSet: "cartwright",
        },
        baseUrl,
      ),
    async held(baseUrl, _folder, id) {
      const store = (await (await fetch(`${baseUrl}/store`)).json()) as { emails: Record<string, unknown>[] };
      const found = store.emails.find(({ messageId }) => messageId === id) ?? {};
      const { from, destination, replyTo, subject, body, headers } = found as Record<string, never>;
      const { html, text } = (body ?? {}) as { html?: string; text?: string };
      return { from, to: destination, replyTo, subject, html, text, headers: headers ?? found };
    },
  },
  {
    name: "resend-local",
    start: (folder, port) => ({
      script: join(folder, "node_modules/resend-local/dist/app/server.js"),
      args: [],
      env: { PORT: String(port), HOSTNAME: "127.0.0.1", DATABASE_URL: "file:resend-local.sqlite" },
    }),
    provider: (baseUrl) => resend("re_witness", baseUrl),
    async held(baseUrl, folder, id) {
      const answer = await fetch(`${baseUrl}/emails/${id}`, {
        headers: { authorization: "Bearer re_witness" },
      });
      const { reply_to, ...found } = (await answer.json()) as Record<string, unknown>;
      // Headers and tags it keeps, and shows on its own page only.
      const file = join(folder, "node_modules/resend-local/dist/app/resend-local.sqlite");
      const database = new DatabaseSync(file, { readOnly: true });
      const headers = [
        database.prepare("SELECT headers FROM email WHERE id = ?").get(id),
        database.prepare("SELECT name, value FROM email_tag WHERE email_id = ?").all(id),
      ];
      database.close();
      return { ...found, replyTo: reply_to, headers };
    },
  },
];

const folder = mkdtempSync(join(tmpdir(), "cartwright-witness-"));
try {
  await install();
  let failures = 0;
  for (const witness of witnesses) failures += await hear(witness);
  process.exitCode = failures === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function install(): Promise<void> {
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ private: true, dependencies: packages, overrides }),
  );
  console.log(
    `Installing ${Object.entries(packages)
      .map((pair) => pair.join(" "))
      .join(" and ")} …`,
  );
  const npm = spawn("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    stdio: "inherit",
  });
  const [code] = await once(npm, "exit");
  if (code !== 0) throw new Error("the witnesses could not be installed");
}

/** Sends one mail to a witness and compares what it holds. @returns how many differences there were */
async function hear(witness: Witness): Promise<number> {
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const { script, args, env } = witness.start(folder, port);
  const server = spawn(process.execPath, [script, ...args], {
    cwd: dirname(script),
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  try {
    await untilAnswered(baseUrl);
    const provider = witness.provider(baseUrl);
    const receipt = await sendMail(fetch, provider, mail, key);
    console.log(`\n${witness.name}: ${JSON.stringify(receipt)}`);
    if (receipt.status !== "accepted" || receipt.providerMessageId === null) return 1;
    return compare(await witness.held(baseUrl, folder, receipt.providerMessageId), mail);
  } finally {
    server.kill();
    await once(server, "exit");
  }
}

function compare(held: Held, sent: Mail): number {
  const everything = JSON.stringify(held.headers);
  const checks: [string, boolean, unknown][] = [
    ["sender", JSON.stringify(held.from)?.includes(sent.from.address) ?? false, held.from],
    ["recipient", JSON.stringify(held.to)?.includes(sent.to) ?? false, held.to],
    ["reply address", JSON.stringify(held.replyTo)?.includes(sent.replyTo ?? "") ?? false, held.replyTo],
    ["subject", held.subject === sent.subject, held.subject],
    ["html", held.html === sent.html, held.html],
    ["text", held.text === sent.text, held.text],
    ["List-Unsubscribe", everything.includes(sent.headers["List-Unsubscribe"] ?? ""), held.headers],
    ["List-Unsubscribe-Post", everything.includes("List-Unsubscribe=One-Click"), held.headers],
  ];
  for (const [name, isSame, found] of checks) {
    console.log(`  ${isSame ? "same" : "DIFFERS"}  ${name}${isSame ? "" : `: ${JSON.stringify(found)}`}`);
  }
  console.log(`  ${everything.includes(key) ? "kept" : "not kept"}  our message's id`);
  return checks.filter(([, isSame]) => !isSame).length;
}

async function untilAnswered(url: string): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`nothing answered at ${url}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
