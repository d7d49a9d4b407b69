import { html } from "hono/html";
import { createClockFormat } from "./clock-words.ts";

/** The clock as it stands before the page's script takes over: it ticks, turns and tells what ran. */
export function clockPanel(data: { now: number; timezone: string; inbox: string }): ReturnType<typeof html> {
  const format = createClockFormat(data.timezone);
  return html`<section class="clock" id="clock" aria-labelledby="clock-title" data-now="${data.now}" data-timezone="${data.timezone}" data-inbox="${data.inbox}">
  <h2 id="clock-title">The worker’s clock</h2>
  <p class="face"><time id="time" datetime="${new Date(data.now).toISOString()}">${format.time(data.now)}</time></p>
  <p class="day"><span id="date">${format.date(data.now)}</span> <span id="ahead"></span></p>
  <noscript><p class="caution">Turning the clock needs JavaScript.</p></noscript>
  <form id="turn">
    <fieldset>
      <legend>Turn it forward</legend>
      <div class="turns">
        <button type="button" data-advance="PT31M">+31 min</button>
        <button type="button" data-advance="PT1H">+1 hour</button>
        <button type="button" data-advance="P1D">+1 day</button>
        <button type="button" data-advance="P3D">+3 days</button>
      </div>
      <label for="duration">Or by an ISO 8601 duration</label>
      <div class="custom">
        <input id="duration" name="duration" placeholder="PT45M" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="duration-help status">
        <button>Turn</button>
      </div>
      <p class="help" id="duration-help">PT6H is six hours, P1DT12H a day and a half, P1W a week.</p>
      <button type="button" id="run-out" class="wide">Run until nothing is left</button>
    </fieldset>
  </form>
  <p id="status" role="status"></p>
  <h3>Waiting</h3>
  <ol class="waiting" id="waiting"></ol>
  <h3 id="log-title" hidden>What ran</h3>
  <ol class="log" id="log" aria-labelledby="log-title"></ol>
</section>`;
}
