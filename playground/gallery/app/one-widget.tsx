import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { allStates } from "../../../widgets/all-states.ts";
import type { WidgetState } from "../../../widgets/states.ts";
import { languages } from "../../../worker/domain/language.ts";
import {
  directions,
  frameAddress,
  frameThemes,
  type GalleryWidget,
  galleryWidgets,
  shops,
  slugOf,
} from "../frame-choices.ts";
import { labelOf } from "../settings-form/read-field.ts";
import { SettingsForm } from "../settings-form/settings-form.tsx";
import { One, Pick } from "./choices.tsx";
import { Frame, type FrameMessage } from "./frame.tsx";
import { keepFocus } from "./keep-focus.ts";
import type { Room } from "./room.ts";
import { fieldsOf } from "./schema-of.ts";
import { TakeAlong } from "./take-along.tsx";
import { readSettings, settingsFor } from "./try-settings.ts";
import { heights, type OneWidget as OneWidgetView, usualOverview, type View, widths } from "./view.ts";
import { directionNames, languageNames, reasonFor, themeNames } from "./words.ts";

interface OneWidgetProps {
  room: Room;
  view: OneWidgetView;
  go: (view: View, replace?: boolean) => void;
}

/** One frame to work with: where it is shown above it, its settings beside it, and below those what to take along. */
export function OneWidget({ room, view, go }: OneWidgetProps) {
  const change = (part: Partial<OneWidgetView>) => go({ ...view, ...part }, true);
  return (
    <div class="one">
      <div class="stage">
        <Where room={room} view={view} change={change} go={go} />
        <Stage key={`${view.widget} ${view.shop}`} room={room} view={view} />
      </div>
      <Settings key={`${view.widget} ${view.state}`} room={room} view={view} change={change} />
    </div>
  );
}

type ChangeProps = Omit<OneWidgetProps, "go"> & { change: (part: Partial<OneWidgetView>) => void };

function Where({ room, view, change, go }: ChangeProps & OneWidgetProps) {
  const states = allStates[view.widget] as WidgetState[];
  const shopNames = {
    demo: "The demo shop",
    captured: room.captured ? "Pages captured from real shops" : "Captured pages: none on this computer",
    own: room.own ?? "Your own: npm run dev -- --origin https://…",
  };
  return (
    <form class="where" aria-label="What is shown, and where" onSubmit={(event) => event.preventDefault()}>
      <div class="picks">
        <Pick
          label="Widget"
          values={galleryWidgets}
          words={labelOf}
          chosen={view.widget}
          onChange={(widget) => go({ ...view, widget, state: firstState(widget), settings: "" })}
        />
        <Pick
          label="State"
          values={states.map(({ name }) => slugOf(name))}
          words={(slug) => states.find(({ name }) => slugOf(name) === slug)?.name ?? slug}
          chosen={view.state || firstState(view.widget)}
          onChange={(state) => change({ state, settings: "" })}
        />
        <Pick
          label="Language"
          values={languages}
          words={(language) => languageNames[language]}
          chosen={view.language}
          onChange={(language) => change({ language })}
        />
        <Pick
          label="Shop"
          values={shops.filter((shop) => shop === "demo" || room[shop] !== null || view.shop === shop)}
          words={(shop) => shopNames[shop]}
          chosen={view.shop}
          onChange={(shop) => change({ shop, page: "" })}
        />
        {view.shop === "captured" && room.captured && (
          <Pick
            label="Page"
            values={["", ...room.captured]}
            words={(name) => name || "One that fits the state"}
            chosen={view.page}
            onChange={(page) => change({ page })}
          />
        )}
        {view.shop === "own" && <OwnPage page={view.page} onChange={(page) => change({ page })} />}
      </div>
      <div class="picks">
        <One
          legend="Width in px"
          values={widths}
          words={String}
          chosen={view.width}
          onChange={(width) => change({ width })}
        />
        <One
          legend="Theme"
          values={frameThemes}
          words={(theme) => themeNames[theme]}
          chosen={view.theme}
          onChange={(theme) => change({ theme })}
        />
        <One
          legend="Direction"
          values={directions}
          words={(direction) => directionNames[direction]}
          chosen={view.direction}
          onChange={(direction) => change({ direction })}
        />
      </div>
    </form>
  );
}

function OwnPage({ page, onChange }: { page: string; onChange: (page: string) => void }) {
  return (
    <label class="pick">
      <span>Page</span>
      <input
        type="text"
        value={page}
        placeholder="/products/…"
        spellcheck={false}
        onChange={({ currentTarget: { value } }) =>
          onChange(value === "" || value.startsWith("/") ? value : `/${value}`)
        }
      />
    </label>
  );
}

function Stage({ room, view }: Omit<OneWidgetProps, "go">) {
  const { kind: _, width, ...choices } = view;
  const [message, setMessage] = useState<FrameMessage | null>(null);
  const room_ = useRef<HTMLDivElement>(null);
  const [free, setFree] = useState<number>(width);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setFree(entry.contentRect.width));
    if (room_.current) observer.observe(room_.current);
    return () => observer.disconnect();
  }, []);
  const scale = Math.min(1, free / width);
  const address = frameAddress(room.frames, choices);
  return (
    <>
      <div class="canvas" ref={room_}>
        <Frame
          src={address}
          title={`${labelOf(view.widget)} on a page ${width} pixels wide`}
          width={width}
          height={heights[width]}
          scale={scale}
          onMessage={setMessage}
        />
      </div>
      <p class="below" role="status">
        <span>
          {width} × {heights[width]} px{scale < 1 && `, at ${Math.round(scale * 100)} %`}
        </span>
        <a class="in-a-tab" href={address} target="_blank" rel="noreferrer">
          Open in a tab
        </a>
      </p>
      {message && message.shows !== "shown" && (
        <p class="notice" role="status">
          <strong>It is not on this page.</strong> {reasonFor(message.shows)}
        </p>
      )}
      {message?.frame === "failed" && message.shows === "shown" && (
        <p class="notice" role="status">
          <strong>The state was not reached:</strong> {message.why}.
        </p>
      )}
    </>
  );
}

function Settings({ room, view, change }: ChangeProps) {
  const { widget } = view;
  const fields = useMemo(() => fieldsOf(widget), [widget]);
  const [value, setValue] = useState(() => readSettings(view));
  const tried = settingsFor(widget, value);
  const timer = useRef(0);
  const form = useRef<HTMLElement>(null);
  useEffect(() => keepFocus(() => form.current), []);
  const edit = (next: unknown) => {
    setValue(next as object);
    const { settings, problems } = settingsFor(widget, next as object);
    clearTimeout(timer.current);
    if (problems.size === 0)
      timer.current = window.setTimeout(() => change({ settings: JSON.stringify(settings) }), 200);
  };
  const isChanged = view.settings !== "";
  return (
    <aside class="panel" ref={form} aria-label="Settings">
      <header>
        <h2>Settings</h2>
        <button
          type="button"
          disabled={!isChanged}
          onClick={() => {
            clearTimeout(timer.current);
            setValue(readSettings({ ...view, settings: "" }));
            change({ settings: "" });
          }}
        >
          Reset
        </button>
      </header>
      {tried.problems.size > 0 && (
        <p class="notice" role="status">
          The page shows the last settings that were right.
        </p>
      )}
      <SettingsForm fields={fields} value={value} problems={tried.problems} change={edit} />
      <TakeAlong room={room} widget={widget} settings={tried.settings} isSound={tried.problems.size === 0} />
    </aside>
  );
}

function firstState(widget: GalleryWidget): string {
  return slugOf((allStates[widget] as WidgetState[])[0]?.name ?? "");
}

/** All states of one widget. */
export function overviewOf(widget: GalleryWidget): View {
  return { ...usualOverview, widgets: [widget] };
}
