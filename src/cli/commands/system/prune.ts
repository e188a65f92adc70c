import type { Filters } from "../../../api/filters.ts";
import { humanSize } from "../../../std/size.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { FILTER_FLAG, parseFilters, withFilter } from "../../filters.ts";
import { flagTable } from "../../grammar/table.ts";
import { confirm } from "../../prompt.ts";
import { deletedImages } from "../image/prune.ts";
import { deletedList } from "../volume/prune.ts";

/** `docker system prune`. */
export const systemPrune: Command = {
  name: "prune",
  usage: "[OPTIONS]",
  short: "Remove unused data",
  args: { kind: "none" },

  flags: flagTable(
    `
    -a, --all | Every unused image, not only untagged ones
        --filter filter | Choose by a property (such as "label=<key>=<value>")
    -f, --force | Do not ask
        --volumes | Anonymous volumes too
  `,
    { filter: FILTER_FLAG },
  ),
  run: pruneSystem,
};

/** Containers first, so that what only they held can go too: networks, volumes, images, build cache. */
async function pruneSystem(context: CommandContext): Promise<number> {
  const { cancel, engine, flags, host } = context;
  const all = flags.bool("all");
  const volumes = flags.bool("volumes");
  const given = flags.list("filter");
  const filters = parseFilters(given);
  if (volumes && filters.has("until")) {
    throw new CliError('ERROR: The "until" filter is not supported with "--volumes"');
  }
  if (!flags.bool("force") && !(await confirm(host, warning(all, volumes, given)))) return 0;
  let reclaimed = 0;
  const report = async (block: string, bytes: number) => {
    reclaimed += bytes;
    await host.stdout.print(block);
  };
  const containers = await engine.containersPrune(filters, cancel);
  await report(deletedList("Deleted Containers:", containers.Deleted), containers.SpaceReclaimed);
  const networks = await engine.networksPrune(filters, cancel);
  await report(deletedList("Deleted Networks:", networks.Deleted), 0);
  if (volumes) {
    const gone = await engine.volumesPrune(filters, cancel);
    await report(deletedList("Deleted Volumes:", gone.Deleted), gone.SpaceReclaimed);
  }
  const images = await engine.imagesPrune(withFilter(filters, "dangling", String(!all)), cancel);
  await report(deletedImages(images.Deleted), images.SpaceReclaimed);
  const cache = await engine.buildCachePrune({ all, keepStorage: 0, filters: ofCache(filters) }, cancel);
  await report(deletedList("Deleted build cache objects:", cache.Deleted), cache.SpaceReclaimed);
  await host.stdout.print(`Total reclaimed space: ${humanSize(reclaimed)}\n`);
  return 0;
}

/** A cache record has no labels: of a filter by them the engine tells BuildKit nothing, and all is pruned. */
function ofCache(filters: Filters): Filters {
  return new Map([...filters].filter(([name]) => name !== "label" && name !== "label!"));
}

function warning(all: boolean, volumes: boolean, filters: readonly string[]): string {
  const items = [
    "all stopped containers",
    "all networks not used by at least one container",
    ...(volumes ? ["all anonymous volumes not used by at least one container"] : []),
    all ? "all images without at least one container associated to them" : "all dangling images",
    all ? "all build cache" : "unused build cache",
  ];
  const list = (lines: readonly string[]) => lines.map((line) => `  - ${line}\n`).join("");
  const filtered = filters.length ? `\n  Items to be pruned will be filtered with:\n${list([...filters].sort())}` : "";
  return `WARNING! This will remove:\n${list(items)}${filtered}\nAre you sure you want to continue?`;
}
