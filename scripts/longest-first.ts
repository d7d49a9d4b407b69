import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that take a minute and more on two cores, though their files are short. */
const longest = [
  "scripts/simulation.test.ts",
  "worker/services/recovery/simulation.test.ts",
  "e2e/widgets/stillness.test.ts",
  "e2e/widgets/axe.test.ts",
  "scripts/mutate.test.ts",
  "e2e/widgets/fit.test.ts",
];

/** What begins last is waited for alone. Vitest knows how long files take only where it has run before. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((name) => moduleId.endsWith(`/${name}`));
      return at < 0 ? longest.length : at;
    };
    const usual = await super.sort(files);
    return usual.sort((one, other) => place(one) - place(other));
  }
}
