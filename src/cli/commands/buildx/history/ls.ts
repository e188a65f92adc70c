import type { BuildRecord } from "../../../../api/build.ts";
import { humanDuration } from "../../../../std/duration.ts";
import { rfc3339Nano, SECOND } from "../../../../std/time.ts";
import { CliError, type Command, type CommandContext } from "../../../command.ts";
import type { Row } from "../../../format/go/value.ts";
import { renderRows } from "../../../format/rows.ts";
import { flagTable } from "../../../grammar/table.ts";
import { notSimulated } from "../../not-simulated.ts";
import { durationOf, statusOf, stepCounts, traceOf } from "./records.ts";

/** `docker buildx history ls`. */
export const buildxHistoryLs: Command = {
  name: "ls",
  usage: "[OPTIONS]",
  short: "List build records",
  flags: flagTable(`
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
        --filter stringArray | Choose by a property (such as "status=error")
        --format string = table | How to print it
        --local | Only records of this repository
        --no-trunc | Print everything in full
  `),
  args: { kind: "none" },
  plugin: "buildx",
  run: listRecords,
};

const TABLE = "table {{.Ref}}\t{{.Name}}\t{{.Status}}\t{{.CreatedAt}}\t{{.Duration}}\t";
const LISTING = {
  type: "history.lsContext",
  headers: { Ref: "BUILD ID", Name: "NAME", Status: "STATUS", CreatedAt: "CREATED AT", Duration: "DURATION" },
};

async function listRecords(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  if (flags.bool("local")) return notSimulated("docker buildx history ls --local")(context);
  const chosen = flags.list("filter").map(readFilter);
  const records = (await engine.buildHistory()).filter((r) => chosen.every((matches) => matches(r)));
  const format = flags.string("format");
  const now = host.now();
  if (format === "json") {
    await host.stdout.print(records.map((r) => `${JSON.stringify(asJson(r))}\n`).join(""));
    return 0;
  }
  const rows = records.map((r) => asRow(r, now, flags.bool("no-trunc")));
  await host.stdout.print(renderRows(format === "table" ? TABLE : format, LISTING, rows));
  return 0;
}

/** `status=error`, `ref!=…`: those that this model can tell apart. */
function readFilter(word: string): (record: BuildRecord) => boolean {
  const [, key, not, value = ""] = /^(\w+)(!?)=(.*)$/.exec(word) ?? [];
  if (key !== "status" && key !== "ref") throw new CliError(`ERROR: unsupported filter ${JSON.stringify(word)}`);
  return (r) => {
    const own = key === "ref" ? r.ref : statusOf(r, traceOf(r)).toLowerCase();
    return (own === value) === (not === "");
  };
}

/** Characters of a name that are shown, the last ones of a longer one. */
const NAME_WIDTH = 36;

function asRow(record: BuildRecord, now: number, whole: boolean): Row {
  const { name } = record.options.origin;
  const cut = !whole && name.length > NAME_WIDTH ? `..${name.slice(2 - NAME_WIDTH)}` : name;
  const trace = traceOf(record);
  return {
    cells: {
      Ref: () => record.ref,
      Name: () => cut,
      Status: () => statusOf(record, trace),
      CreatedAt: () => `${humanDuration((now - record.startedAt) / SECOND)} ago`,
      Duration: () => durationOf(record, now),
    },
  };
}

function asJson(record: BuildRecord): object {
  const trace = traceOf(record);
  const { total, completed, cached } = stepCounts(trace);
  return {
    cached_steps: cached,
    ...(record.completedAt !== undefined && { completed_at: rfc3339Nano(record.completedAt) }),
    completed_steps: completed,
    created_at: rfc3339Nano(record.startedAt),
    name: record.options.origin.name,
    ref: `default/default/${record.ref}`,
    status: statusOf(record, trace),
    total_steps: total,
  };
}
