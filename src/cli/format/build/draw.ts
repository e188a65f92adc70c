import type { BuildProgress } from "../../../api/build.ts";
import { toBase64 } from "../../../std/base64.ts";
import { rfc3339Nano } from "../../../std/time.ts";
import type { Host } from "../../host.ts";
import { createPlain } from "./plain.ts";
import { errorLogs } from "./summary.ts";
import { applyNews, createTrace, type Step, type Trace } from "./trace.ts";
import { createTty } from "./tty.ts";

export type ProgressMode = "tty" | "plain" | "rawjson" | "quiet" | "none";

/** How often the picture on a terminal is redrawn: while nothing happens, and at most. Microseconds. */
const TICK = 150_000;
const LIMIT = 100_000;

/**
 * Draws a build on stderr while it runs and gives back all that is known at its end. Failed steps are named below it; the
 * failure itself is the caller's to word. Without `warnings` the Dockerfile's step does not list them.
 */
export async function drawBuild(
  host: Host,
  mode: ProgressMode,
  news: AsyncIterable<BuildProgress>,
  warnings = true,
): Promise<Trace> {
  const trace = createTrace(warnings);
  if (mode === "tty") await drawTty(host, trace, news);
  else {
    const plain = createPlain(trace);
    const began = host.now();
    if (mode === "plain") await host.stderr.print('#0 building with "default" instance using docker driver\n\n');
    for await (const item of news) {
      const step = applyNews(trace, item);
      if (!step) continue;
      if (mode === "plain") await print(host, plain.update(step));
      else if (mode === "rawjson") await print(host, rawLine(step, item, began));
    }
  }
  if (mode === "tty" || mode === "plain") await print(host, errorLogs(trace));
  return trace;
}

async function print(host: Host, text: string): Promise<void> {
  if (text !== "") await host.stderr.print(text);
}

/** A second thread redraws the running times while the first one waits for news. */
async function drawTty(host: Host, trace: Trace, news: AsyncIterable<BuildProgress>): Promise<void> {
  const draw = createTty(trace, "docker:default");
  const began = host.now();
  let drawnAt = Number.NEGATIVE_INFINITY;
  let running = true;
  const redraw = (last: boolean) => {
    const { columns, rows } = host.terminal?.size() ?? { columns: 80, rows: 24 };
    drawnAt = host.now();
    return host.stderr.print(draw(Math.max(drawnAt - began, trace.at), columns, rows, last));
  };
  const clock = host.thread(async () => {
    while (running) {
      await host.sleep(TICK);
      if (running && trace.steps.size > 0 && host.now() - drawnAt >= TICK) await redraw(false);
    }
  });
  try {
    for await (const item of news) {
      applyNews(trace, item);
      if (trace.steps.size > 0 && host.now() - drawnAt >= LIMIT) await redraw(false);
    }
  } finally {
    running = false;
    clock.cancel();
  }
  if (trace.steps.size > 0) await redraw(true);
}

/** One piece of news as BuildKit's own JSON. */
function rawLine(step: Step, item: BuildProgress, began: number): string {
  const time = (at: number | undefined) => (at === undefined ? undefined : rfc3339Nano(began + at));
  const vertex = step.digest;
  if (item.kind === "log") {
    const stream = item.stream === "stdout" ? 1 : 2;
    const data = toBase64(item.data);
    return `${JSON.stringify({ logs: [{ vertex, stream, data, timestamp: time(item.at) }] })}\n`;
  }
  if (item.kind === "status") {
    const status = {
      id: item.id,
      vertex,
      current: item.current,
      ...(item.total && { total: item.total }),
      timestamp: time(item.at),
      started: time(step.statuses.find((s) => s.id === item.id)?.started),
      completed: item.done ? time(item.at) : undefined,
    };
    return `${JSON.stringify({ statuses: [status] })}\n`;
  }
  if (item.kind !== "vertex") return "";
  const described = {
    digest: vertex,
    name: step.name,
    started: time(step.started),
    completed: time(step.completed),
    cached: step.cached || undefined,
    error: step.error,
  };
  return `${JSON.stringify({ vertexes: [described] })}\n`;
}
