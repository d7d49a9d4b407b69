import type { PlatformId } from "../../worker/domain/platform-id.ts";
import { forgetScripts } from "../browser-assets.ts";
import { startMapOrigin } from "../map-origin/start-map-origin.ts";
import { openRoom } from "../rooms.ts";
import type { Room } from "./app/room.ts";
import { loadFrames } from "./load-frames.ts";
import { readCaptured } from "./read-captured.ts";

export interface GalleryOptions {
  /** The developer's own shop; `null` with the demo shop. */
  origin: URL | null;
  platform: PlatformId;
  /** Address of the frames' host, as browsers know it. */
  frames: () => string;
  /** What the store of this playground is set to, as it is stored. */
  settings: () => Promise<object>;
}

/** The room of the frames, and what the gallery's page has to know. `reload`: by the source as it is now. */
export async function openGallery(options: GalleryOptions): Promise<{
  url: string;
  describe(): Room;
  reload(): Promise<void>;
}> {
  const { origin, platform, settings } = options;
  // The shop once more, its addresses mapped to the frames' host: what is clicked in a frame stays in it.
  const mapped = origin && (await startMapOrigin({ origin, publicOrigin: options.frames }));
  const own = mapped && { url: mapped.url, platform, settings };
  let frames = await loadFrames(own);
  const { url } = await openRoom((request) => frames.fetch(request));
  const captured = readCaptured()?.map(({ name }) => name) ?? null;
  return {
    url,
    describe: () => ({
      frames: options.frames(),
      own: origin?.host ?? null,
      captured,
      store: "shop.localhost",
    }),
    async reload() {
      forgetScripts();
      frames = await loadFrames(own);
    },
  };
}
