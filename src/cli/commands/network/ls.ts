import type { NetworkInspect } from "../../../api/network.ts";
import type { Command, CommandContext } from "../../command.ts";
import { loadConfig } from "../../config/config.ts";
import { FILTER_FLAG, parseFilters } from "../../filters.ts";
import { goTime } from "../../format/go/print.ts";
import type { Row } from "../../format/go/value.ts";
import { type Listing, renderRows } from "../../format/rows.ts";
import { flagTable } from "../../grammar/table.ts";
import { naturalOrder } from "../../natural-order.ts";
import { labelText, shortID } from "../../text.ts";

/** `docker network ls`. */
export const networkLs: Command = {
  name: "ls",
  aliases: ["list"],
  usage: "[OPTIONS]",
  short: "List networks",
  args: { kind: "none" },
  aliasPaths: ["docker network ls", "docker network list"],

  flags: flagTable(
    `
    -f, --filter filter | Choose by a property (such as "driver=bridge")
        --format string | @table
        --no-trunc | Print everything in full
    -q, --quiet | Print network ids only
  `,
    { filter: FILTER_FLAG },
  ),
  run: listNetworks,
};

async function listNetworks(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  const quiet = flags.bool("quiet");
  const found = await engine.networkList(parseFilters(flags.list("filter")), context.cancel);
  const configured = quiet ? "" : loadConfig(host, context.globals).format("networksFormat");
  const format = networkFormat(flags.string("format") || configured || "table", quiet);
  const networks = [...found].sort((a, b) => naturalOrder(a.Name, b.Name));
  const rows = networks.map((network) => networkRow(network, !flags.bool("no-trunc")));
  await host.stdout.print(renderRows(format, NETWORKS, rows));
  return 0;
}

function networkFormat(format: string, quiet: boolean): string {
  if (format === "table") return quiet ? "{{.ID}}" : "table {{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}";
  if (format === "raw") {
    if (quiet) return "network_id: {{.ID}}";
    return "network_id: {{.ID}}\nname: {{.Name}}\ndriver: {{.Driver}}\nscope: {{.Scope}}\n";
  }
  return format;
}

const NETWORKS: Listing = {
  type: "network.networkContext",
  headers: {
    ID: "NETWORK ID",
    Name: "NAME",
    Driver: "DRIVER",
    Scope: "SCOPE",
    IPv4: "IPV4",
    IPv6: "IPV6",
    Internal: "INTERNAL",
    Labels: "LABELS",
    CreatedAt: "CREATED AT",
  },
};

function networkRow(network: NetworkInspect, truncate: boolean): Row {
  return {
    cells: {
      CreatedAt: () => goTime(network.Created),
      Driver: () => network.Driver,
      ID: () => (truncate ? shortID(network.Id) : network.Id),
      IPv4: () => String(network.EnableIPv4),
      IPv6: () => String(network.EnableIPv6),
      Internal: () => String(network.Internal),
      Labels: () => labelText(network.Labels),
      Name: () => network.Name,
      Scope: () => network.Scope,
    },
    methods: { Label: (name) => network.Labels[name] ?? "" },
  };
}
