import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type PlatformId, platformIds } from "../worker/domain/platform-id.ts";
import { type Dialect, dialects } from "./demo-shop/state.ts";

export interface Options {
  port: number;
  platform: PlatformId;
  /** A real storefront to stand in front of, instead of the demo shop. */
  origin: URL | null;
  /** What the demo shop speaks where there is no such storefront. */
  dialect: Dialect;
  fresh: boolean;
  /** Folder of the database and of what the playground keeps. */
  state: string;
}

export const usage = `npm run dev -- [options]

  --port N          port to listen on (8787; the next free one when it is taken)
  --platform NAME   ${platformIds.join(" or ")}: what the shop runs on (default generic; the demo shop: ${dialects.join(" or ")})
  --origin URL      stand in front of this real storefront instead of the demo shop
  --fresh           forget carts, messages and the turned clock of earlier runs
  --state FOLDER    keep them elsewhere than in .wrangler/state/v3, where wrangler dev has them too
`;

/** @throws Error that says which option is wrong, and what it should be */
export function readOptions(args: string[]): Options & { help: boolean } {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string", default: "8787" },
      platform: { type: "string", default: "generic" },
      origin: { type: "string" },
      fresh: { type: "boolean", default: false },
      state: { type: "string", default: ".wrangler/state/v3" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`--port ${values.port}: a whole number from 1 to 65535, or 0 for any that is free`);
  }
  const platform = platformIds.find((id) => id === values.platform);
  if (!platform) throw new Error(`--platform ${values.platform}: one of ${platformIds.join(", ")}`);
  const origin = readOrigin(values.origin);
  const dialect = dialects.find((name) => name === platform);
  if (!origin && !dialect) {
    throw new Error(
      `--platform ${platform}: the demo shop speaks ${dialects.join(" and ")}; name a shop with --origin`,
    );
  }
  const { fresh, help, state } = values;
  return { port, platform, origin, dialect: dialect ?? "generic", fresh, help, state: resolve(state) };
}

function readOrigin(text: string | undefined): URL | null {
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error(`--origin ${text}: an address with its scheme, such as https://shop.example`);
  }
  return url;
}
