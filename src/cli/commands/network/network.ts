import type { Command } from "../../command.ts";
import { networkConnect } from "./connect.ts";
import { networkCreate } from "./create.ts";
import { networkDisconnect } from "./disconnect.ts";
import { networkInspect } from "./inspect.ts";
import { networkLs } from "./ls.ts";
import { networkPrune } from "./prune.ts";
import { networkRm } from "./rm.ts";

/** `docker network`. */
export const networkNoun: Command = {
  name: "network",
  usage: "",
  short: "Manage networks",
  flags: [],
  args: { kind: "none" },
  subcommands: [networkConnect, networkCreate, networkDisconnect, networkInspect, networkLs, networkPrune, networkRm],
};
