import type { Language } from "../../worker/domain/language.ts";
import type { LoaderConfig, OfferedCart } from "../../worker/wire/storefront-api.ts";
import { CartLines } from "./cart-lines.tsx";
import { Reminder } from "./reminder.tsx";

export interface ExitOfferProps {
  view: OfferedCart;
  offer: NonNullable<LoaderConfig["offer"]>;
  language: Language;
  /** Path of the page it opens on. */
  page: string;
  /** Called once, however the dialog was left. */
  onClose: () => void;
  /** Called when the shopper goes on to the checkout, or leaves an address. */
  onUsed: () => void;
}

/**
 * A native modal dialog: the browser keeps the focus inside, closes it on Escape and gives the focus back. Opens when
 * it is first drawn, with the focus on its title, so a stray key press decides nothing.
 *
 * Draws once and holds no state; what changes, `Reminder` changes for itself. Without hooks, which would cost every
 * shopper who sees it a tenth more.
 */
export function ExitOffer({ view, offer, language, page, onClose, onUsed }: ExitOfferProps) {
  const { words } = view;
  let dialog: HTMLDialogElement;
  let pressed: EventTarget | null = null;
  const close = () => dialog.close();
  const open = (element: HTMLDialogElement | null) => {
    if (!element) return;
    dialog = element;
    dialog.showModal();
    dialog.querySelector("h2")?.focus();
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Escape, which a modal dialog answers by itself.
    <dialog
      ref={open}
      aria-labelledby="title"
      onClose={onClose}
      onPointerDown={({ target }) => {
        pressed = target;
      }}
      onClick={({ target }) => {
        // The backdrop is the dialog itself; a press that began inside (selecting text) does not close it.
        if (target === dialog && pressed === target) close();
      }}
    >
      <div>
        <header>
          <h2 id="title" tabIndex={-1}>
            {words.title}
          </h2>
          <button type="button" class="close" aria-label={words.close} onClick={close}>
            <svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true">
              <path d="M3 3l10 10M13 3L3 13" />
            </svg>
          </button>
        </header>
        <CartLines view={view} />
        <div class="actions">
          <a
            class="main"
            href={offer.checkout}
            onClick={(event) => {
              onUsed();
              // Already there: going again would lose what has been typed.
              if (event.currentTarget.pathname !== location.pathname) return;
              event.preventDefault();
              close();
            }}
          >
            {words.checkout}
          </a>
          <button type="button" onClick={close}>
            {words.notNow}
          </button>
        </div>
        <Reminder words={words} language={language} page={page} onSent={onUsed} />
      </div>
    </dialog>
  );
}
