import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { deployNeedsSwarm, needsSwarm, stackConfig } from "./needs-swarm.ts";

const stackConfigVerb: Command = {
  name: "config",
  usage: "[OPTIONS]",
  short: "Print the stack's file, merged and filled in",
  flags: flagTable(`
    -c, --compose-file strings | Compose file, or "-" for stdin
        --skip-interpolation | Merge the files but leave variables as they are
  `),
  args: { kind: "none" },
  run: stackConfig,
};

const stackDeploy: Command = {
  name: "deploy",
  aliases: ["up"],
  usage: "[OPTIONS] STACK",
  short: "Deploy or update a stack",
  flags: flagTable(`
    -c, --compose-file strings | Compose file, or "-" for stdin
    -d, --detach = true | Do not wait until the stack's services have settled
        --prune | Remove services that the file no longer names
    -q, --quiet | Print no progress
        --resolve-image string = always | When to ask the registry for digests and platforms ("always", "changed", "never")
        --with-registry-auth | Hand the registry's credentials on to the nodes
  `),
  args: { kind: "exact", count: 1 },
  aliasPaths: ["docker stack deploy", "docker stack up"],
  run: deployNeedsSwarm,
};

const stackLs: Command = {
  name: "ls",
  aliases: ["list"],
  usage: "[OPTIONS]",
  short: "List stacks",
  flags: flagTable(`
        --format string | @table
  `),
  args: { kind: "none" },
  aliasPaths: ["docker stack ls", "docker stack list"],
  run: needsSwarm,
};

const stackPs: Command = {
  name: "ps",
  usage: "[OPTIONS] STACK",
  short: "List the tasks of a stack",
  flags: flagTable(`
    -f, --filter filter | Show only what fits the condition
        --format string | @table
        --no-resolve | Show ids instead of names
        --no-trunc | Print everything in full
    -q, --quiet | Print task ids only
  `),
  args: { kind: "exact", count: 1 },
  run: needsSwarm,
};

const stackRm: Command = {
  name: "rm",
  aliases: ["remove", "down"],
  usage: "[OPTIONS] STACK [STACK...]",
  short: "Remove one or more stacks",
  flags: flagTable(`
    -d, --detach = true | Do not wait until the stack is gone
  `),
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker stack rm", "docker stack remove", "docker stack down"],
  run: needsSwarm,
};

const stackServices: Command = {
  name: "services",
  usage: "[OPTIONS] STACK",
  short: "List the services of a stack",
  flags: flagTable(`
    -f, --filter filter | Show only what fits the condition
        --format string | @table
    -q, --quiet | Print ids only
  `),
  args: { kind: "exact", count: 1 },
  run: needsSwarm,
};

/** `docker stack`. */
export const stackNoun: Command = {
  name: "stack",
  usage: "[OPTIONS]",
  short: "Manage stacks of a swarm",
  flags: [],
  args: { kind: "none" },
  hidden: true,
  subcommands: [stackConfigVerb, stackDeploy, stackLs, stackPs, stackRm, stackServices],
};
