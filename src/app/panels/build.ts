import { html, nothing, type TemplateResult } from "lit";
import type { MachineNotice } from "../../machine/types.ts";
import type { Words } from "../all-words.ts";

type Step = Extract<MachineNotice, { kind: "build-step" }>;

/** The last build's steps, in order of appearance. */
export interface BuildPicture {
  readonly tags: readonly string[];
  readonly steps: readonly Step[];
}

/** The picture after one more notice; the same when the notice is about something else. */
export function withNotice(picture: BuildPicture | undefined, notice: MachineNotice): BuildPicture | undefined {
  if (notice.kind === "build-started") return { tags: notice.tags, steps: [] };
  if (notice.kind !== "build-step" || !picture) return picture;
  const before = picture.steps.find((s) => s.index === notice.index);
  const step = before?.reason === undefined ? notice : { ...notice, reason: before.reason };
  const steps = before ? picture.steps.map((s) => (s === before ? step : s)) : [...picture.steps, step];
  return { ...picture, steps };
}

/** The stages one below the other, each step with what became of it and why it was not in the cache. */
export function buildPicture({ steps, tags }: BuildPicture, w: Words): TemplateResult | typeof nothing {
  const shown = steps.filter((s) => /^\[(?!internal)/.test(s.name) || s.state === "error");
  if (shown.length === 0) return nothing;
  const byStage = Map.groupBy(shown, stageOf);
  return html`<section class="build">
    <h2>${w.build}${tags.length ? ` · ${tags.map((t) => t.replace(/^docker\.io\/(library\/)?/, "")).join(", ")}` : ""}</h2>
    <div class="stages">${[...byStage].map(([stage, list]) => stageBox(stage, list, shown, w))}</div>
  </section>`;
}

/** A stage with its steps, and the stages that it stands on or copies from. */
function stageBox(stage: string, list: readonly Step[], shown: readonly Step[], w: Words): TemplateResult {
  const needs = new Set(list.flatMap((s) => s.inputs).flatMap((i) => shown.filter((s) => s.index === i).map(stageOf)));
  needs.delete(stage);
  const from = [...needs].filter((n) => n !== "");
  return html`<div class="stage">
    ${stage ? html`<h3>${stage}${from.length ? html` <small>← ${from.join(", ")}</small>` : nothing}</h3>` : nothing}
    <ol>${list.map((s) => stepLine(s, w))}</ol>
  </div>`;
}

function stepLine(s: Step, w: Words): TemplateResult {
  const name = shortName(s.name);
  const done = name.startsWith("FROM ") ? w.base : w.ran;
  const word = { started: w.running, cached: w.cached, done, error: w.failedStep, canceled: w.canceled }[s.state];
  const mark = { started: "…", cached: "=", done: "+", error: "×", canceled: "×" }[s.state];
  return html`<li data-state=${s.state}>
    <span class="mark">${mark}</span><code>${name}</code><span class="meta">${word}</span>
    ${s.reason === undefined && s.note === undefined ? nothing : html`<small>${s.note ?? s.reason}</small>`}
  </li>`;
}

/** The instruction alone, images by the names that people type. */
function shortName(name: string): string {
  return name.replace(/^\[[^\]]*\] /, "").replace(/^FROM docker\.io\/(?:library\/)?([^@]*).*/, "FROM $1");
}

/** `[builder 2/4] RUN make` belongs to the stage `builder`; the steps of a single stage to "". */
function stageOf(s: Step): string {
  return /^\[(\S+) +\d+\/\d+\]/.exec(s.name)?.[1] ?? "";
}
