import { commandLine, runIfCalled } from "./command-line.ts";
import { runCommand } from "./recovery/commands.ts";
import { needsKeys, readCommand, usage } from "./recovery/read-command.ts";

/** `npm run recovery`: what is being sent, was sent and was not, and whom to forget. */
export const main = commandLine({ usage, readCommand, needsKeys, runCommand });

await runIfCalled(import.meta.url, main);
