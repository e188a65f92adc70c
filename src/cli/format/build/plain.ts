import { isCanceled, type Step, statusBytes, type Trace } from "./trace.ts";

/** What has been printed of a step. */
interface Printed {
  readonly number: number;
  lines: number;
  /** Characters of the line that is not finished yet. */
  offset: number;
  warnings: number;
  readonly statuses: Map<string, { current: number; at: number; done: boolean }>;
  finished: boolean;
}

/** After this long without a word of theirs the steps behind the current one get theirs. */
const MAX_DELAY = 10_000_000;

/**
 * Draws a build as lines: each step's under its number, one step at a time. A step that ends while another one is being
 * printed comes out at once, the current one is left with `#6 ...` and taken up again with its title. Numbers are given in
 * the order of printing. `update` gives the text that a step's news adds.
 */
export function createPlain(trace: Trace): { update(step: Step): string } {
  const printed = new Map<Step, Printed>();
  let current: Step | undefined;
  let currentSince = 0;
  let first = true;

  const print = (step: Step): string => {
    let out = "";
    let p = printed.get(step);
    if (!p) {
      p = { number: printed.size + 1, lines: 0, offset: 0, warnings: 0, statuses: new Map(), finished: false };
      printed.set(step, p);
    }
    const prefix = `#${p.number} `;
    if (step !== current) {
      const before = current && printed.get(current);
      if (current && before) {
        if (before.offset > 0) out += "\n";
        before.offset = 0;
        out += `#${before.number} ...\n`;
      }
      out += first ? "" : "\n";
      first = false;
      out += `${prefix}${step.name}\n`;
      currentSince = trace.at;
    }
    const open = step.error === undefined && step.statuses.some((s) => !s.done);
    out += statusLines(step, p, prefix);
    for (; p.warnings < step.warnings.length; p.warnings++) out += `${prefix}WARN: ${step.warnings[p.warnings]}\n`;
    out += logLines(step, p, prefix);
    current = step;
    if (step.completed !== undefined && !open) {
      if (p.offset > 0) out += "\n";
      p.offset = 0;
      out += `${prefix}${ending(step)}\n`;
      p.finished = true;
      current = undefined;
    }
    return out;
  };

  const unfinished = () =>
    [...trace.steps.values()].filter((s) => s.completed === undefined && s !== current && !printed.get(s)?.finished);

  return {
    update(step) {
      if (printed.get(step)?.finished) return "";
      if (step.completed !== undefined || step === current || current === undefined) {
        let out = print(step);
        if (current === undefined) {
          const waiting = unfinished()[0];
          if (waiting) out += print(waiting);
        }
        return out;
      }
      return trace.at - currentSince > MAX_DELAY ? print(step) : "";
    },
  };
}

function statusLines(step: Step, p: Printed, prefix: string): string {
  let out = "";
  for (const status of step.statuses) {
    const last = p.statuses.get(status.id);
    if (last?.done || (last && last.at === status.at && last.current === status.current && last.done === status.done)) {
      continue;
    }
    if (last && !status.done) {
      const progress = status.total > 0 ? (status.current - last.current) / status.total : 0;
      if (progress < 0.05 && status.at - last.at < 5_000_000) continue;
    }
    p.statuses.set(status.id, { current: status.current, at: status.at, done: status.done });
    const bytes = statusBytes(status);
    const seconds = (status.at - status.started) / 1e6;
    const time = seconds > 0.01 ? ` ${seconds.toFixed(1)}s` : "";
    out += `${prefix}${status.id}${bytes && ` ${bytes}`}${time}${status.done ? " done" : ""}\n`;
  }
  return out;
}

function logLines(step: Step, p: Printed, prefix: string): string {
  let out = "";
  for (; p.lines < step.lines.length; p.lines++) {
    const line = step.lines[p.lines] ?? "";
    const unfinished = step.partial && p.lines === step.lines.length - 1;
    out += p.offset > 0 ? line.slice(p.offset) : prefix + line;
    if (unfinished) {
      p.offset = line.length;
      break;
    }
    out += "\n";
    p.offset = 0;
  }
  return out;
}

function ending(step: Step): string {
  if (isCanceled(step)) return "CANCELED";
  if (step.error !== undefined) return `ERROR: ${step.error}`;
  if (step.cached) return "CACHED";
  return `DONE ${(((step.completed ?? 0) - (step.started ?? 0)) / 1e6).toFixed(1)}s`;
}
