import type { GiftTexts, IncentiveResponse } from "../../worker/wire/storefront-api.ts";
import { focus } from "../overlays/dialog.tsx";

interface Props {
  words: GiftTexts;
  /** What came of taking it; `null`: it has not been taken. */
  given: IncentiveResponse | null;
  /** What to say where that failed. */
  failed: string | false;
  onTake: () => void;
}

/** What the store gives: first what it is; after the press, that it is in the cart, or the code to enter, and its end. */
export function Gift({ words, given, failed, onTake }: Props) {
  if (given?.status === "none")
    return (
      <p class="gift" ref={focus} tabIndex={-1}>
        {words.none}
      </p>
    );
  return (
    <section class="gift">
      {given ? (
        <>
          <p ref={focus} tabIndex={-1}>
            <b>{words.title}</b>
            <br />
            {given.status === "applied" ? words.applied : words.enter}
            <br />
            {given.until}
          </p>
          {given.status === "code" && (
            <div class="row">
              <code>{given.code}</code>
              <button
                type="button"
                class="button"
                onClick={async ({ currentTarget }) => {
                  try {
                    await navigator.clipboard.writeText(given.code);
                    currentTarget.textContent = words.copied;
                  } catch {
                    // Not allowed here: what is selected can be copied by hand.
                    getSelection()?.selectAllChildren(currentTarget.previousSibling as Node);
                  }
                }}
              >
                {words.copy}
              </button>
            </div>
          )}
        </>
      ) : (
        <>
          <p>
            <b>{words.title}</b>
            <br />
            {words.terms}
          </p>
          <button type="button" class="button main" onClick={onTake}>
            {words.take}
          </button>
          {failed && <p role="alert">{failed}</p>}
        </>
      )}
    </section>
  );
}
