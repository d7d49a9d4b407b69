import { BaseSequencer, type TestSpecification } from "vitest/node";

/** These compute in processes of their own that stand back for all others: begun first, they fill what others leave. */
const beside = ["scripts/simulation.test.ts", "scripts/mutate.test.ts"];

/** Those that take half a minute and more on two cores, though their files are short. */
const longest = [
  "e2e/widgets/axe.test.ts",
  "e2e/widgets/stillness.test.ts",
  "e2e/widgets/fit.test.ts",
  "e2e/dev.test.ts",
  "widgets/resume-bar/resume-bar.browser.test.ts",
  "e2e/story.test.ts",
  "e2e/widgets/any-text.test.ts",
  "worker/services/recovery/simulation.test.ts",
  "worker/services/recovery/recovery.test.ts",
  "scripts/deploy.test.ts",
];

/**
 * What begins last is waited for alone. Vitest knows how long files take only where it has run before. Those of one project stay
 * together, because files in the worker's share a runtime only with the next one.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = (names: string[], { moduleId }: TestSpecification) => {
      const at = names.findIndex((name) => moduleId.endsWith(`/${name}`));
      return at < 0 ? names.length : at;
    };
    const usual = await super.sort(files);
    const projects = [...new Set(usual.map(({ project }) => project.name))].sort();
    return usual.sort(
      (one, other) =>
        place(beside, one) - place(beside, other) ||
        projects.indexOf(one.project.name) - projects.indexOf(other.project.name) ||
        place(longest, one) - place(longest, other),
    );
  }
}
