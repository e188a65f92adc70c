import type { BuildCacheRecord } from "../../../api/system.ts";
import { humanSize } from "../../../std/size.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { errorText } from "../../errors.ts";
import { FILTER_FLAG, parseFilters } from "../../filters.ts";
import { goTime } from "../../format/go/print.ts";
import type { Row } from "../../format/go/value.ts";
import { renderRows } from "../../format/rows.ts";
import { tabulate } from "../../format/tabwriter.ts";
import { flagTable } from "../../grammar/table.ts";
import { isMutable, lastUsed } from "./record.ts";

/** `docker buildx du`. */
export const buildxDu: Command = {
  name: "du",
  usage: "",
  short: "Show the build cache's disk usage",
  plugin: "buildx",
  args: { kind: "none" },
  flags: flagTable(
    `
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
        --filter filter | Choose by a property
        --format string | How to print it
        --verbose | Short for "--format=pretty"
  `,
    { filter: FILTER_FLAG },
  ),
  run: showUsage,
};

async function showUsage(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  const { records } = await engine.buildCacheUsage(parseFilters(flags.list("filter")), context.cancel);
  const now = host.now();
  const format = flags.string("format");
  if (flags.bool("verbose") || format === "pretty") {
    await host.stdout.print(records.map((r) => `${details(r, now)}\n`).join(""));
  } else if (format !== "" && format !== "table") {
    const listing = { type: "commands.duContext", headers: {} };
    const rows = records.map((r) => recordRow(r, now));
    try {
      await host.stdout.print(renderRows(format, listing, rows));
    } catch (error) {
      throw new CliError(`ERROR: ${errorText(error)}`);
    }
    return 0;
  } else await host.stdout.print(table(records, now));
  if (!flags.changed("filter")) await host.stdout.print(summary(records));
  return 0;
}

function table(records: readonly BuildCacheRecord[], now: number): string {
  const rows = records.map((r) =>
    [
      `${r.ID}${isMutable(r) ? "*" : ""}`,
      String(!r.InUse),
      `${humanSize(r.Size, 3)}${r.Shared ? "*" : ""}`,
      lastUsed(r, now),
    ].join("\t"),
  );
  return tabulate(`${["ID\tRECLAIMABLE\tSIZE\tLAST ACCESSED", ...rows].join("\n")}\n`);
}

function summary(records: readonly BuildCacheRecord[]): string {
  const sum = (list: readonly BuildCacheRecord[]) =>
    humanSize(
      list.reduce((n, r) => n + r.Size, 0),
      3,
    );
  const shared = records.filter((r) => r.Shared);
  const parts = shared.length ? `Shared:\t\t${sum(shared)}\nPrivate:\t${sum(records.filter((r) => !r.Shared))}\n` : "";
  return `${parts}Reclaimable:\t${sum(records.filter((r) => !r.InUse))}\nTotal:\t\t${sum(records)}\n`;
}

function details(r: BuildCacheRecord, now: number): string {
  const line = (name: string, value: string) => `${`${name}:`.padEnd(14)}${value}\n`;
  const parents = r.Parents?.length ? `Parents:\n${r.Parents.map((p) => ` - ${p}\n`).join("")}` : "";
  return [
    line("ID", r.ID),
    parents,
    line("Created at", goTime(r.CreatedAt)),
    line("Mutable", String(isMutable(r))),
    line("Reclaimable", String(!r.InUse)),
    line("Shared", String(r.Shared)),
    line("Size", humanSize(r.Size, 3)),
    line("Description", r.Description),
    line("Usage count", String(r.UsageCount)),
    r.LastUsedAt === null ? "" : line("Last used", lastUsed(r, now)),
    line("Type", r.Type),
  ].join("");
}

function recordRow(r: BuildCacheRecord, now: number): Row {
  return {
    cells: {
      CreatedAt: () => goTime(r.CreatedAt),
      Description: () => r.Description,
      ID: () => r.ID,
      LastUsedAt: () => lastUsed(r, now),
      Mutable: () => isMutable(r),
      Parents: () => r.Parents ?? null,
      Reclaimable: () => !r.InUse,
      Shared: () => r.Shared,
      Size: () => humanSize(r.Size, 3),
      Type: () => r.Type,
      UsageCount: () => r.UsageCount,
    },
  };
}
