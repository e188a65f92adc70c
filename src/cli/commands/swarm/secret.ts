import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { createNeedsSwarm, eachNeedsSwarm, inspectNeedsSwarm, needsSwarm } from "./needs-swarm.ts";

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

const secretInspect: Command = {
  name: "inspect",
  usage: "[OPTIONS] SECRET [SECRET...]",
  short: "Show secrets in detail",
  flags: flagTable(`
    -f, --format string | @template
        --pretty | Print it for people
  `),
  args: { kind: "min", count: 1 },
  run: inspectNeedsSwarm,
};

const secretLs: Command = {
  name: "ls",
  aliases: ["list"],
  usage: "[OPTIONS]",
  short: "List secrets",
  flags: flagTable(`
    -f, --filter filter | Show only what fits the condition
        --format string | @table
    -q, --quiet | Print ids only
  `),
  args: { kind: "none" },
  aliasPaths: ["docker secret ls", "docker secret list"],
  run: needsSwarm,
};

const secretRm: Command = {
  name: "rm",
  aliases: ["remove"],
  usage: "SECRET [SECRET...]",
  short: "Remove one or more secrets",
  flags: [],
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker secret rm", "docker secret remove"],
  run: eachNeedsSwarm,
};

/** `docker secret`. */
export const secretNoun: Command = {
  name: "secret",
  usage: "",
  short: "Manage secrets of a swarm",
  flags: [],
  args: { kind: "none" },
  hidden: true,
  subcommands: [secretCreate, secretInspect, secretLs, secretRm],
};
