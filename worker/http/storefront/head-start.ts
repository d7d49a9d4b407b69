import type { OriginOptions } from "../../storefront/fetch-origin.ts";

/**
 * The answer to a question that the shop was asked while it was not sure yet that the store is as it was last known. It is good for the
 * same question alone; whoever does not want it lets go of it.
 */
export class HeadStart {
  readonly #question: string;
  #answer: Promise<Response> | null;

  constructor(origin: string, options: OriginOptions, answer: Promise<Response>) {
    this.#question = nameOf(origin, options);
    this.#answer = answer;
    // Told to who takes it.
    answer.catch(() => {});
  }

  /** @returns the answer, once; `null`: the question was another one */
  take(origin: string, options: OriginOptions): Promise<Response> | null {
    if (nameOf(origin, options) !== this.#question) return null;
    const answer = this.#answer;
    this.#answer = null;
    return answer;
  }

  drop(): void {
    this.#answer?.then((response) => response.body?.cancel()).catch(() => {});
    this.#answer = null;
  }
}

function nameOf(origin: string, { isPage, unless = [], isRead = false }: OriginOptions): string {
  return JSON.stringify([origin, isPage, unless, isRead]);
}
