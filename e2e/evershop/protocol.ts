/** What was tried and what came of it, as it happens. After the first failure the rest would only fail for the same reason. */
export class Protocol {
  #passed = 0;
  #failed = 0;
  #notReached = 0;
  readonly #onFailure: () => Promise<void>;

  constructor(onFailure: () => Promise<void>) {
    this.#onFailure = onFailure;
  }

  async step(guarantee: string, work: () => Promise<void>): Promise<void> {
    if (this.#failed > 0) {
      this.#notReached++;
      return;
    }
    const started = performance.now();
    try {
      await work();
      this.#passed++;
      console.log(`  ✓ ${guarantee} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    } catch (error) {
      this.#failed++;
      console.log(`  ✗ ${guarantee}\n\n${(error as Error).stack ?? error}\n`);
      await this.#onFailure();
    }
  }

  /** @returns whether everything held */
  close(): boolean {
    const rest = this.#notReached > 0 ? `, ${this.#notReached} not reached` : "";
    console.log(`\n${this.#passed} passed, ${this.#failed} failed${rest}`);
    return this.#failed === 0 && this.#passed > 0;
  }
}
