import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Others' widgets as their packages ship them, with what their servers would say said here: nothing of theirs is asked of the
 * network. Each shows a question over the page as soon as it can, except where that is left out with its reason.
 */
export interface Peer {
  title: string;
  /** What goes before the page's `</head>`, as its maker's instructions have it. */
  tags: string;
  /** A selector of what it shows; `null`: its server decides that, and it is only loaded. */
  shows: string | null;
}

const question = "What kept you from ordering today?";

export const peers: Record<string, Peer> = {
  posthog: {
    title: "PostHog surveys (posthog-js 1.449.2)",
    tags: `<script src="/peer/array.js"></script><script>posthog.init("phc_bench", { api_host: location.origin + "/peer/ph",
      persistence: "memory", autocapture: false, capture_pageview: false, disable_session_recording: true });</script>`,
    shows: "[class^=PostHogSurvey]",
  },
  formbricks: {
    title: "Formbricks (@formbricks/surveys 1.99.0)",
    tags: `<script defer src="/peer/formbricks.js"></script><script>addEventListener("DOMContentLoaded", () => {
      window["formbricks-surveys"].renderSurveyModal(${JSON.stringify(formbricksOptions())}); });</script>`,
    shows: "#fbjs textarea, #fbjs input",
  },
  clevertap: {
    title: "CleverTap (clevertap-web-sdk 2.5.2), loaded only",
    tags: `<script>var clevertap={event:[],profile:[],account:[{id:"TEST-BENCH"}],onUserLogin:[],notifications:[],privacy:[]};</script>
      <script async src="/peer/clevertap.js"></script>`,
    shows: null,
  },
};

export function withPeer(name: string, html: string): string {
  const tags = peers[name]?.tags;
  return tags === undefined ? html : html.replace("</head>", () => `${tags}</head>`);
}

const files: Record<string, string> = {
  "/peer/array.js": "posthog-js/dist/array.js",
  "/peer/ph/static/surveys.js": "posthog-js/dist/surveys.js",
  "/peer/formbricks.js": "@formbricks/surveys/dist/index.umd.js",
  "/peer/clevertap.js": "clevertap-web-sdk/clevertap.min.js",
};

/** A file of a peer, or what its server says; `null` for the shop's own paths. */
export function peerAnswer(folder: string, address: string): { type: string; body: Buffer } | null {
  const [path = ""] = address.split("?", 1);
  if (!path.startsWith("/peer/")) return null;
  const file = files[path.replace(/\/static\/[\d.]+\//, "/static/")];
  if (file) return { type: "text/javascript", body: readFileSync(join(folder, "node_modules", file)) };
  const said = path.includes("/surveys")
    ? { surveys: [posthogSurvey] }
    : {
        surveys: true,
        supportedCompression: [],
        featureFlags: {},
        flags: {},
        sessionRecording: false,
        heatmaps: false,
      };
  if (path.endsWith("config.js")) return { type: "text/javascript", body: Buffer.from("") };
  return { type: "application/json", body: Buffer.from(JSON.stringify(said)) };
}

const posthogSurvey = {
  id: "bench",
  name: "bench",
  type: "popover",
  start_date: "2026-01-01T00:00:00Z",
  end_date: null,
  conditions: null,
  questions: [{ id: "q", type: "open", question }],
  appearance: { surveyPopupDelaySeconds: 0 },
};

function formbricksOptions() {
  return {
    survey: {
      id: "bench",
      name: "bench",
      type: "app",
      status: "inProgress",
      welcomeCard: { enabled: false },
      questions: [
        {
          id: "q",
          type: "openText",
          headline: question,
          required: false,
          inputType: "text",
          placeholder: "",
          buttonLabel: "Send",
        },
      ],
      thankYouCard: { enabled: false },
      endings: [],
      hiddenFields: { enabled: false, fieldIds: [] },
      variables: [],
      languages: [],
      styling: {},
      triggers: [],
    },
    languageCode: "default",
    brandColor: "#00c4b8",
    placement: "bottomRight",
    clickOutside: true,
    darkOverlay: false,
    styling: {},
    isBrandingEnabled: false,
  };
}
