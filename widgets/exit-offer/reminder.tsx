import { Component } from "preact";
import type { Language } from "../../worker/domain/language.ts";
import type { ContactResponse } from "../../worker/wire/storefront-api.ts";
import { plausibleAddress, postContact } from "../runtime/contact.ts";
import { offerConsentWords, offerWords } from "./words.ts";

interface Props {
  language: Language;
  page: string;
}

interface State {
  stage: "asking" | "sending" | "invalid" | "failed" | "saved";
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
  };

  keep = (element: HTMLElement | null) => {
    this.target = element;
  };

  override render({ language }: Props, { stage }: State) {
    const words = offerWords[language];
    if (stage === "saved")
      return (
        <p ref={this.keep} class="saved" role="status" tabIndex={-1}>
          {words.saved}
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
          {offerConsentWords[language]}
        </p>
      </form>
    );
  }
}

async function send(email: string, { language, page }: Props): Promise<State["stage"]> {
  try {
    const response = await postContact({ email, decision: "granted", surface: "exit-offer", language, page });
    const { status }: ContactResponse = await response.json();
    return status === "saved" || status === "invalid" ? status : "failed";
  } catch {
    return "failed";
  }
}
