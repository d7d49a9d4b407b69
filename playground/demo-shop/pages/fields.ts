import { html, raw } from "hono/html";
import type { Html } from "../layout.ts";

export type Problems = Record<string, string>;

export interface Field {
  name: string;
  label: string;
  type?: string;
  autocomplete: string;
  hint?: string;
  optional?: boolean;
  value?: string | undefined;
}

/** A labelled input with, when there is one, its problem beside it and tied to it. */
export function textField(field: Field, problems: Problems = {}): Html {
  const { name, label, type = "text", autocomplete, hint, optional, value = "" } = field;
  const problem = problems[name];
  const notes = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(" ");
  const attributes = [
    `id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" maxlength="120"`,
    optional ? "" : " required",
    problem ? ' aria-invalid="true"' : "",
    notes ? ` aria-describedby="${notes}"` : "",
  ].join("");
  return html`<div class="field"><label for="${name}">${label}${optional ? " (optional)" : ""}</label>
${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ""}
<input ${raw(attributes)} value="${value}">
${problem ? html`<p class="problem" id="${name}-problem">${problem}</p>` : ""}</div>`;
}

/** What is wrong with the form as a whole, read out when the page arrives. */
export function problemSummary(problems: Problems): Html | "" {
  const list = Object.values(problems);
  return list.length === 0
    ? ""
    : html`<p class="notice error" role="alert">${list.length === 1 ? list[0] : "Please look at the fields marked below."}</p>`;
}

export interface Choice {
  value: string;
  name: string;
  line: string;
  price?: string;
}

export function radioOptions(name: string, legend: string, choices: Choice[], chosen: string): Html {
  return html`<fieldset><legend>${legend}</legend><div class="options">
${choices.map(
  (choice) =>
    html`<label class="option"><input type="radio" name="${name}" value="${choice.value}" required${raw(choice.value === chosen ? " checked" : "")}><span>${choice.name}<span>${choice.line}</span></span>${choice.price ? html`<strong class="price">${choice.price}</strong>` : ""}</label>`,
)}
</div></fieldset>`;
}
