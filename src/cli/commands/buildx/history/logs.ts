import { CliError, type Command, type CommandContext } from "../../../command.ts";
import { openDrawing, type ProgressMode } from "../../../format/build/draw.ts";
import { flagTable } from "../../../grammar/table.ts";
import { findRecord } from "./records.ts";

/** `docker buildx history logs`. */
export const buildxHistoryLogs: Command = {
  name: "logs",
  usage: "[OPTIONS] [REF]",
  short: "Print the logs of a build record",
  flags: flagTable(`
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
        --progress string = plain | How to show progress (plain, rawjson, tty)
  `),
  args: { kind: "max", count: 1, plain: true },
  plugin: "buildx",
  run: printLogs,
};

const MODES: ReadonlySet<string> = new Set<ProgressMode>(["plain", "rawjson", "tty"]);

async function printLogs(context: CommandContext): Promise<number> {
  const mode = context.flags.string("progress");
  if (!isMode(mode)) throw new CliError(`ERROR: invalid progress mode ${mode}`);
  const record = await findRecord(context);
  const drawing = await openDrawing(context.host, mode, { warnings: false, head: false });
  for (const item of record.news) await drawing.take(item);
  await drawing.end();
  return 0;
}

function isMode(word: string): word is ProgressMode {
  return MODES.has(word);
}
