import type { ImageDeleteItem } from "../../../api/image.ts";
import { humanSize } from "../../../std/size.ts";
import type { Command, CommandContext } from "../../command.ts";
import { FILTER_FLAG, parseFilters, withFilter } from "../../filters.ts";
import { flagTable } from "../../grammar/table.ts";
import { confirm } from "../../prompt.ts";

/** `docker image prune`. */
export const imagePrune: Command = {
  name: "prune",
  usage: "[OPTIONS]",
  short: "Remove unused images",
  args: { kind: "none" },

  flags: flagTable(
    `
    -a, --all | Every unused image, not only untagged ones
        --filter filter | Choose by a property (such as "until=<timestamp>")
    -f, --force | Do not ask
  `,
    { filter: FILTER_FLAG },
  ),
  run: pruneImages,
};

async function pruneImages(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  const all = flags.bool("all");
  const what = all ? "all images without at least one container associated to them." : "all dangling images.";
  if (!flags.bool("force")) {
    if (!(await confirm(host, `WARNING! This will remove ${what}\nAre you sure you want to continue?`))) return 0;
  }
  const filters = withFilter(parseFilters(flags.list("filter")), "dangling", String(!all));
  const report = await engine.imagesPrune(filters, context.cancel);
  await host.stdout.print(deletedImages(report.Deleted));
  await host.stdout.print(`Total reclaimed space: ${humanSize(report.SpaceReclaimed)}\n`);
  return 0;
}

/** The block that names what went; nothing when nothing did. */
export function deletedImages(items: readonly ImageDeleteItem[]): string {
  if (items.length === 0) return "";
  const lines = items.map((i) => ("Deleted" in i ? `deleted: ${i.Deleted}\n` : `untagged: ${i.Untagged}\n`));
  return `Deleted Images:\n${lines.join("")}\n`;
}
