import { renderToString } from "preact-render-to-string";
import type { CheckoutStep } from "../../worker/domain/page-kind.ts";
import { accentRule, type InPage, renderHost, safeHref } from "../render-host.ts";
import { progressBarStyles } from "./styles.ts";
import { progressBarWords } from "./words.ts";

export interface ProgressBarProps extends InPage {
  steps: {
    step: CheckoutStep;
    state: "done" | "current" | "todo";
    href: string | null;
    /** Shares its page with others: where the shopper is in it is told by follow.ts. */
    isFollowed?: boolean;
  }[];
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
  return renderHost("cw-progress-bar", styles, renderToString(<ProgressBar {...props} />), props);
}

/** What is inside the shadow root. `hidden` holds until our styles, which alone make it presentable, override it. */
export function ProgressBar({ steps, language }: ProgressBarProps) {
  const known = Object.hasOwn(progressBarWords, language) ? language : "en";
  const words = progressBarWords[known];
  const current = currentIndex(steps);
  const position = (index: number) => `${words.position(index + 1, steps.length)} \u00b7`;
  if (current < 0) return null;
  return (
    <nav hidden lang={known} aria-label={words.label}>
      <ol>
        {steps.map(({ step, state, href, isFollowed = false }, index) => (
          <li
            key={step}
            class={index === current && state === "done" ? "done here" : state}
            aria-current={state === "current" ? "step" : undefined}
          >
            {(index === current || isFollowed) && <span class="at">{position(index)}</span>}
            <Step
              name={words.steps[step]}
              number={index + 1}
              completed={state === "done" || isFollowed ? words.completed : null}
              href={state === "done" ? safeHref(href) : null}
              isFollowed={isFollowed}
            />
          </li>
        ))}
      </ol>
      <div class="track" aria-hidden="true">
        {steps.map(({ step }, index) => (
          <i key={step} class={index <= current ? "past" : undefined} />
        ))}
      </div>
    </nav>
  );
}

interface StepProps {
  name: string;
  number: number;
  completed: string | null;
  href: string | null;
  isFollowed: boolean;
}

/** One that is followed has what it needs in every state; its styles show what belongs to the one it is in. */
function Step({ name, number, completed, href, isFollowed }: StepProps) {
  const content = (
    <>
      <span class="mark" aria-hidden="true">
        {completed && <Tick />}
        {(!completed || isFollowed) && <i>{number}</i>}
      </span>
      <span class="name">{name}</span>
      {completed && <span class="unseen">{`, ${completed}`}</span>}
    </>
  );
  return href || isFollowed ? <a {...(href && { href })}>{content}</a> : <span>{content}</span>;
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
