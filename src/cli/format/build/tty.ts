import { isCanceled, type Step, statusBytes, type Trace } from "./trace.ts";

const ESC = "\x1b[";
const BLUE = "34";
const RED = "31";
const YELLOW = "33";
const FAINT = "2";
/** Rows that the output of a running step may take, and columns that are left free beside it. */
const TERM_HEIGHT = 6;
const TERM_MARGIN = 10;

interface Job {
  readonly text: string;
  readonly status: string;
  readonly started: number | undefined;
  readonly completed: number | undefined;
  readonly colour: string | undefined;
  /** A step whose output may be shown below. */
  readonly step?: Step;
}

/**
 * Draws a build as a block of lines that is redrawn in place: a head `[+] Building 1.2s (7/7) FINISHED`, a line for each
 * step, its parts and its warnings, and below running steps the last lines of their output.
 */
export function createTty(trace: Trace, where: string) {
  let lineCount = 0;
  let repeated = false;
  /** `last`: the final picture, with every line however small the window. */
  return function draw(now: number, columns: number, rows: number, last: boolean): string {
    const steps = [...trace.steps.values()];
    const completed = steps.filter((s) => s.completed !== undefined).length;
    const finished = last && completed > 0 && completed === steps.length ? "FINISHED" : "";
    let out = `${ESC}1A`.repeat(lineCount + 1) + (repeated ? "" : `${ESC}1B`);
    // The first picture is the head alone: the real client draws it before any step has begun.
    const first = !repeated && !last;
    repeated = true;
    const head = `[+] Building ${(now / 1e6).toFixed(1)}s (${completed}/${steps.length}) ${finished}`;
    out += `${ESC}0G${ESC}?25l${align(head, where, columns - 1)}\n`;
    const all = first ? [] : jobs(steps);
    const shown = shownOutput(all, rows);
    const lines = last ? all : fitting(all, rows - 2 - linesOf(shown, columns));
    let count = 0;
    for (const job of lines) {
      if (job.started === undefined) continue;
      const line = jobLine(job, now, columns);
      if (line === undefined) continue;
      out += job.completed !== undefined && job.colour ? `${ESC}${job.colour}m${line}${ESC}0m` : line;
      count++;
      if (!job.step || !shown.has(job.step)) continue;
      for (const text of outputRows(job.step, columns - TERM_MARGIN)) {
        out += `${ESC}${FAINT}m => => # ${text}\n${ESC}0m`;
        count++;
      }
    }
    const spare = lineCount - count;
    if (spare > 0) out += `${" ".repeat(columns)}\n`.repeat(spare) + `${ESC}${spare}A${ESC}0G`;
    lineCount = count;
    return `${out}${ESC}?25h`;
  };
}

function align(left: string, right: string, width: number): string {
  return `${left.padEnd(Math.max(0, width - right.length - 1))} ${right}`;
}

function jobs(steps: readonly Step[]): readonly Job[] {
  return steps.flatMap((step) => {
    const { started, completed, error } = step;
    const canceled = isCanceled(step);
    const state = canceled ? "CANCELED " : error !== undefined ? "ERROR " : step.cached ? "CACHED " : "";
    const colour = canceled ? YELLOW : error !== undefined ? RED : BLUE;
    return [
      { text: state + step.name.replaceAll("\t", " "), status: "", started, completed, colour, step },
      ...step.statuses.map((s) => ({
        text: `=> ${s.id}`,
        status: statusBytes(s),
        started: s.started,
        completed: s.done ? s.at : undefined,
        colour: BLUE,
      })),
      ...step.warnings.map((w) => ({ text: `WARN: ${w}`, status: "", started, completed, colour: undefined })),
    ];
  });
}

function jobLine(job: Job, now: number, columns: number): string | undefined {
  const seconds = ((job.completed ?? now) - (job.started ?? now)) / 1e6;
  const timer = ` ${(seconds < 0.05 ? 0 : seconds).toFixed(1)}s\n`;
  let left = columns - 4 - timer.length - 1;
  const withStatus = job.status !== "" && left + job.status.length > 20;
  if (withStatus) left -= job.status.length + 1;
  if (left < 12) return undefined;
  const text = ` => ${job.text.slice(0, left)}${withStatus ? ` ${job.status}` : ""}`;
  return align(text, timer, columns);
}

/** Running steps that print, as many as have room, the most talkative first. */
function shownOutput(all: readonly Job[], rows: number): ReadonlySet<Step> {
  const running = all.filter((j) => j.completed === undefined);
  const talking = running
    .flatMap((j) => (j.step && j.step.output !== "" ? [j.step] : []))
    .sort((a, b) => b.output.length - a.output.length);
  let free = rows - 2 - running.length;
  const shown = new Set<Step>();
  for (const step of talking) {
    if (free <= TERM_HEIGHT + 3) break;
    shown.add(step);
    free -= TERM_HEIGHT + 3;
  }
  return shown;
}

function linesOf(shown: ReadonlySet<Step>, columns: number): number {
  return [...shown].reduce((n, step) => n + outputRows(step, columns - TERM_MARGIN).length, 0);
}

/** The last rows of a step's output, as a small terminal would show them; empty ones are left out. */
function outputRows(step: Step, width: number): readonly string[] {
  const rows = step.output
    .replaceAll(/\x1b\[[\d;?]*[A-Za-z]/g, "")
    .split("\n")
    .map((line) => line.slice(line.lastIndexOf("\r") + 1).replaceAll("\t", "        "))
    .flatMap((line) => line.match(new RegExp(`.{1,${Math.max(1, width)}}`, "gu")) ?? [""]);
  return rows
    .slice(-TERM_HEIGHT)
    .filter((row) => row.trim() !== "")
    .map((row) => row.padEnd(width));
}

/** The last lines that fit; running ones that were cut off come back in place of completed ones. */
function fitting(all: readonly Job[], limit: number): readonly Job[] {
  if (limit < 0) return [];
  if (all.length <= limit) return all;
  const visible = all.slice(all.length - limit);
  const cut = all.slice(0, all.length - limit).filter((j) => j.completed === undefined);
  let missing = cut.length;
  if (missing === 0) return visible;
  const kept = visible.filter((j) => j.completed === undefined || missing-- <= 0);
  const room = visible.length - kept.length;
  return [...(room > 0 ? cut.slice(-room) : []), ...kept];
}
