import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { eachNeedsSwarm, inspectNeedsSwarm, needsSwarm } from "./needs-swarm.ts";

const nodeDemote: Command = {
  name: "demote",
  usage: "NODE [NODE...]",
  short: "Make managers workers",
  flags: [],
  args: { kind: "min", count: 1 },
  run: needsSwarm,
};

const nodeInspect: Command = {
  name: "inspect",
  usage: "[OPTIONS] self|NODE [NODE...]",
  short: "Show nodes in detail",
  flags: flagTable(`
    -f, --format string | @template
        --pretty | Print it for people
  `),
  args: { kind: "min", count: 1 },
  run: inspectNeedsSwarm,
};

const nodeLs: Command = {
  name: "ls",
  aliases: ["list"],
  usage: "[OPTIONS]",
  short: "List nodes",
  flags: flagTable(`
    -f, --filter filter | Show only what fits the condition
        --format string | @table
    -q, --quiet | Print ids only
  `),
  args: { kind: "none" },
  aliasPaths: ["docker node ls", "docker node list"],
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

const nodePs: Command = {
  name: "ps",
  usage: "[OPTIONS] [NODE...]",
  short: "List the tasks on nodes (this one if none is named)",
  flags: flagTable(`
    -f, --filter filter | Show only what fits the condition
        --format string | Go template to print the tasks by
        --no-resolve | Show ids instead of names
        --no-trunc | Print everything in full
    -q, --quiet | Print task ids only
  `),
  args: { kind: "any" },
  run: needsSwarm,
};

const nodeRm: Command = {
  name: "rm",
  aliases: ["remove"],
  usage: "[OPTIONS] NODE [NODE...]",
  short: "Remove one or more nodes",
  flags: flagTable(`
    -f, --force | Remove the node whatever its state
  `),
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker node rm", "docker node remove"],
  run: eachNeedsSwarm,
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
export const nodeNoun: Command = {
  name: "node",
  usage: "",
  short: "Manage nodes of a swarm",
  flags: [],
  args: { kind: "none" },
  hidden: true,
  subcommands: [nodeDemote, nodeInspect, nodeLs, nodePromote, nodePs, nodeRm, nodeUpdate],
};
