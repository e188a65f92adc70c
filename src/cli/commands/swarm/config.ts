import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { createNeedsSwarm } from "./needs-swarm.ts";
import { inspectObjects, lsObjects, objectNoun, rmObjects } from "./object-commands.ts";

const configCreate: Command = {
  name: "create",
  usage: "[OPTIONS] CONFIG file|-",
  short: "Create a config from a file or stdin",
  flags: flagTable(`
    -l, --label list | Labels of the config
        --template-driver string | Driver of templates
  `),
  args: { kind: "exact", count: 2 },
  run: createNeedsSwarm,
};

/** `docker config`. */
export const configNoun = objectNoun("config", [
  configCreate,
  inspectObjects("config"),
  lsObjects("config"),
  rmObjects("config"),
]);
