import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PlatformId } from "../../worker/domain/platform-id.ts";
import { platformIds } from "../../worker/domain/platform-id.ts";

/** A page that a real shop once sent to a browser. */
export interface CapturedPage {
  /** "opencart-4.1.0.4 /index.php?route=checkout/cart". */
  name: string;
  /** "opencart-4.1.0.4". */
  shop: string;
  platform: PlatformId;
  url: string;
  /** One character per byte. */
  html: string;
  contentType: string;
}

export const capturedFolder = join(import.meta.dirname, "../../../shared/storefronts");

/** @returns `null` where there is no folder of them beside this repository */
export function readCaptured(folder = capturedFolder): CapturedPage[] | null {
  if (!existsSync(folder)) return null;
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /^[^/\\]+[/\\]browser[/\\].*-document-GET-.*\.txt$/.test(file))
    .sort()
    .flatMap((file) => readPage(folder, file) ?? []);
}

function readPage(folder: string, file: string): CapturedPage | null {
  const text = readFileSync(join(folder, file), "latin1");
  const shop = file.split(/[/\\]/)[0] ?? "";
  const url = /^GET (http\S+)/.exec(text)?.[1];
  const platform = platformIds.find((id) => shop.startsWith(id));
  const [, answer = ""] = text.split(/^=== RESPONSE.*\n/m);
  const [, headers = "", html = ""] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(answer) ?? [];
  const contentType = /^content-type:\s*(text\/html.*)$/im.exec(headers)?.[1]?.trim();
  if (!url || !platform || !contentType || !/<html[\s>]/i.test(html)) return null;
  const { pathname, search } = new URL(url);
  return { name: `${shop} ${pathname}${search}`, shop, platform, url, html, contentType };
}
