import { expect, it } from "vitest";
import { describeSum, describeVerdict, mutants, mutate } from "./mutate.ts";

it(`notices each of ${mutants.length} guards that is taken out of the recovery engine`, async () => {
  const began = Date.now();
  const verdicts = await mutate();
  console.log([...verdicts.map(describeVerdict), describeSum(verdicts, Date.now() - began)].join("\n"));
  expect(verdicts).toHaveLength(mutants.length);
  expect(verdicts.filter(({ caughtBy }) => caughtBy === null).map(({ name }) => name)).toEqual([]);
}, 1_200_000);
