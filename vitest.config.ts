import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./scripts/longest-first.ts";

export default defineConfig({
  test: {
    globalSetup: ["./scripts/build-for-tests.ts", "./scripts/keep-in-memory.ts"],
    // Tests wait for workerd, for browsers and for days to pass more than they compute. Two of the five only watch over processes that
    // take what the others leave (longest-first.ts).
    maxWorkers: 5,
    sequence: { sequencer: LongestFirst },
    reporters: ["default", "./scripts/summary-reporter.ts"],
    projects: [
      {
        plugins: [
          cloudflareTest(async () => ({
            main: "./worker/index.ts",
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              cf: false,
              bindings: { MIGRATIONS: await readD1Migrations("./migrations"), RESEND_API_KEY: "re_test" },
            },
          })),
        ],
        test: {
          name: "worker",
          include: ["worker/**/*.test.{ts,tsx}"],
          exclude: ["worker/domain/**"],
          setupFiles: ["./worker/testing/apply-migrations.ts"],
          // One runtime for many files: to start one and to bring it the worker takes longer than most files.
          isolate: false,
          // Days pass in some of these; a busy machine must not fail them.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "node",
          include: [
            "worker/domain/**/*.test.ts",
            "widgets/**/*.test.{ts,tsx}",
            "playground/**/*.test.ts",
            "scripts/**/*.test.ts",
          ],
          exclude: ["**/*.browser.test.ts"],
          // What they import stays loaded.
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["e2e/**/*.test.ts", "widgets/**/*.browser.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // What is waited for comes late on a busy machine.
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
