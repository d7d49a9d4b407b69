/** What the server tells the gallery's page of this playground. */
export interface Room {
  /** Where frames are: `http://frames.localhost:8787`. */
  frames: string;
  /** Hostname of the developer's own shop; `null` with the demo shop. */
  own: string | null;
  /** Names of captured pages; `null` where there are none. */
  captured: string[] | null;
  /** The store of this playground, as commands call it. */
  store: string;
}

/** From the page's `<main data-room>`. */
export function readRoom(): Room {
  return JSON.parse(document.querySelector<HTMLElement>("[data-room]")?.dataset.room ?? "{}") as Room;
}
