import { Component } from "preact";
import type { Language } from "../../worker/domain/language.ts";
import type { IncentiveResponse, OfferedCart } from "../../worker/wire/storefront-api.ts";
import { CheckoutLink } from "../overlays/checkout-link.tsx";
import { closeDialog, Dialog } from "../overlays/dialog.tsx";
import { postJson } from "../runtime/post-json.ts";
import { CartLines } from "./cart-lines.tsx";
import { Gift } from "./gift.tsx";
import { Reminder } from "./reminder.tsx";

export interface ExitOfferProps {
  view: OfferedCart;
  /** Where "continue" leads. */
  checkout: string;
  language: Language;
  /** Called once, however the dialog was left. */
  onClose: () => void;
  /** Called when the shopper goes on to the checkout, takes what is given, or leaves an address. */
  onUsed: () => void;
}

interface State {
  /** What came of taking what is given; `failed`: nobody knows, and it can be tried again. */
  taken?: IncentiveResponse | "taking" | "failed";
}

/** Without hooks, which would cost every shopper who sees it a tenth more. */
export class ExitOffer extends Component<ExitOfferProps, State> {
  take = async () => {
    const { language, onUsed } = this.props;
    if (this.state.taken === "taking") return;
    this.setState({ taken: "taking" });
    try {
      const response = await postJson(INCENTIVE_PATH, { surface: "exit-offer", language });
      const taken: IncentiveResponse = await response.json();
      if (taken.status !== "none") onUsed();
      this.setState({ taken: taken.status ? taken : "failed" });
    } catch {
      this.setState({ taken: "failed" });
    }
  };

  override render({ view, checkout, language, onClose, onUsed }: ExitOfferProps, { taken }: State) {
    const { words, gift, mail } = view;
    const given = typeof taken === "object" ? taken : null;
    const total = (given as { total?: string | null } | null)?.total ?? view.total;
    return (
      <Dialog title={words.title} close={words.close} onClose={onClose}>
        <CartLines view={{ ...view, total }} />
        {gift && (
          <Gift words={gift} given={given} onTake={this.take} failed={taken === "failed" && words.failed} />
        )}
        <div class="actions">
          <CheckoutLink text={words.checkout} checkout={checkout} isMain={!gift || !!given} onUsed={onUsed} />
          <button type="button" class="button" onClick={closeDialog}>
            {words.notNow}
          </button>
        </div>
        {mail && <Reminder words={words} mail={mail} language={language} onSent={onUsed} />}
      </Dialog>
    );
  }
}
