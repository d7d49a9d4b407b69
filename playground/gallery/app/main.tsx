import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { labelOf } from "../settings-form/read-field.ts";
import { OneWidget, overviewOf } from "./one-widget.tsx";
import { Overview } from "./overview.tsx";
import { readRoom } from "./room.ts";
import { readView, usualOverview, type View, writeView } from "./view.ts";

const room = readRoom();

/** All that the gallery shows stands in its address: it can be shared, and a change of the code just loads it again. */
function Gallery() {
  const [view, setView] = useState(() => readView(location.search));
  useEffect(() => {
    const back = () => setView(readView(location.search));
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  useEffect(() => {
    document.title = `${view.kind === "one" ? labelOf(view.widget) : "Widgets"} · Cartwright playground`;
  }, [view]);
  const go = (next: View, replace = false) => {
    history[replace ? "replaceState" : "pushState"](null, "", `/widgets${writeView(next)}`);
    setView(next);
    if (!replace) scrollTo(0, 0);
  };
  const link = (to: View, words: string) => (
    <a
      href={`/widgets${writeView(to)}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(to);
      }}
    >
      {words}
    </a>
  );

  if (view.kind === "overview")
    return (
      <>
        <header class="title">
          <h1>Widgets</h1>
          <p class="lead">
            Every widget in every state, on real pages. Open one to change its settings and see at once what
            they do.
          </p>
        </header>
        <Overview room={room} view={view} go={go} />
      </>
    );
  return (
    <>
      <header class="title">
        <nav aria-label="Way back">
          {link(usualOverview, "All widgets")} <span aria-hidden="true">/</span>{" "}
          {link(overviewOf(view.widget), "all states")}
        </nav>
        <h1>{labelOf(view.widget)}</h1>
      </header>
      <OneWidget key={view.widget} room={room} view={view} go={go} />
    </>
  );
}

const main = document.querySelector("main");
if (main) render(<Gallery />, main);
