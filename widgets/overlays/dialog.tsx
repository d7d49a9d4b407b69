import type { ComponentChildren } from "preact";

interface Props {
  title: string;
  /** Name of the button that closes it. */
  close: string;
  /** A card in the corner, which leaves the page in use; else over everything. */
  isCard?: boolean;
  /** Called once, however it was left. */
  onClose: () => void;
  children: ComponentChildren;
}

/**
 * What all our overlays are: a native dialog. A modal one opens with the focus on its title, so a stray key press decides
 * nothing; the browser keeps the focus inside, closes it on Escape and gives the focus back. A card takes no focus.
 */
export function Dialog({ title, close, isCard, onClose, children }: Props) {
  let pressed: EventTarget | null = null;
  const open = (dialog: HTMLDialogElement | null) => {
    // In a task of its own. Drawn again, it is open already.
    setTimeout(() => {
      if (!dialog?.isConnected || dialog.open) return;
      if (isCard) dialog.open = true;
      else {
        dialog.showModal();
        focus(dialog.querySelector("h2"));
      }
    });
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Escape, which a modal dialog answers by itself.
    <dialog
      ref={open}
      class={isCard ? "card" : ""}
      aria-labelledby="title"
      onClose={onClose}
      onPointerDown={({ target }) => {
        pressed = target;
      }}
      onClick={({ target, currentTarget }) => {
        // The backdrop is the dialog itself; a press that began inside (selecting text) does not close it.
        if (!isCard && target === currentTarget && pressed === target) currentTarget.close();
      }}
    >
      <div>
        <div class="head">
          <h2 id="title" key={title} ref={focus} tabIndex={-1}>
            {title}
          </h2>
          <button type="button" class="button close" aria-label={close} onClick={closeDialog}>
            <svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true">
              <path d="M3 3l10 10M13 3L3 13" />
            </svg>
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

/** For a ref: takes the focus as it comes into an open dialog, in place of what was pressed and is gone. */
export const focus = (element: HTMLElement | null) => element?.focus();

/** Closes the dialog in which a control was pressed. */
export const closeDialog = ({ currentTarget }: { currentTarget: Element }) =>
  currentTarget.closest("dialog")?.close();
