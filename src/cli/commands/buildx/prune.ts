import type { BuildCacheRecord } from "../../../api/system.ts";
import { humanSize, parseRamBytes } from "../../../std/size.ts";
import type { Command, CommandContext } from "../../command.ts";
import { FILTER_FLAG, parseFilters } from "../../filters.ts";
import { flagTable } from "../../grammar/table.ts";
import { confirm } from "../../prompt.ts";
import { isMutable, lastUsed } from "./record.ts";

/** `docker buildx prune`. */
export const buildxPrune: Command = {
  name: "prune",
  usage: "",
  short: "Remove build cache",
  plugin: "buildx",
  args: { kind: "none" },
  flags: [
    ...flagTable(
      `
    -a, --all | Count internal images in
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
        --filter filter | Choose by a property
    -f, --force | Do not ask
        --max-used-space bytes | Disk space that the cache may take at most
        --min-free-space bytes | Disk space that is to be free afterwards
        --reserved-space bytes | Disk space that the cache may always keep
        --verbose | Print more
  `,
      { filter: FILTER_FLAG },
    ),
    { name: "keep-storage", type: "bytes", description: "Disk space that the cache may keep", hidden: true },
  ],
  run: pruneCache,
};

async function pruneCache(context: CommandContext): Promise<number> {
  const { cancel, engine, flags, host } = context;
  const all = flags.bool("all");
  if (!flags.bool("force")) {
    const what = `all ${all ? "" : "dangling "}build cache`;
    if (!(await confirm(host, `WARNING! This will remove ${what}. Are you sure you want to continue?`))) return 0;
  }
  const kept = keptBytes(context);
  const before = new Map((await engine.buildCacheUsage(new Map(), cancel)).records.map((r) => [r.ID, r]));
  const report = await engine.buildCachePrune(
    { all, keepStorage: kept, filters: parseFilters(flags.list("filter")) },
    cancel,
  );
  const gone = report.Deleted.flatMap((id) => before.get(id) ?? []);
  if (flags.bool("verbose")) await host.stdout.print(gone.map((r) => `${prunedLine(r, host.now())}`).join(""));
  else if (gone.length) {
    const lines = gone.map((r, i) => prunedLine(r, host.now(), i === 0)).join("");
    await host.stdout.print(`ID\t\t\t\t\t\tRECLAIMABLE\tSIZE\t\tLAST ACCESSED\n${lines}`);
  }
  await host.stdout.print(`Total:\t${humanSize(report.SpaceReclaimed)}\n`);
  return 0;
}

/**
 * How much of the cache stays: as much as is reserved, or as much as it may use at most. A disk that has the free space
 * asked for, as this one has, is no reason to remove anything.
 */
function keptBytes({ flags }: CommandContext): number {
  const bytes = (name: string) => (flags.string(name) ? parseRamBytes(flags.string(name)) : 0);
  const free = flags.changed("min-free-space") ? Number.MAX_SAFE_INTEGER : 0;
  return Math.max(bytes("reserved-space"), bytes("keep-storage"), bytes("max-used-space"), free);
}

/** A record as it goes; the real client puts one tab more into the first line. */
function prunedLine(record: BuildCacheRecord, now: number, first = false): string {
  const id = `${record.ID}${isMutable(record) ? "*" : ""}`.padEnd(40);
  return `${id}\t${String(!record.InUse).padEnd(5)}\t${first ? "\t" : ""}${humanSize(record.Size, 3).padEnd(10)}\t${lastUsed(record, now)}\n`;
}
