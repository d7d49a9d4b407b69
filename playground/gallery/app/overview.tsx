import { allStates } from "../../../widgets/all-states.ts";
import type { WidgetState } from "../../../widgets/states.ts";
import { languages } from "../../../worker/domain/language.ts";
import {
  directions,
  frameAddress,
  frameThemes,
  type GalleryWidget,
  galleryWidgets,
  slugOf,
} from "../frame-choices.ts";
import { labelOf } from "../settings-form/read-field.ts";
import { Several } from "./choices.tsx";
import { LazyFrame } from "./frame.tsx";
import type { Room } from "./room.ts";
import { purposeOf } from "./schema-of.ts";
import {
  framesPerState,
  heights,
  type OneWidget,
  type Overview as OverviewView,
  type View,
  widths,
  writeView,
} from "./view.ts";
import { directionNames, languageNames, themeNames } from "./words.ts";

interface OverviewProps {
  room: Room;
  view: OverviewView;
  go: (view: View, replace?: boolean) => void;
}

/** Every widget in every state, side by side. */
export function Overview({ room, view, go }: OverviewProps) {
  const change = (part: Partial<OverviewView>) => go({ ...view, ...part }, true);
  const states = view.widgets.reduce((sum, widget) => sum + allStates[widget].length, 0);
  const frames = states * framesPerState(view).length;
  return (
    <div class="overview">
      <form class="filters" aria-label="What is shown">
        <Several
          legend="Widgets"
          values={galleryWidgets}
          words={labelOf}
          chosen={view.widgets}
          onChange={(widgets) => change({ widgets })}
        />
        <Several
          legend="Width in px"
          values={widths}
          words={String}
          chosen={view.widths}
          onChange={(widths) => change({ widths })}
        />
        <Several
          legend="Language"
          values={languages}
          words={(language) => languageNames[language]}
          chosen={view.languages}
          onChange={(languages) => change({ languages })}
        />
        <Several
          legend="Theme"
          values={frameThemes}
          words={(theme) => themeNames[theme]}
          chosen={view.themes}
          onChange={(themes) => change({ themes })}
        />
        <Several
          legend="Direction"
          values={directions}
          words={(direction) => directionNames[direction]}
          chosen={view.directions}
          onChange={(directions) => change({ directions })}
        />
        <p class="quiet" role="status">
          {frames} {frames === 1 ? "frame" : "frames"} of {states} {states === 1 ? "state" : "states"}
        </p>
      </form>
      <div class="widgets">
        {view.widgets.map((widget) => (
          <Widget key={widget} {...{ room, view, go, widget }} />
        ))}
      </div>
    </div>
  );
}

function Widget({ widget, ...props }: OverviewProps & { widget: GalleryWidget }) {
  return (
    <section class="widget" aria-labelledby={widget}>
      <header>
        <h2 id={widget}>{labelOf(widget)}</h2>
        <p class="quiet">{purposeOf(widget)}</p>
      </header>
      <div class="states">
        {(allStates[widget] as WidgetState[]).map((state) => (
          <State key={state.name} {...props} widget={widget} state={state} />
        ))}
      </div>
    </section>
  );
}

function State({
  room,
  view,
  go,
  widget,
  state,
}: OverviewProps & { widget: GalleryWidget; state: WidgetState }) {
  const ofState = { widget, state: slugOf(state.name) };
  return (
    <div class="state">
      <h3>
        {state.name} <span class="quiet">{labelOf(state.page)} page</span>
      </h3>
      <div class="frames">
        {framesPerState(view).map((frame) => {
          const one: OneWidget = { kind: "one", ...ofState, ...frame, shop: "demo", page: "", settings: "" };
          const { width, ...choices } = frame;
          const caption = captionOf(one, view);
          return (
            <a
              key={caption}
              class="tile"
              href={`/widgets${writeView(one)}`}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                go(one);
              }}
            >
              <LazyFrame
                still
                src={frameAddress(room.frames, { ...ofState, ...choices })}
                title=""
                width={width}
                height={heights[width]}
                scale={scales[width]}
              />
              <span class="caption">
                <span class="unseen">Open {state.name}: </span>
                {caption}
              </span>
            </a>
          );
        })}
      </div>
    </div>
  );
}

/** So that letters can be read and several stand beside each other. */
const scales = { 320: 0.75, 390: 0.7, 768: 0.5, 1280: 0.45 } as const;

/** What the other frames of the state are not. */
function captionOf({ width, language, theme, direction }: OneWidget, view: OverviewView): string {
  return [
    `${width} px`,
    view.languages.length > 1 && languageNames[language],
    view.themes.length > 1 && themeNames[theme],
    view.directions.length > 1 && directionNames[direction],
  ]
    .filter(Boolean)
    .join(" · ");
}
