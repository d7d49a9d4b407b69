import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type * as mails from "../../worker/emails/render-recovery-mail.tsx";

let loaded: { code: string; module: typeof mails } | null = null;

/** The mails as their source is now: what is changed in worker/emails shows with the next look. */
export async function loadMails(): Promise<typeof mails> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../../worker/emails/render-recovery-mail.tsx", import.meta.url))],
    bundle: true,
    format: "esm",
    target: "es2024",
    jsx: "automatic",
    jsxImportSource: "preact",
    write: false,
  });
  const code = outputFiles[0]?.text ?? "";
  if (loaded?.code !== code) {
    const address = `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`;
    loaded = { code, module: (await import(address)) as typeof mails };
  }
  return loaded.module;
}
