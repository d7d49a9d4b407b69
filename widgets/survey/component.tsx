import { Component } from "preact";
import type { Language } from "../../worker/domain/language.ts";
import type { SurveyChoice, SurveyRequest, SurveyView } from "../../worker/wire/storefront-api.ts";
import { CheckoutLink } from "../overlays/checkout-link.tsx";
import { Dialog, focus } from "../overlays/dialog.tsx";

export interface SurveyProps {
  view: SurveyView;
  /** Where "continue" leads. */
  checkout: string;
  language: Language;
  /** Called once, however the dialog was left. */
  onClose: () => void;
  /** Called when an answer is pressed. */
  onUsed: () => void;
}

interface State {
  chosen?: SurveyChoice;
  /** They are asked for their own words. */
  isTelling?: boolean;
}

type Pressed = { currentTarget: Element };

/** As many as `surveyRequest` takes (settings.ts, which the browser does not load). */
const longestAnswer = 300;
/** Thanks that say nothing else are gone after this. */
const thanksFor = 2000;

/**
 * One question. A press is the answer, and is sent at once. Their own words, which *something else* asks for, follow when they
 * are sent, or when the page is hidden; who closes it instead sends none. What the store can say to an answer stays
 * until it is closed; mere thanks go by themselves.
 */
export class Survey extends Component<SurveyProps, State> {
  field: HTMLTextAreaElement | null = null;

  choose = (chosen: SurveyChoice, event: Pressed) => {
    this.props.onUsed();
    this.send(chosen);
    if (chosen.reason === "other") {
      // Once the field is gone it does nothing.
      addEventListener("visibilitychange", this.leave);
      this.setState({ chosen, isTelling: true });
    } else this.thank(chosen, event);
  };

  /** Goes by beacon, which outlives the page. */
  send = ({ reason }: SurveyChoice, words?: string) => {
    const { view, language } = this.props;
    const device = matchMedia("(hover:none)").matches ? "phone" : "desktop";
    const answer: SurveyRequest = { reason, words, moment: view.moment, device, language };
    try {
      navigator.sendBeacon(SURVEY_PATH, JSON.stringify(answer));
    } catch {}
  };

  leave = () => {
    const words = this.field?.value.trim();
    if (words) this.send(this.state.chosen as SurveyChoice, words);
  };

  tell = (event: Event & Pressed) => {
    event.preventDefault();
    this.leave();
    this.thank(this.state.chosen as SurveyChoice, event);
  };

  thank(chosen: SurveyChoice, { currentTarget }: Pressed) {
    this.setState({ chosen, isTelling: false });
    const dialog = currentTarget.closest("dialog");
    if (!chosen.reply) setTimeout(() => dialog?.close(), thanksFor);
  }

  keep = (element: HTMLTextAreaElement | null) => {
    this.field = element;
    focus(element);
  };

  override render({ view, checkout, onClose, onUsed }: SurveyProps, { chosen, isTelling }: State) {
    const { words, choices } = view;
    return (
      <Dialog
        title={chosen && !isTelling ? words.thanks : words.question}
        close={words.close}
        isCard={view.moment === "return"}
        onClose={onClose}
      >
        {!chosen && (
          <div class="choices">
            {choices.map((choice) => (
              <button type="button" class="button" onClick={(event) => this.choose(choice, event)}>
                {choice.text}
              </button>
            ))}
          </div>
        )}
        {isTelling && (
          <form onSubmit={this.tell}>
            <label for="own">{words.own}</label>
            <textarea ref={this.keep} id="own" rows={3} maxLength={longestAnswer} aria-describedby="hint" />
            <p id="hint" class="muted">
              {words.hint}
            </p>
            <button type="submit" class="button main">
              {words.send}
            </button>
          </form>
        )}
        {chosen?.reply && !isTelling && (
          <div class="reply">
            {chosen.reply.text && <p>{chosen.reply.text}</p>}
            {chosen.reply.links.map(({ text, href }) => (
              <p>
                <a href={href}>{text}</a>
              </p>
            ))}
            <CheckoutLink text={words.checkout} checkout={checkout} isMain onUsed={onUsed} />
          </div>
        )}
      </Dialog>
    );
  }
}
