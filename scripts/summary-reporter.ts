import type { Reporter, TestModule } from "vitest/node";

/** Ends the run with one line that says it all: "N passed, N failed". */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    for (const module of modules) {
      if (module.errors().length > 0) failed++;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") passed++;
        else if (state === "failed") failed++;
        else skipped++;
      }
    }
    const rest = skipped > 0 ? `, ${skipped} skipped` : "";
    // After the default reporter's own summary.
    process.once("exit", () => console.log(`\n${passed} passed, ${failed} failed${rest}`));
  }
}
