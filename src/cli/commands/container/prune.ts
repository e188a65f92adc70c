import { humanSize } from "../../../std/size.ts";
import type { Command, CommandContext } from "../../command.ts";
import { FILTER_FLAG, parseFilters } from "../../filters.ts";
import { flagTable } from "../../grammar/table.ts";
import { confirm } from "../../prompt.ts";

/** `docker container prune`. */
export const prune: Command = {
  name: "prune",
  usage: "[OPTIONS]",
  short: "Remove every stopped container",
  args: { kind: "none" },

  flags: flagTable(
    `
        --filter filter | Choose by a property (such as "until=<timestamp>")
    -f, --force | Do not ask
  `,
    { filter: FILTER_FLAG },
  ),
  run: pruneContainers,
};

const WARNING = "WARNING! This will remove all stopped containers.\nAre you sure you want to continue?";

async function pruneContainers({ cancel, engine, flags, host }: CommandContext): Promise<number> {
  if (!flags.bool("force") && !(await confirm(host, WARNING))) return 0;
  const report = await engine.containersPrune(parseFilters(flags.list("filter")), cancel);
  const { Deleted } = report;
  if (Deleted.length > 0) await host.stdout.print(`Deleted Containers:\n${Deleted.join("\n")}\n\n`);
  await host.stdout.print(`Total reclaimed space: ${humanSize(report.SpaceReclaimed)}\n`);
  return 0;
}
