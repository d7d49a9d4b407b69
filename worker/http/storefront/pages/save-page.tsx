import { fillIn } from "../../../domain/fill-in.ts";
import { paths } from "../../../wire/paths.ts";
import { Page, type Shell } from "./answer-page.tsx";
import { saveWords } from "./save-words.ts";

/** What the page is at: asking, telling that a mail was asked for, or showing a code. */
export type SaveState =
  | { status: "open"; email: string; isWrong: boolean }
  | { status: "asked" }
  | { status: "code"; code: string; qr: string; page: string; minutes: number }
  | { status: "empty" };

/** How a cart is taken along: by mail, or to the phone beside. Every way works without a script. */
export function SavePage({ state, cartPath, ...shell }: Shell & { state: SaveState; cartPath: string }) {
  const words = saveWords[shell.language];
  const back = (
    <a class="button second" href={cartPath}>
      {words.back}
    </a>
  );
  if (state.status === "empty" || state.status === "asked") {
    const [title, text] =
      state.status === "empty" ? [words.emptyTitle, words.emptyText] : [words.askedTitle, words.askedText];
    return (
      <Page {...shell} title={title}>
        <p role="status">{text}</p>
        {back}
      </Page>
    );
  }
  if (state.status === "code") {
    return (
      <Page {...shell} title={words.codeTitle}>
        <p>{words.codeText}</p>
        {/* Drawn by our own code from an address of ours; the code below says the same to who cannot see it. */}
        <div class="qr" aria-hidden="true" dangerouslySetInnerHTML={{ __html: state.qr }} />
        <p>{fillIn(words.codeOr, { page: state.page })}</p>
        <p class="big-code">
          <strong>{state.code}</strong>
        </p>
        <p class="muted">{fillIn(words.codeEnds, { minutes: String(state.minutes) })}</p>
        {back}
      </Page>
    );
  }
  return (
    <Page {...shell} title={words.title}>
      <p>{words.text}</p>
      <form method="post" action={paths.save}>
        <h2>{words.mailTitle}</h2>
        <label for="email">{words.mailLabel}</label>
        <input
          class="field"
          id="email"
          name="email"
          type="email"
          autoComplete="email"
          maxLength={254}
          required
          value={state.email}
          aria-invalid={state.isWrong}
          aria-describedby={state.isWrong ? "problem" : "hint"}
        />
        {state.isWrong && (
          <p role="alert" class="alert" id="problem">
            {words.mailWrong}
          </p>
        )}
        <button class="button" type="submit">
          {words.mailButton}
        </button>
        <p class="muted" id="hint">
          {words.mailHint}
        </p>
      </form>
      <form method="post" action={paths.save}>
        <h2>{words.phoneTitle}</h2>
        <p>{words.phoneText}</p>
        <button class="button second" type="submit" name="code" value="show">
          {words.phoneButton}
        </button>
      </form>
    </Page>
  );
}
