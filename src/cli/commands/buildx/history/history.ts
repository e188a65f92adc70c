import type { Command } from "../../../command.ts";
import { flagTable } from "../../../grammar/table.ts";
import { buildxHistoryExport, buildxHistoryImport, buildxHistoryOpen } from "../others.ts";
import { buildxHistoryInspect } from "./inspect.ts";
import { buildxHistoryLogs } from "./logs.ts";
import { buildxHistoryLs } from "./ls.ts";
import { buildxHistoryRm } from "./rm.ts";

/** `docker buildx history`: the builds that were. */
export const buildxHistory: Command = {
  name: "history",
  usage: "",
  short: "Work on build records",
  flags: flagTable(`
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
  `),
  args: { kind: "none" },
  plugin: "buildx",
  subcommands: [
    buildxHistoryExport,
    buildxHistoryImport,
    buildxHistoryInspect,
    buildxHistoryLogs,
    buildxHistoryLs,
    buildxHistoryOpen,
    buildxHistoryRm,
  ],
};
