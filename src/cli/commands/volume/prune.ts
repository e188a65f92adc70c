import { humanSize } from "../../../std/size.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { FILTER_FLAG, parseFilters, withFilter } from "../../filters.ts";
import { flagTable } from "../../grammar/table.ts";
import { confirm } from "../../prompt.ts";

/** `docker volume prune`. */
export const volumePrune: Command = {
  name: "prune",
  usage: "[OPTIONS]",
  short: "Remove unused local volumes",
  args: { kind: "none" },

  flags: flagTable(
    `
    -a, --all | Every unused volume, not only anonymous ones
        --filter filter | Choose by a property (such as "label=<label>")
    -f, --force | Do not ask
  `,
    { filter: FILTER_FLAG },
  ),
  run: pruneVolumes,
};

async function pruneVolumes(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  const all = flags.bool("all");
  let filters = parseFilters(flags.list("filter"));
  if (all) {
    if (filters.has("all")) throw new CliError("conflicting options: cannot specify both --all and --filter all=1");
    filters = withFilter(filters, "all", "true");
  }
  const what = `${all ? "all" : "anonymous"} local volumes not used by at least one container.`;
  if (!flags.bool("force")) {
    if (!(await confirm(host, `WARNING! This will remove ${what}\nAre you sure you want to continue?`))) return 0;
  }
  const report = await engine.volumesPrune(filters, context.cancel);
  await host.stdout.print(deletedList("Deleted Volumes:", report.Deleted));
  await host.stdout.print(`Total reclaimed space: ${humanSize(report.SpaceReclaimed)}\n`);
  return 0;
}

/** A heading with what went below it and an empty line behind; nothing when nothing did. */
export function deletedList(heading: string, names: readonly string[]): string {
  return names.length ? `${heading}\n${names.map((n) => `${n}\n`).join("")}\n` : "";
}
