import { paths } from "../../../wire/paths.ts";
import { Page, type Shell } from "./answer-page.tsx";
import { cartWords } from "./cart-words.ts";

/** Where the short code of another device is typed, or stands already when a QR picture led here. */
export function CodePage({
  code,
  problem,
  ...shell
}: Shell & { code: string; problem: "wrong" | "too-many" | null }) {
  const words = cartWords[shell.language];
  return (
    <Page {...shell} title={words.codeTitle}>
      <p>{words.codeText}</p>
      <form method="post" action={paths.code}>
        <label for="code">{words.codeLabel}</label>
        <input
          class="code"
          id="code"
          name="code"
          value={code}
          maxLength={20}
          required
          autoComplete="off"
          autoCapitalize="characters"
          spellcheck={false}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : "problem"}
        />
        {problem !== null && (
          <p role="alert" class="alert" id="problem">
            {problem === "wrong" ? words.codeWrong : words.codeTooMany}
          </p>
        )}
        <button class="button" type="submit">
          {words.codeButton}
        </button>
      </form>
    </Page>
  );
}
