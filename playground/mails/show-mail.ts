/** Shows the mail that the form asks for, again with each change. */
const form = document.querySelector<HTMLFormElement>("#choices") as HTMLFormElement;
const part = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind;

let newest = 0;
let timer = 0;

async function show(): Promise<void> {
  const turn = ++newest;
  const answer = await ask("/render");
  if (turn !== newest) return;
  const mail = await answer.json();
  part("problems").replaceChildren(...(mail.problems ?? []).map(item));
  if (!answer.ok) return;
  part("subject").textContent = mail.content.subject;
  part("preheader").textContent = mail.preheader;
  part("size").textContent = `${(mail.bytes / 1024).toFixed(1)} KB of HTML; Gmail cuts off at 102 KB.`;
  part("text").textContent = mail.content.text;
  for (const id of ["phone", "desktop"]) part<HTMLIFrameElement>(id).srcdoc = mail.shown;
}

async function send(): Promise<void> {
  const answer = await ask("/send");
  part("sent").textContent = answer.ok
    ? "It is in the inbox."
    : "It was not sent: see what is wrong with the settings.";
}

function ask(path: string): Promise<Response> {
  const body = JSON.stringify(Object.fromEntries(new FormData(form)));
  return fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body });
}

function item(text: string): HTMLLIElement {
  const element = document.createElement("li");
  element.textContent = text;
  return element;
}

form.addEventListener("input", () => {
  part("sent").textContent = "";
  clearTimeout(timer);
  timer = window.setTimeout(show, 150);
});
form.addEventListener("submit", (event) => event.preventDefault());
part("send").addEventListener("click", send);
void show();
