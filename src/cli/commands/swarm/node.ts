import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { needsSwarm } from "./needs-swarm.ts";
import { inspectObjects, lsObjects, objectNoun, psObjects, rmObjects } from "./object-commands.ts";

const nodeDemote: Command = {
  name: "demote",
  usage: "NODE [NODE...]",
  short: "Make managers workers",
  flags: [],
  args: { kind: "min", count: 1 },
  run: needsSwarm,
};

const nodePromote: Command = {
  name: "promote",
  usage: "NODE [NODE...]",
  short: "Make workers managers",
  flags: [],
  args: { kind: "min", count: 1 },
  run: needsSwarm,
};

const nodeUpdate: Command = {
  name: "update",
  usage: "[OPTIONS] NODE",
  short: "Update a node",
  flags: flagTable(`
        --availability string | Whether the node takes tasks ("active", "pause", "drain")
        --label-add list | Add or change a label of the node ("key=value")
        --label-rm list | Take a label of the node away
        --role string | What the node is ("worker", "manager")
  `),
  args: { kind: "exact", count: 1 },
  run: needsSwarm,
};

/** `docker node`. */
export const nodeNoun = objectNoun("node", [
  nodeDemote,
  inspectObjects("node", "self|NODE [NODE...]"),
  lsObjects("node"),
  nodePromote,
  psObjects("List the tasks on nodes (this one if none is named)", "[NODE...]", { kind: "any" }),
  rmObjects("node", flagTable("-f, --force | Remove the node whatever its state")),
  nodeUpdate,
]);
