import type { BuildFailure, BuildProgress, BuildWarning } from "../../../api/build.ts";
import { createTextDecoder } from "../../../std/text.ts";

/** What is known of one step. Times are microseconds since the build began. */
export interface Step {
  /** The builder's own number. */
  readonly id: number;
  readonly name: string;
  readonly digest: string;
  readonly inputs: readonly number[];
  started: number | undefined;
  completed: number | undefined;
  cached: boolean;
  error: string | undefined;
  readonly statuses: Status[];
  readonly warnings: string[];
  /** Lines with the seconds since the step began in front; the last one may still grow. */
  readonly lines: string[];
  partial: boolean;
  /** All that it printed, as a terminal shows it. */
  output: string;
  readonly decode: (chunk: Uint8Array) => string;
}

export interface Status {
  readonly id: string;
  current: number;
  total: number;
  readonly started: number;
  at: number;
  done: boolean;
}

/** The whole build as far as it is known. */
export interface Trace {
  /** Whether the step that loads the Dockerfile lists the warnings about it. */
  readonly listWarnings: boolean;
  readonly steps: Map<number, Step>;
  readonly warnings: BuildWarning[];
  failure: BuildFailure | undefined;
  result: Extract<BuildProgress, { kind: "done" }> | undefined;
  /** The last news' time. */
  at: number;
}

export function createTrace(listWarnings = true): Trace {
  return { listWarnings, steps: new Map(), warnings: [], failure: undefined, result: undefined, at: 0 };
}

/** The step whose Dockerfile warnings are about. */
const DEFINITION = "[internal] load build definition from ";

/** Takes in one piece of news; gives back the step that it changed. */
export function applyNews(trace: Trace, news: BuildProgress): Step | undefined {
  if ("at" in news) trace.at = Math.max(trace.at, news.at);
  switch (news.kind) {
    case "vertex": {
      if (news.note !== undefined) return undefined;
      const step = trace.steps.get(news.index) ?? addStep(trace, news);
      step.started ??= news.at;
      if (news.state === "cached") step.cached = true;
      if (news.state !== "started") step.completed = news.at;
      if (news.state === "error") step.error = news.error ?? "";
      if (news.state === "canceled") step.error = "context canceled";
      return step;
    }
    case "log": {
      const step = trace.steps.get(news.index);
      if (step) addLog(step, step.decode(news.data), news.at);
      return step;
    }
    case "status": {
      const step = trace.steps.get(news.index);
      if (step) addStatus(step, news);
      return step;
    }
    case "warning": {
      trace.warnings.push(news.warning);
      const step = [...trace.steps.values()].find((s) => s.name.startsWith(DEFINITION));
      if (trace.listWarnings) step?.warnings.push(warningLine(news.warning));
      return step;
    }
    case "failed":
      trace.failure = news.error;
      return undefined;
    case "done":
      trace.result = news;
      return undefined;
  }
}

/** `UndefinedVar: Usage of undefined variable '$X' (line 7)`. */
export function warningLine(warning: BuildWarning): string {
  return `${warning.rule}: ${warning.message} (line ${warning.start})`;
}

function addStep(trace: Trace, news: Extract<BuildProgress, { kind: "vertex" }>): Step {
  const decoder = createTextDecoder();
  const step: Step = {
    id: news.index,
    name: news.name,
    digest: news.digest,
    inputs: news.inputs,
    started: undefined,
    completed: undefined,
    cached: false,
    error: undefined,
    statuses: [],
    warnings: [],
    lines: [],
    partial: false,
    output: "",
    decode: (chunk) => decoder.push(chunk),
  };
  trace.steps.set(step.id, step);
  return step;
}

function addLog(step: Step, text: string, at: number): void {
  if (text === "") return;
  step.output += text;
  const seconds = (at - (step.started ?? at)) / 1e6;
  const stamp = seconds.toFixed(seconds < 10 ? 3 : seconds < 100 ? 2 : 1);
  const parts = text.split("\n");
  const last = parts.pop() ?? "";
  for (const [i, part] of parts.entries()) addLine(step, part, stamp, i === 0);
  if (last !== "") addLine(step, last, stamp, parts.length === 0);
  step.partial = last !== "";
}

function addLine(step: Step, text: string, stamp: string, first: boolean): void {
  if (first && step.partial && step.lines.length > 0) step.lines.push(`${step.lines.pop() ?? ""}${text}`);
  else step.lines.push(`${stamp} ${text}`);
}

function addStatus(step: Step, news: Extract<BuildProgress, { kind: "status" }>): void {
  const known = step.statuses.find((s) => s.id === news.id);
  if (!known) {
    const { id, current, total, at, done } = news;
    step.statuses.push({ id, current, total, started: at, at, done });
    return;
  }
  known.current = news.current;
  known.total = news.total;
  known.at = news.at;
  known.done = news.done;
}

export function isCanceled(step: Step): boolean {
  return step.error?.endsWith("context canceled") ?? false;
}

const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** Bytes as BuildKit prints them: `102B`, `2.08MB`. */
function buildBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(2)}${UNITS[unit]}`;
}

/** `1.14MB / 1.14MB`, `102B`, or nothing. */
export function statusBytes(status: Status): string {
  if (status.total !== 0) return `${buildBytes(status.current)} / ${buildBytes(status.total)}`;
  return status.current !== 0 ? buildBytes(status.current) : "";
}
