import { useState } from "preact/hooks";
import type { Room } from "./room.ts";
import { setCommand } from "./shell-command.ts";

interface TakeAlongProps {
  room: Room;
  widget: string;
  settings: object;
  isSound: boolean;
}

/** What one came for: the link to this view, and the settings for a store. */
export function TakeAlong({ room, widget, settings, isSound }: TakeAlongProps) {
  const json = JSON.stringify(settings, null, 2);
  return (
    <section class="along" aria-labelledby="along">
      <h2 id="along">Take it along</h2>
      <Copied label="Link to this view" text={() => location.href} />
      {isSound ? (
        <>
          <Copied
            label="Command"
            help={`For the store of this playground. In place of ${room.store} may stand any store’s hostname; --remote reaches those that are deployed.`}
            text={() => setCommand(room.store, widget, settings)}
            shown={setCommand(room.store, widget, settings)}
          />
          <Copied
            label="JSON"
            help={`What stands at widgets.${widget}. What is not in it is as usual.`}
            text={() => json}
            shown={json}
          />
        </>
      ) : (
        <p class="help">Settings with something wrong in them cannot be taken along.</p>
      )}
    </section>
  );
}

function Copied({
  label,
  help,
  text,
  shown,
}: {
  label: string;
  help?: string;
  text: () => string;
  shown?: string;
}) {
  const [said, setSaid] = useState("");
  const copy = async () => {
    const done = await navigator.clipboard.writeText(text()).then(
      () => true,
      () => false,
    );
    setSaid(done ? "Copied" : "The browser did not allow it");
    setTimeout(() => setSaid(""), 2000);
  };
  return (
    <div class="copied">
      <header>
        <h3>{label}</h3>
        <span class="quiet" role="status">
          {said}
        </span>
        <button type="button" onClick={copy}>
          Copy<span class="unseen"> the {label.toLowerCase()}</span>
        </button>
      </header>
      {shown !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
        <pre tabIndex={0}>{shown}</pre>
      )}
      {help && <p class="help">{help}</p>}
    </div>
  );
}
