import { Component } from "preact";
import type { Language } from "../../worker/domain/language.ts";
import type { ContactResponse, OfferTexts, SendCartResponse } from "../../worker/wire/storefront-api.ts";
import { plausibleAddress, postContact } from "../runtime/contact.ts";
import { postJson } from "../runtime/post-json.ts";

interface Props {
  words: OfferTexts;
  /** What the address is for. */
  mail: "reminder" | "cart";
  /** Called once an address is taken. */
  onSent: () => void;
  language: Language;
}

interface State {
  /** Absent: nothing has been pressed yet. */
  stage?: "sending" | "invalid" | "failed" | "saved" | "unconfirmed" | "asked";
}

type Outcome = NonNullable<State["stage"]>;

/** What the worker says of an address that it took. */
const isTaken = (stage: unknown) => /saved|unconfirmed|asked/.test(stage as string);

/**
 * Asks where to send a reminder, or the cart. Pressing the button is the consent, and what it means stands beside it; nothing
 * is sent before. Every outcome is said aloud: errors as an alert, success by taking the focus.
 */
export class Reminder extends Component<Props, State> {
  /** What takes the focus when the stage changes: the field to correct, or the thanks. */
  target: HTMLElement | null = null;

  submit = async (event: Event) => {
    event.preventDefault();
    if (this.state.stage === "sending") return;
    const email = (this.target as HTMLInputElement).value.trim();
    this.setState({ stage: "sending" });
    const stage = plausibleAddress.test(email) ? await send(email, this.props) : "invalid";
    this.setState({ stage }, () => this.target?.focus());
    if (isTaken(stage)) this.props.onSent();
  };

  keep = (element: HTMLElement | null) => {
    this.target = element;
  };

  override render({ words }: Props, { stage }: State) {
    // Of what is under way there is nothing to say.
    const said = words[stage as keyof OfferTexts];
    if (isTaken(stage))
      return (
        <p ref={this.keep} class="saved" role="status" tabIndex={-1}>
          {said}
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
          <button type="submit" class="button">
            {words.remind}
          </button>
        </div>
        <p id="wrong" role="alert">
          {said}
        </p>
        <p id="terms" class="muted">
          {words.terms}
        </p>
      </form>
    );
  }
}

async function send(email: string, { mail, language }: Props): Promise<Outcome> {
  const page = location.pathname;
  try {
    const response = await (mail === "cart"
      ? postJson(SEND_CART_PATH, { email, language, page })
      : postContact({ email, decision: "granted", asked: "opt-in", surface: "exit-offer", language, page }));
    const { status }: ContactResponse | SendCartResponse = await response.json();
    return isTaken(status) || status === "invalid" ? (status as Outcome) : "failed";
  } catch {
    return "failed";
  }
}
