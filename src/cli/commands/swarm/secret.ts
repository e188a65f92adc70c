import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { createNeedsSwarm } from "./needs-swarm.ts";
import { inspectObjects, lsObjects, objectNoun, rmObjects } from "./object-commands.ts";

const secretCreate: Command = {
  name: "create",
  usage: "[OPTIONS] SECRET [file|-]",
  short: "Create a secret from a file or stdin",
  flags: flagTable(`
    -d, --driver string | Driver of the secret
    -l, --label list | Labels of the secret
        --template-driver string | Driver of templates
  `),
  args: { kind: "range", min: 1, max: 2 },
  run: createNeedsSwarm,
};

/** `docker secret`. */
export const secretNoun = objectNoun("secret", [
  secretCreate,
  inspectObjects("secret"),
  lsObjects("secret"),
  rmObjects("secret"),
]);
