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

/** A build's picture on stderr: it takes the news as they come, from several threads too. */
export interface Drawing {
  readonly trace: Trace;
  take(item: BuildProgress): Promise<void>;
  /** The last picture; failed steps are named below it. */
  end(): Promise<void>;
}

/** Begins to draw. Without `warnings` the Dockerfile's step does not list them; without `head` nothing says which builder. */
export async function openDrawing(
  host: Host,
  mode: ProgressMode,
  { warnings = true, head = true }: { readonly warnings?: boolean; readonly head?: boolean } = {},
): Promise<Drawing> {
  const trace = createTrace(warnings);
  if (mode === "tty") return tty(host, trace);
  const plain = createPlain(trace);
  const began = host.now();
  if (mode === "plain" && head) {
    await host.stderr.print('#0 building with "default" instance using docker driver\n\n');
  }
  return {
    trace,
    async take(item) {
      const step = applyNews(trace, item);
      if (!step) return;
      if (mode === "plain") await print(host, plain.update(step));
      else if (mode === "rawjson") await print(host, rawLine(step, item, began));
    },
    end: () => (mode === "plain" ? print(host, errorLogs(trace)) : Promise.resolve()),
  };
}

/** Draws one build and gives back all that is known at its end; the failure itself is the caller's to word. */
export async function drawBuild(
  host: Host,
  mode: ProgressMode,
  news: AsyncIterable<BuildProgress>,
  warnings = true,
): Promise<Trace> {
  const drawing = await openDrawing(host, mode, { warnings });
  try {
    for await (const item of news) await drawing.take(item);
  } finally {
    await drawing.end();
  }
  return drawing.trace;
}

async function print(host: Host, text: string): Promise<void> {
  if (text !== "") await host.stderr.print(text);
}

/** A second thread redraws the running times while the first one waits for news. */
function tty(host: Host, trace: Trace): Drawing {
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
  return {
    trace,
    async take(item) {
      applyNews(trace, item);
      if (trace.steps.size > 0 && host.now() - drawnAt >= LIMIT) await redraw(false);
    },
    async end() {
      running = false;
      clock.cancel();
      if (trace.steps.size > 0) await redraw(true);
      await print(host, errorLogs(trace));
    },
  };
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
