import type { ContainerSummary } from "../../../api/container.ts";
import type { Command, CommandContext } from "../../command.ts";
import { loadConfig } from "../../config/config.ts";
import { FILTER_FLAG, parseFilters } from "../../filters.ts";
import { FUNCTION_NAMES, renderRows, rowValue, worded } from "../../format/rows.ts";
import { executeTemplate } from "../../format/template/exec.ts";
import { DOCKER_FUNCTIONS } from "../../format/template/functions.ts";
import { parseTemplate } from "../../format/template/parse.ts";
import { flagTable } from "../../grammar/table.ts";
import { CONTAINERS, containerFormat, containerRow } from "./list-row.ts";

/** `docker container ls`. */
export const containerLs: Command = {
  name: "ls",
  aliases: ["ps", "list"],
  usage: "[OPTIONS]",
  short: "List containers",
  args: { kind: "none" },
  aliasPaths: ["docker container ls", "docker container list", "docker container ps", "docker ps"],

  flags: flagTable(
    `
    -a, --all | Stopped containers too
    -f, --filter filter | Show only what fits the condition
        --format string | @table
    -n, --last int = -1 | Show the last ones created, in any state
    -l, --latest | Show the last one created, in any state
        --no-trunc | Print everything in full
    -q, --quiet | Print container ids only
    -s, --size | Show the sizes of their files
  `,
    { filter: FILTER_FLAG },
  ),
  run: listContainers,
};

/** `docker ps`. */
export const ps: Command = { ...containerLs, name: "ps", aliases: [], group: "Common Commands" };

async function listContainers(context: CommandContext): Promise<number> {
  const { cancel, engine, flags, host } = context;
  const quiet = flags.bool("quiet");
  const given = flags.string("format");
  const format = given || loadConfig(host, context.globals).format("psFormat");
  if (given !== "" && quiet) {
    await host.stderr.print("WARNING: Ignoring custom format, because both --format and --quiet are set.\n");
  }
  const wantsSize = format !== "" && asksForSize(format);
  const size = flags.bool("size") || (wantsSize && !quiet && !flags.changed("size"));
  const limit = flags.bool("latest") && flags.int("last") === -1 ? 1 : flags.int("last");
  const filters = parseFilters(flags.list("filter"));
  const found = await engine.containerList({ all: flags.bool("all"), limit, size, filters }, cancel);
  const now = host.now();
  const rows = found.map((container) => containerRow(container, !flags.bool("no-trunc"), now));
  await host.stdout.print(renderRows(containerFormat(format || "table", quiet, size), CONTAINERS, rows));
  return 0;
}

const NO_CONTAINER: ContainerSummary = {
  Id: "",
  Names: [],
  Image: "",
  ImageID: "",
  Command: "",
  Created: 0,
  Ports: [],
  Labels: {},
  State: "created",
  Status: "",
  HostConfig: { NetworkMode: "" },
  NetworkSettings: { Networks: {} },
  Mounts: [],
};

/** Tries the format on no container, so that a mistake shows without any, and sees whether it needs the sizes. */
function asksForSize(format: string): boolean {
  let asked = false;
  const row = containerRow(NO_CONTAINER, true, 0);
  const watched = {
    ...row,
    cells: {
      ...row.cells,
      Size: () => {
        asked = true;
        return "";
      },
    },
  };
  const template = worded("failed to parse template: ", 1, () => parseTemplate(format, FUNCTION_NAMES));
  worded("failed to execute template: ", 1, () =>
    executeTemplate(template, rowValue(CONTAINERS, watched), DOCKER_FUNCTIONS),
  );
  return asked;
}
