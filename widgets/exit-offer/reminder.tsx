import { Component } from "preact";
import type { Language } from "../../worker/domain/language.ts";
import type { ContactResponse, OfferTexts } from "../../worker/wire/storefront-api.ts";
import { plausibleAddress, postContact } from "../runtime/contact.ts";

interface Props {
  words: OfferTexts;
  /** Called once an address is taken. */
  onSent: () => void;
  language: Language;
  page: string;
}

interface State {
  stage: "asking" | "sending" | "invalid" | "failed" | "saved" | "unconfirmed";
}

/**
 * Asks where to send a reminder. Pressing the button is the consent, and what it means stands beside it; nothing is
 * sent before. Every outcome is said aloud: errors as an alert, success by taking the focus.
 */
export class Reminder extends Component<Props, State> {
  override state: State = { stage: "asking" };
  /** What takes the focus when the stage changes: the field to correct, or the thanks. */
  target: HTMLElement | null = null;

  submit = async (event: Event) => {
    event.preventDefault();
    if (this.state.stage === "sending") return;
    const email = (this.target as HTMLInputElement).value.trim();
    this.setState({ stage: "sending" });
    const stage = plausibleAddress.test(email) ? await send(email, this.props) : "invalid";
    this.setState({ stage }, () => this.target?.focus());
    if (stage === "saved" || stage === "unconfirmed") this.props.onSent();
  };

  keep = (element: HTMLElement | null) => {
    this.target = element;
  };

  override render({ words }: Props, { stage }: State) {
    if (stage === "saved" || stage === "unconfirmed")
      return (
        <p ref={this.keep} class="saved" role="status" tabIndex={-1}>
          {words[stage]}
        </p>
      );
    return (
      <form noValidate onSubmit={this.submit}>
        <label for="email">{words.email}</label>
        <div class="row">
          <input
            ref={this.keep}
            id="email"
            type="email"
            autocomplete="email"
            aria-invalid={stage === "invalid"}
            aria-describedby="wrong terms"
          />
          <button type="submit">{words.remind}</button>
        </div>
        <p id="wrong" role="alert">
          {(stage === "invalid" || stage === "failed") && words[stage]}
        </p>
        <p id="terms" class="muted">
          {words.terms}
        </p>
      </form>
    );
  }
}

async function send(email: string, { language, page }: Props): Promise<State["stage"]> {
  try {
    const response = await postContact({
      email,
      decision: "granted",
      asked: "opt-in",
      surface: "exit-offer",
      language,
      page,
    });
    const { status }: ContactResponse = await response.json();
    return status === "saved" || status === "unconfirmed" || status === "invalid" ? status : "failed";
  } catch {
    return "failed";
  }
}
