import type { Volume } from "../../../api/volume.ts";
import { humanSize } from "../../../std/size.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { loadConfig } from "../../config/config.ts";
import { FILTER_FLAG, parseFilters } from "../../filters.ts";
import type { Row } from "../../format/go/value.ts";
import { type Listing, renderRows } from "../../format/rows.ts";
import { flagTable } from "../../grammar/table.ts";
import { naturalOrder } from "../../natural-order.ts";
import { labelText } from "../../text.ts";

/** `docker volume ls`. */
export const volumeLs: Command = {
  name: "ls",
  aliases: ["list"],
  usage: "[OPTIONS]",
  short: "List volumes",
  args: { kind: "none" },
  aliasPaths: ["docker volume ls", "docker volume list"],

  flags: [
    ...flagTable(
      `
    -f, --filter filter | Choose by a property (such as "dangling=true")
        --format string | @table
    -q, --quiet | Print volume names only
  `,
      { filter: FILTER_FLAG },
    ),
    { name: "cluster", type: "", description: "Show cluster volumes only", hidden: "completed" },
  ],
  run: listVolumes,
};

async function listVolumes(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  if (flags.bool("cluster")) throw new CliError("drydock: docker swarm is not simulated");
  const quiet = flags.bool("quiet");
  const { Volumes } = await engine.volumeList(parseFilters(flags.list("filter")), context.cancel);
  const configured = quiet ? "" : loadConfig(host, context.globals).format("volumesFormat");
  const format = volumeFormat(flags.string("format") || configured || "table", quiet);
  const volumes = [...Volumes].sort((a, b) => naturalOrder(a.Name, b.Name));
  await host.stdout.print(renderRows(format, VOLUMES, volumes.map(volumeRow)));
  return 0;
}

function volumeFormat(format: string, quiet: boolean): string {
  if (format === "table") return quiet ? "{{.Name}}" : "table {{.Driver}}\t{{.Name}}";
  if (format === "raw") return quiet ? "name: {{.Name}}" : "name: {{.Name}}\ndriver: {{.Driver}}\n";
  return format;
}

export const VOLUMES: Listing = {
  type: "formatter.volumeContext",
  headers: {
    Name: "VOLUME NAME",
    Driver: "DRIVER",
    Scope: "SCOPE",
    Availability: "AVAILABILITY",
    Mountpoint: "MOUNTPOINT",
    Labels: "LABELS",
    Links: "LINKS",
    Size: "SIZE",
    Group: "GROUP",
    Status: "STATUS",
  },
};

export function volumeRow(volume: Volume): Row {
  const usage = volume.UsageData;
  return {
    cells: {
      Availability: () => "N/A",
      Driver: () => volume.Driver,
      Group: () => "N/A",
      Labels: () => labelText(volume.Labels),
      Links: () => (usage ? String(usage.RefCount) : "N/A"),
      Mountpoint: () => volume.Mountpoint,
      Name: () => volume.Name,
      Scope: () => volume.Scope,
      Size: () => (usage && usage.Size !== -1 ? humanSize(usage.Size) : "N/A"),
      Status: () => "N/A",
    },
    methods: { Label: (name) => volume.Labels?.[name] ?? "" },
  };
}
