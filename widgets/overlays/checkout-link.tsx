import { closeDialog } from "./dialog.tsx";

interface Props {
  text: string;
  /** Address of the checkout. */
  checkout: string;
  isMain: boolean;
  onUsed: () => void;
}

/** The way on. */
export const CheckoutLink = ({ text, checkout, isMain, onUsed }: Props) => (
  <a
    class={isMain ? "button main" : "button"}
    href={checkout}
    onClick={(event) => {
      onUsed();
      // Already there: going again would lose what has been typed.
      if (event.currentTarget.pathname !== location.pathname) return;
      event.preventDefault();
      closeDialog(event);
    }}
  >
    {text}
  </a>
);
