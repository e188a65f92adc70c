import { NO_FILTERS } from "../../../api/filters.ts";
import type { EventMessage } from "../../../api/system.ts";
import { type Cancel, Cancelled, createCancel } from "../../../std/cancel.ts";
import { MILLISECOND } from "../../../std/time.ts";
import type { Command, CommandContext } from "../../command.ts";
import { completeContainers } from "../../complete/objects.ts";
import { loadConfig } from "../../config/config.ts";
import { joinErrors } from "../../errors.ts";
import { renderRows } from "../../format/rows.ts";
import { flagTable } from "../../grammar/table.ts";
import { containerName } from "./each.ts";
import { STATS, STATS_TABLE, statsRow, type Watched } from "./stats-row.ts";
import { withSignals } from "./streams/signals.ts";

/** `docker container stats`. */
export const stats: Command = {
  name: "stats",
  usage: "[OPTIONS] [CONTAINER...]",
  short: "Show what containers use, as it changes",
  args: { kind: "any" },
  aliasPaths: ["docker container stats", "docker stats"],

  flags: flagTable(`
    -a, --all | Stopped containers too
        --format string | @table
        --no-stream | Show it once
        --no-trunc | Print everything in full
  `),
  complete: completeContainers(),
  run: showStats,
};

/** Time between two pictures. */
const INTERVAL = 500 * MILLISECOND;

async function showStats(context: CommandContext): Promise<number> {
  const streaming = !context.flags.bool("no-stream");
  if (!streaming) {
    const board = createBoard(context, context.cancel, streaming);
    await board.fill();
    await context.host.stdout.print(picture(context, board.rows));
    return 0;
  }
  // A signal ends the samples. Where containers are named the picture goes on without figures until the third one.
  const named = context.args.length > 0;
  let signal = 0;
  const samples = createCancel(context.cancel);
  const onTermination = (s: number) => {
    signal = s;
    samples.cancel();
  };
  return withSignals(context, { proxy: undefined, onTermination }, async (leave) => {
    const board = createBoard(context, samples.token, streaming);
    await board.fill();
    for (;;) {
      await context.host.sleep(INTERVAL, leave);
      await context.host.stdout.print(inPlace(picture(context, board.rows)));
      if (signal !== 0 && !named) return 128 + signal;
    }
  });
}

function picture(context: CommandContext, rows: readonly Watched[]): string {
  const { flags, globals, host } = context;
  const format = flags.string("format") || loadConfig(host, globals).format("statsFormat") || "table";
  const truncate = !flags.bool("no-trunc");
  return renderRows(
    format === "table" ? STATS_TABLE : format,
    STATS,
    rows.map((row) => statsRow(row, truncate)),
  );
}

/** From the top left: the picture, then once more with the rest of each line and of the screen wiped, as the real one does. */
function inPlace(text: string): string {
  const once = `\x1b[H${text}`;
  const wiped = once.split("\n").map((line) => `${line} \x1b[K\n`);
  return `${once}${wiped.join("")}\x1b[J`;
}

interface Board {
  readonly rows: readonly Watched[];
  /** Waits for a first sample of each container; throws when one that was named has none. */
  fill(): Promise<void>;
}

/** The containers that are watched: those named, or all that run (with `--all`: that are), as they come and go. */
function createBoard(context: CommandContext, cancel: Cancel, streaming: boolean): Board {
  const { args, engine, flags, host } = context;
  const all = flags.bool("all");
  const rows: Watched[] = [];

  /** Watches on a thread of its own; the thread given back ends with the first sample. */
  const watch = (container: string) => {
    const row: Watched = { container, sample: undefined, error: undefined };
    rows.push(row);
    return host.thread(async () => {
      try {
        const samples = engine.containerStats(containerName(container), { stream: streaming, oneShot: false }, cancel);
        const each = samples[Symbol.asyncIterator]();
        if ((await take(row, each)) && streaming) host.thread(() => takeAll(row, each));
      } catch (error) {
        row.error = error;
      }
    });
  };
  const watchNew = (container: string) => {
    if (!rows.some((row) => row.container === container)) watch(container);
  };
  const onEvent = ({ Action, Actor }: EventMessage) => {
    if (Action === "start" || (Action === "create" && all)) watchNew(Actor.ID);
    const gone = rows.findIndex((row) => row.container === Actor.ID);
    if (Action === "die" && !all && gone >= 0) rows.splice(gone, 1);
  };
  return {
    rows,
    async fill() {
      if (args.length > 0) {
        const threads = [...new Set(args)].map(watch);
        for (const thread of threads) await thread.join();
        const errors = rows.map((row) => row.error).filter((error) => error !== undefined);
        if (errors.length > 0 && !cancel.cancelled) throw joinErrors(errors);
        return;
      }
      if (streaming) host.thread(() => followEvents(context, cancel, onEvent));
      const found = await engine.containerList({ all, limit: 0, size: false, filters: NO_FILTERS }, cancel);
      const threads = found.map((container) => watch(container.Id));
      for (const thread of threads) await thread.join();
    },
  };
}

async function take(row: Watched, each: AsyncIterator<NonNullable<Watched["sample"]>>): Promise<boolean> {
  const next = await each.next();
  if (!next.done) row.sample = next.value;
  return !next.done;
}

async function takeAll(row: Watched, each: AsyncIterator<NonNullable<Watched["sample"]>>): Promise<void> {
  try {
    while (await take(row, each));
    row.error = new Cancelled();
  } catch (error) {
    row.error = error;
  }
}

async function followEvents(
  { engine }: CommandContext,
  cancel: Cancel,
  onEvent: (event: EventMessage) => void,
): Promise<void> {
  try {
    const filters = new Map([["type", ["container"]]]);
    for await (const event of engine.events({ since: "", until: "", filters }, cancel)) onEvent(event);
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
  }
}
