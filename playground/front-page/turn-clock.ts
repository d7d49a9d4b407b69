import { createClockFormat, durationWords, toIsoDuration } from "./clock-words.ts";
import { drawTurn, drawWaiting, type Waiting } from "./draw-clock.ts";
import type { Run } from "./group-runs.ts";
import { parseDuration } from "./parse-duration.ts";

interface ClockAnswer {
  now: string;
  from: string;
  ran: Run[];
  waiting: Waiting[];
}

/** Crons run on the minute: what is due at a time has happened a minute later. */
const A_CRON = 60_000;
/** A shop whose jobs always plan the next one would otherwise keep the clock turning for ever. */
const MOST_TURNS = 60;

const panel = byId("clock");
const fieldset = panel.querySelector("fieldset") as HTMLFieldSetElement;
const status = byId("status");
const format = createClockFormat(panel.dataset.timezone ?? "UTC");
const inbox = panel.dataset.inbox ?? "";

/** The worker's time minus this browser's steady one. */
let offset = Number(panel.dataset.now) - performance.now();
const workerNow = () => offset + performance.now();

panel.addEventListener("click", (event) => {
  const button = (event.target as Element).closest("button");
  if (button?.dataset.advance) void act(button, () => turn(button.dataset.advance ?? ""));
  else if (button?.dataset.until) void act(button, () => turnTo(Date.parse(button.dataset.until ?? "")));
  else if (button?.id === "run-out") void act(button, runOut);
});
byId("turn").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = byId("duration") as HTMLInputElement;
  const length = parseDuration(field.value);
  field.setAttribute("aria-invalid", String(typeof length !== "number"));
  if (typeof length !== "number") return say(length.error, true);
  void act(field, () => turn(field.value.trim().toUpperCase()));
});
setInterval(tick, 250);
tick();
void act(null, refresh);
// Coming back from the shop's tab: what was done there may be waiting here.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) void act(null, refresh);
});

async function refresh(): Promise<void> {
  accept(await ask());
}

async function turn(advance: string): Promise<void> {
  tell(await ask(advance));
}

function turnTo(at: number): Promise<void> {
  return turn(toIsoDuration(at + A_CRON - workerNow()));
}

async function runOut(): Promise<void> {
  let answer = accept(await ask());
  const { now: from } = answer;
  const ran: Run[] = [];
  let turns = 0;
  while (answer.waiting.length > 0 && turns < MOST_TURNS) {
    const next = Math.min(...answer.waiting.map(({ at }) => Date.parse(at)));
    answer = accept(await ask(toIsoDuration(next + A_CRON - Date.parse(answer.now))));
    ran.push(...answer.ran);
    turns += 1;
  }
  if (turns === 0) return say("Nothing is waiting.");
  tell({ ...answer, from, ran });
  if (answer.waiting.length > 0)
    say(`Stopped after ${MOST_TURNS} turns: something is always planned anew.`, true);
}

async function ask(advance?: string): Promise<ClockAnswer> {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ advance }),
  };
  const response = await fetch("/api/clock", advance ? init : {});
  const answer = (await response.json()) as ClockAnswer & { error?: string };
  if (!response.ok) throw new Error(answer.error ?? `The clock answered ${response.status}.`);
  return answer;
}

function accept(answer: ClockAnswer): ClockAnswer {
  offset = Date.parse(answer.now) - performance.now();
  tick();
  byId("waiting").replaceChildren(...drawWaiting(answer.waiting, Date.parse(answer.now), format));
  return answer;
}

function tell(answer: ClockAnswer): void {
  accept(answer);
  byId("log-title").hidden = false;
  byId("log").prepend(drawTurn(answer, format, inbox));
  const turned = durationWords(Date.parse(answer.now) - Date.parse(answer.from));
  say(`Turned ${turned}: ${answer.ran.length === 0 ? "nothing was due" : `${answer.ran.length} runs`}.`);
}

/** One turn at a time; the control that asked for it has the focus again afterwards. */
async function act(control: HTMLElement | null, deed: () => Promise<void>): Promise<void> {
  if (panel.ariaBusy === "true") return;
  fieldset.disabled = true;
  panel.ariaBusy = "true";
  try {
    if (control) say("Turning…");
    await deed();
  } catch (error) {
    const unreachable = error instanceof TypeError || error instanceof SyntaxError;
    say(unreachable ? "The dev server did not answer. Is it still running?" : (error as Error).message, true);
  } finally {
    fieldset.disabled = false;
    panel.ariaBusy = "false";
    if (control?.isConnected) control.focus();
  }
}

function tick(): void {
  const now = workerNow();
  const time = byId("time") as HTMLTimeElement;
  time.textContent = format.time(now);
  time.dateTime = new Date(now).toISOString();
  byId("date").textContent = format.date(now);
  const ahead = now - Date.now();
  const side = ahead > 0 ? "ahead of" : "behind";
  byId("ahead").textContent = Math.abs(ahead) < 30_000 ? "" : `${durationWords(ahead)} ${side} your watch`;
}

function say(words: string, isError = false): void {
  status.textContent = words;
  status.classList.toggle("error", isError);
}

function byId(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement;
}
