import { type ClockFormat, durationWords } from "./clock-words.ts";
import { deliversMessage, groupRuns, type Run, type RunGroup } from "./group-runs.ts";

export interface Waiting {
  at: string;
  what: string;
}

/** What waits next, soonest first, each with a button that turns the clock to it. */
export function drawWaiting(waiting: Waiting[], now: number, format: ClockFormat): HTMLElement[] {
  if (waiting.length === 0)
    return [element("li", "nothing", "Nothing. A cart with an address in it would be here.")];
  return waiting
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map(({ at, what }) => {
      const when = Date.parse(at);
      const go = element("button", "go", "Go there");
      go.setAttribute("type", "button");
      go.dataset.until = at;
      go.setAttribute("aria-label", `Turn the clock to ${what}`);
      const moment = `${format.shortDate(when)} ${format.shortTime(when)}`;
      const distance = when > now ? `, in ${durationWords(when - now)}` : ", due now";
      return element("li", "", element("span", "what", what), element("span", "when", moment + distance), go);
    });
}

/** One turn of the clock: how far, and what ran on the way. */
export function drawTurn(
  turn: { from: string; now: string; ran: Run[] },
  format: ClockFormat,
  inbox: string,
): HTMLElement {
  const from = Date.parse(turn.from);
  const now = Date.parse(turn.now);
  const sameDay = format.shortDate(from) === format.shortDate(now);
  const span = `${format.shortDate(from)} ${format.shortTime(from)} – ${sameDay ? "" : `${format.shortDate(now)} `}${format.shortTime(now)}`;
  const head = element(
    "p",
    "turned",
    element("strong", "", `+${durationWords(now - from)}`),
    element("span", "when", span),
  );
  if (turn.ran.length === 0) return element("li", "turn", head, element("p", "nothing", "Nothing was due."));
  // What ticks along every minute is told last, so that what happened is seen first.
  const rows = groupRuns(turn.ran)
    .toSorted((a, b) => Number(isRoutine(a)) - Number(isRoutine(b)))
    .map((group) => drawGroup(group, sameDay, format));
  return element("li", "turn", head, element("ul", "runs", ...rows), ...deliveredNote(turn.ran, inbox));
}

function drawGroup(group: RunGroup, sameDay: boolean, format: ClockFormat): HTMLElement {
  const moment = (iso: string) => {
    const at = Date.parse(iso);
    return sameDay ? format.shortTime(at) : `${format.shortDate(at)} ${format.shortTime(at)}`;
  };
  const first = moment(group.at);
  const last = moment(group.until);
  const times = group.times > 1 ? [`${group.times} times`] : [];
  const kindOfRow = deliversMessage(group) ? "delivers" : isRoutine(group) ? "routine" : "";
  const details = [first === last ? first : `${first} – ${last}`, group.kind, ...times];
  return element(
    "li",
    kindOfRow,
    element("span", "summary", group.summary),
    element("span", "details", element("code", "", group.name), ` ${details.join(" · ")}`),
  );
}

function isRoutine({ times }: RunGroup): boolean {
  return times >= 5;
}

function deliveredNote(ran: Run[], inbox: string): HTMLElement[] {
  if (!ran.some(deliversMessage)) return [];
  const link = element("a", "", "Open the inbox");
  link.setAttribute("href", inbox);
  return [element("p", "delivered", "There is something to read. ", link)];
}

function element(tag: string, className: string, ...children: (HTMLElement | string)[]): HTMLElement {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}
