import type * as z from "zod";
import { openRoom } from "../rooms.ts";
import { frameAddress, type frameChoices } from "./frame-choices.ts";
import { loadFrames } from "./load-frames.ts";

/**
 * Frames on a port of their own, for tests and for pictures: `addressOf({ widget: "shipping", state: "…" })` is a page with that
 * widget in it. Built once from the source as it is; the widgets' code must have been built (`npm run build`).
 *
 * When the page's `<html>` has `data-cw-frame="done"`, the state's acts are done.
 */
export async function openFrames(): Promise<{
  addressOf(choices: z.input<typeof frameChoices>): string;
  fetch(request: Request): Promise<Response>;
  close(): void;
}> {
  const frames = await loadFrames();
  const { url, close } = await openRoom((request) => frames.fetch(request));
  return { addressOf: (choices) => frameAddress(url, choices), fetch: frames.fetch, close };
}
