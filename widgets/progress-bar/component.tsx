import { renderToString } from "preact-render-to-string";
import type { Language } from "../../worker/domain/language.ts";
import type { CheckoutStep } from "../../worker/domain/page-kind.ts";
import { accentRule, renderHost, safeHref } from "../render-host.ts";
import { progressBarStyles } from "./styles.ts";
import { progressBarWords } from "./words.ts";

export interface ProgressBarProps {
  steps: { step: CheckoutStep; state: "done" | "current" | "todo"; href: string | null }[];
  language: Language;
  /** The page's own CSP nonce, where it has one. */
  nonce?: string;
  /** Colour of what is done, `#rrggbb`; anything else is ignored. Absent: the page's text colour. */
  accent?: string | null;
}

/**
 * The whole bar as HTML for the first bytes of a page: a host element with a declarative shadow root.
 *
 * - ASCII only, so a page in any legacy charset shows it right.
 * - Exactly 48 px high from the first paint, and needs no script.
 * - Nothing at all where there is no step to stand on.
 * - Takes no space where it cannot be shown as drawn: no declarative shadow DOM, or styles refused by the page's policy.
 */
export function renderProgressBar(props: ProgressBarProps): string {
  if (currentIndex(props.steps) < 0) return "";
  const styles = progressBarStyles + accentRule(props.accent);
  return renderHost("cw-progress-bar", styles, renderToString(<ProgressBar {...props} />), props.nonce);
}

/** What is inside the shadow root. `hidden` holds until our styles, which alone make it presentable, override it. */
export function ProgressBar({ steps, language }: ProgressBarProps) {
  const known = Object.hasOwn(progressBarWords, language) ? language : "en";
  const words = progressBarWords[known];
  const current = currentIndex(steps);
  const here = steps[current];
  if (!here) return null;
  return (
    <nav hidden lang={known} aria-label={words.label}>
      <p class="now" aria-current="step">
        <span>{`${words.position(current + 1, steps.length)} \u00b7`}</span>
        <b>{words.steps[here.step]}</b>
      </p>
      <div class="track" aria-hidden="true">
        {steps.map(({ step }, index) => (
          <i key={step} class={index <= current ? "past" : undefined} />
        ))}
      </div>
      <ol>
        {steps.map(({ step, state, href }, index) => (
          <li key={step} class={state} aria-current={state === "current" ? "step" : undefined}>
            <Step
              name={words.steps[step]}
              number={index + 1}
              completed={state === "done" ? words.completed : null}
              href={state === "done" ? safeHref(href) : null}
            />
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface StepProps {
  name: string;
  number: number;
  completed: string | null;
  href: string | null;
}

function Step({ name, number, completed, href }: StepProps) {
  const content = (
    <>
      <span class="mark" aria-hidden="true">
        {completed ? <Tick /> : number}
      </span>
      <span class="name">{name}</span>
      {completed && <span class="unseen">{`, ${completed}`}</span>}
    </>
  );
  return href ? <a href={href}>{content}</a> : <span>{content}</span>;
}

const Tick = () => (
  <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d="M3 8.5l3.5 3.5L13 4.5" />
  </svg>
);

/** The step the shopper stands on; with none marked, the last one done. -1: there is nothing to show. */
function currentIndex(steps: ProgressBarProps["steps"]): number {
  const current = steps.findIndex(({ state }) => state === "current");
  return current >= 0 ? current : steps.findLastIndex(({ state }) => state === "done");
}
