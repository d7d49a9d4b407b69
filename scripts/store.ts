import { commandLine, runIfCalled } from "./command-line.ts";
import { runCommand } from "./store/commands.ts";
import { needsKeys, readCommand, usage } from "./store/read-command.ts";

/** `npm run store`: the stores and their settings. */
export const main = commandLine({ usage, readCommand, needsKeys, runCommand });

await runIfCalled(import.meta.url, main);
