import type { Bench } from "./bench.ts";
import type { Command, Schedule } from "./commands.ts";
import { runSchedule } from "./run-schedule.ts";

/** How many crons and consumers there are at once. */
const crowd = 3;

/**
 * I10: crons and consumers at work at the same time, with a queue that hands everything to each of them, send what one cron and
 * one consumer would. The schedule is run both ways, with nothing else going wrong, and the mails that were taken are
 * compared: of which store, to whom, about which cart, which step.
 * @returns what did not hold in either, and what was sent the one way and not the other
 */
export async function findDifferences(bench: Bench, schedule: Schedule): Promise<string[]> {
  const calm = { ...schedule, commands: schedule.commands.flatMap(calmed) };
  const alone = await runSchedule(bench, calm);
  const together = await runSchedule(bench, calm, crowd);
  const missing = (mails: string[], others: string[], how: string) =>
    mails.filter((mail) => !others.includes(mail)).map((mail) => `I10 ${mail} was sent only by ${how}`);
  return [
    ...alone.violations,
    ...together.violations,
    ...missing(alone.mails, together.mails, "one cron and one consumer"),
    ...missing(together.mails, alone.mails, `${crowd} at once`),
  ];
}

/** What may decide by chance which of two mails comes first, or which mail is spoken of, is left out. */
function calmed(command: Command): Command[] {
  switch (command.do) {
    case "next":
    case "run":
      return [{ do: "next" }];
    case "provider":
    case "tell":
    case "press":
    case "remember":
    case "restore":
      return [];
    case "leave":
    case "give":
    case "buy":
      // Each address has one device: of two carts of one address the caps let through whichever comes first.
      return [{ ...command, address: command.shopper }];
    default:
      return [command];
  }
}
