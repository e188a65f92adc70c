import { CliError, type Command, type CommandContext } from "../../command.ts";
import { loadConfig } from "../../config/config.ts";
import {
  currentContext,
  DEFAULT_CONTEXT,
  DEFAULT_DESCRIPTION,
  defaultEndpoint,
  hasContext,
  listContexts,
  readContext,
} from "../../config/contexts.ts";
import type { Row } from "../../format/go/value.ts";
import { type Listing, renderRows } from "../../format/rows.ts";
import { flagTable } from "../../grammar/table.ts";
import { naturalOrder } from "../../natural-order.ts";
import { ellipsis } from "../../text.ts";

/** `docker context ls`. */
export const contextLs: Command = {
  name: "ls",
  aliases: ["list"],
  usage: "[OPTIONS]",
  short: "List contexts",
  args: { kind: "none" },
  aliasPaths: ["docker context ls", "docker context list"],

  flags: flagTable(`
        --format string | @table
    -q, --quiet | Print context names only
  `),
  run: listAll,
};

async function listAll(context: CommandContext): Promise<number> {
  const { flags, globals, host } = context;
  const config = loadConfig(host, globals);
  const current = currentContext(host, globals, config);
  const rows = [
    {
      name: DEFAULT_CONTEXT,
      description: DEFAULT_DESCRIPTION,
      endpoint: defaultEndpoint(host, globals),
      error: "",
    },
    ...listContexts(host, config).map((c) => ({ ...c, error: "" })),
  ];
  if (current !== DEFAULT_CONTEXT && !hasContext(host, config, current)) {
    try {
      readContext(host, config, current);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      rows.push({ name: current, description: "", endpoint: "", error: error.message });
    }
  }
  rows.sort((a, b) => naturalOrder(a.name, b.name));
  const format = flags.string("format") || "table";
  const quiet = flags.bool("quiet");
  const chosen = format !== "table" ? format : quiet ? "{{.Name}}" : COLUMNS;
  await host.stdout.print(
    renderRows(
      chosen,
      CONTEXTS,
      rows.map((row) => contextRow(row, row.name === current)),
    ),
  );
  if (current === DEFAULT_CONTEXT && host.env.get("DOCKER_HOST")) {
    await host.stderr.print(
      "Warning: DOCKER_HOST environment variable overrides the active context. To use a context, either set the global --context flag, or unset DOCKER_HOST environment variable.\n",
    );
  }
  return 0;
}

const COLUMNS = "table {{.Name}}{{if .Current}} *{{end}}\t{{.Description}}\t{{.DockerEndpoint}}\t{{.Error}}";

const CONTEXTS: Listing = {
  type: "formatter.clientContextContext",
  headers: { Name: "NAME", Description: "DESCRIPTION", DockerEndpoint: "DOCKER ENDPOINT", Error: "ERROR" },
};

function contextRow(
  row: { readonly name: string; readonly description: string; readonly endpoint: string; readonly error: string },
  current: boolean,
): Row {
  return {
    cells: {
      Current: () => current,
      Description: () => row.description,
      DockerEndpoint: () => row.endpoint,
      Error: () => ellipsis(row.error, 45),
      Name: () => row.name,
    },
  };
}
