/** Whether it is between these times of day there. Written apart from the engine's own, which it judges. */
export function isQuiet(at: number, quiet: { from: string; to: string } | null, zone: string): boolean {
  if (quiet === null || quiet.from === quiet.to) return false;
  const local = formatOf(zone).format(at);
  return quiet.from < quiet.to
    ? local >= quiet.from && local < quiet.to
    : local >= quiet.from || local < quiet.to;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  formats.set(timeZone, made);
  return made;
}
