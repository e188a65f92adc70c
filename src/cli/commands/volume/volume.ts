import type { Command } from "../../command.ts";
import { volumeCreate } from "./create.ts";
import { volumeInspect } from "./inspect.ts";
import { volumeLs } from "./ls.ts";
import { volumePrune } from "./prune.ts";
import { volumeRm } from "./rm.ts";
import { volumeUpdate } from "./update.ts";

/** `docker volume`. */
export const volumeNoun: Command = {
  name: "volume",
  usage: "COMMAND",
  short: "Manage volumes",
  flags: [],
  args: { kind: "none" },
  subcommands: [volumeCreate, volumeInspect, volumeLs, volumePrune, volumeRm, volumeUpdate],
};
