import type { BuildFailure, BuildWarning } from "../../../api/build.ts";
import { isCanceled, type Trace, warningLine } from "./trace.ts";

/** Lines of a failed step's output that are shown again at the end. */
const LOG_LINES = 10;

/** Below the steps: each failed step's name with the end of its output. */
export function errorLogs(trace: Trace): string {
  let out = "";
  for (const step of trace.steps.values()) {
    const left = step.completed === undefined && step.name === trace.failure?.vertex?.name;
    if (!left && (step.error === undefined || isCanceled(step))) continue;
    const lines = step.lines.slice(-LOG_LINES).map((line) => `${line}\n`);
    out += `------\n > ${step.name}:\n${lines.join("")}------\n`;
  }
  return out;
}

/** What is said of warnings after a build that went well; `expanded` under `docker --debug`. */
export function warningSummary(warnings: readonly BuildWarning[], expanded: boolean): string {
  if (warnings.length === 0) return "";
  const count = `${warnings.length} warning${warnings.length === 1 ? "" : "s"} found`;
  let out = `\n \x1b[33m${count}${expanded ? "" : " (use docker --debug to expand)"}:\n\x1b[0m`;
  for (const w of warnings) {
    out += ` - ${warningLine(w)}\n`;
    if (expanded) out += `${w.description}\nMore info: ${w.url}\n${excerpt(w.file, w.source, w.start, w.end)}\n`;
  }
  return expanded ? `${out}\n` : out;
}

/** What `docker build --check` prints; `file` names the Dockerfile from where the user stands. */
export function checkReport(warnings: readonly BuildWarning[], file: (name: string) => string): string {
  if (warnings.length === 0) return "Check complete, no warnings found.\n";
  const found = warnings.length === 1 ? "1 warning has been found!" : `${warnings.length} warnings have been found!`;
  const parts = warnings
    .toSorted((a, b) => a.start - b.start)
    .map((w) => `\nWARNING: ${w.rule} - ${w.url}\n${w.message}\n${excerpt(file(w.file), w.source, w.start, w.end)}`);
  return `Check complete, ${found}\n${parts.join("")}`;
}

/** Where in the Dockerfile a build failed; nothing when the failure is of no line. */
export function failureExcerpt(failure: BuildFailure): string {
  return failure.locations.map((at) => excerpt(at.file, at.source, at.start, at.end)).join("");
}

/** Lines around those meant, which are marked with `>>>`: up to four beside a single one, two beside several. */
export function excerpt(file: string, source: string, first: number, last: number): string {
  const lines = source.split("\n");
  if (first < 1 || first > lines.length) return "";
  const end0 = Math.min(last, lines.length);
  let [start, end] = [first, end0];
  const pad = end === start ? 4 : 2;
  for (let p = 0; p < pad; p++) {
    if (start > 1) {
      start--;
      p++;
    }
    if (end !== lines.length) {
      end++;
      p++;
    }
  }
  let out = `${file}:${first}\n--------------------\n`;
  for (let i = start; i <= end; i++) {
    const mark = i >= first && i <= end0 ? ">>>" : "   ";
    out += ` ${String(i).padStart(3)} | ${mark} ${lines[i - 1] ?? ""}\n`;
  }
  return `${out}--------------------\n`;
}
