import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DemoShopState, Dialect } from "./demo-shop/index.ts";
import type { StoredMessage } from "./inbox/stored-message.ts";

/** What the playground keeps over restarts, beside the worker's own database. */
export interface PlaygroundState {
  /** Of the turned clock, in ms; null before it was ever set. */
  offset: number | null;
  inbox: StoredMessage[];
  shops: Partial<Record<Dialect, DemoShopState>>;
}

/** One JSON file, written whole and moved into place; changes close together are written once. */
export class StateFile {
  readonly state: PlaygroundState;
  readonly #file: string;
  #timer: NodeJS.Timeout | null = null;

  constructor(folder: string, fresh: boolean) {
    this.#file = join(folder, "playground.json");
    if (fresh) rmSync(this.#file, { force: true });
    mkdirSync(folder, { recursive: true });
    this.state = this.#read() ?? { offset: null, inbox: [], shops: {} };
  }

  save(): void {
    this.#timer ??= setTimeout(() => this.flush(), 200);
  }

  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.state));
    renameSync(`${this.#file}.new`, this.#file);
  }

  #read(): PlaygroundState | null {
    if (!existsSync(this.#file)) return null;
    try {
      return JSON.parse(readFileSync(this.#file, "utf8"));
    } catch {
      console.log(`${this.#file} could not be read; beginning anew.`);
      return null;
    }
  }
}
