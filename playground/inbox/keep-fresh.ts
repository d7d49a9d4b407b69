/** Asks every two seconds whether something came, was read or went, and redraws only the parts that tell of it. */
const EVERY = 2000;

let known: string | undefined;

async function look(): Promise<void> {
  if (document.hidden) return;
  const answer = await fetch("/api/v1/messages?limit=500");
  if (!answer.ok) return;
  const { messages } = (await answer.json()) as { messages: { ID: string; Read: boolean }[] };
  const state = messages.map(({ ID, Read }) => ID + Read).join();
  if (known !== undefined && known !== state) await redraw();
  known = state;
}

async function redraw(): Promise<void> {
  const answer = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.title = fresh.title;
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = fresh.getElementById(part.id);
    if (!next || next.innerHTML === part.innerHTML) continue;
    const focused = part.contains(document.activeElement)
      ? document.activeElement?.getAttribute("href")
      : null;
    part.replaceChildren(...next.childNodes);
    if (focused) part.querySelector<HTMLElement>(`[href="${CSS.escape(focused)}"]`)?.focus();
  }
}

async function keepLooking(): Promise<void> {
  // The dev server may be restarting; the next look will tell.
  await look().catch(() => {});
  setTimeout(keepLooking, EVERY);
}

document.addEventListener("visibilitychange", () => void look().catch(() => {}));
void keepLooking();
