import type { Command, CommandContext } from "../../command.ts";
import { FILTER_FLAG, parseFilters } from "../../filters.ts";
import { flagTable } from "../../grammar/table.ts";
import { confirm } from "../../prompt.ts";
import { deletedList } from "../volume/prune.ts";

/** `docker network prune`. */
export const networkPrune: Command = {
  name: "prune",
  usage: "[OPTIONS]",
  short: "Remove all unused networks",
  args: { kind: "none" },

  flags: flagTable(
    `
        --filter filter | Choose by a property (such as "until=<timestamp>")
    -f, --force | Do not ask
  `,
    { filter: FILTER_FLAG },
  ),
  run: pruneNetworks,
};

async function pruneNetworks(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  const what = "all custom networks not used by at least one container.";
  if (!flags.bool("force")) {
    if (!(await confirm(host, `WARNING! This will remove ${what}\nAre you sure you want to continue?`))) return 0;
  }
  const report = await engine.networksPrune(parseFilters(flags.list("filter")), context.cancel);
  await host.stdout.print(deletedList("Deleted Networks:", report.Deleted));
  return 0;
}
