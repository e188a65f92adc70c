import type { Command, CommandContext } from "../../command.ts";
import { renderRows } from "../../format/rows.ts";
import { flagTable } from "../../grammar/table.ts";
import { diskUsageRows } from "./df-rows.ts";
import { verboseDiskUsage } from "./df-verbose.ts";

/** `docker system df`. */
export const systemDf: Command = {
  name: "df",
  usage: "[OPTIONS]",
  short: "Show how much disk Docker uses",
  args: { kind: "none" },

  flags: flagTable(`
        --format string | @table
    -v, --verbose | Show every object and its size
  `),
  run: showDiskUsage,
};

async function showDiskUsage(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  const format = flags.string("format") || "table";
  const usage = await engine.diskUsage(context.cancel);
  if (flags.bool("verbose")) {
    await host.stdout.print(verboseDiskUsage(usage, format, host.now()));
    return 0;
  }
  const chosen =
    format === "table"
      ? "table {{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}"
      : format === "raw"
        ? "type: {{.Type}}\ntotal: {{.TotalCount}}\nactive: {{.Active}}\nsize: {{.Size}}\nreclaimable: {{.Reclaimable}}\n"
        : format;
  await host.stdout.print(
    renderRows(
      chosen,
      {
        type: "formatter.diskUsageImagesContext",
        headers: {
          Type: "TYPE",
          TotalCount: "TOTAL",
          Active: "ACTIVE",
          Size: "SIZE",
          Reclaimable: "RECLAIMABLE",
        },
      },
      diskUsageRows(usage),
    ),
  );
  return 0;
}
