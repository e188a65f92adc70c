import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { createNeedsSwarm, eachNeedsSwarm, inspectNeedsSwarm, needsSwarm } from "./needs-swarm.ts";

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

const configInspect: Command = {
  name: "inspect",
  usage: "[OPTIONS] CONFIG [CONFIG...]",
  short: "Show configs in detail",
  flags: flagTable(`
    -f, --format string | @template
        --pretty | Print it for people
  `),
  args: { kind: "min", count: 1 },
  run: inspectNeedsSwarm,
};

const configLs: Command = {
  name: "ls",
  aliases: ["list"],
  usage: "[OPTIONS]",
  short: "List configs",
  flags: flagTable(`
    -f, --filter filter | Show only what fits the condition
        --format string | @table
    -q, --quiet | Print ids only
  `),
  args: { kind: "none" },
  aliasPaths: ["docker config ls", "docker config list"],
  run: needsSwarm,
};

const configRm: Command = {
  name: "rm",
  aliases: ["remove"],
  usage: "CONFIG [CONFIG...]",
  short: "Remove one or more configs",
  flags: [],
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker config rm", "docker config remove"],
  run: eachNeedsSwarm,
};

/** `docker config`. */
export const configNoun: Command = {
  name: "config",
  usage: "",
  short: "Manage configs of a swarm",
  flags: [],
  args: { kind: "none" },
  hidden: true,
  subcommands: [configCreate, configInspect, configLs, configRm],
};
