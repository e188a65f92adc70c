import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { eachNeedsSwarm, inspectNeedsSwarm, needsSwarm } from "./needs-swarm.ts";

/*
 * What the nouns of a swarm's objects (`config`, `node`, `secret`, `service`) share: each lists, shows and removes them in
 * the same way.
 */

/** `docker NOUN`, which nobody is shown who is in no swarm. */
export function objectNoun(name: string, subcommands: readonly Command[]): Command {
  const short = `Manage ${name}s of a swarm`;
  return { name, usage: "", short, flags: [], args: { kind: "none" }, hidden: true, subcommands };
}

/** `docker NOUN ls`. */
export function lsObjects(noun: string): Command {
  return {
    name: "ls",
    aliases: ["list"],
    usage: "[OPTIONS]",
    short: `List ${noun}s`,
    flags: flagTable(`
      -f, --filter filter | Show only what fits the condition
          --format string | @table
      -q, --quiet | Print ids only
    `),
    args: { kind: "none" },
    aliasPaths: [`docker ${noun} ls`, `docker ${noun} list`],
    run: needsSwarm,
  };
}

/** `docker NOUN inspect`. */
export function inspectObjects(noun: string, usage = usageOf(noun)): Command {
  return {
    name: "inspect",
    usage: `[OPTIONS] ${usage}`,
    short: `Show ${noun}s in detail`,
    flags: flagTable(`
      -f, --format string | @template
          --pretty | Print it for people
    `),
    args: { kind: "min", count: 1 },
    run: inspectNeedsSwarm,
  };
}

/** `docker NOUN rm`. */
export function rmObjects(noun: string, flags: Command["flags"] = []): Command {
  return {
    name: "rm",
    aliases: ["remove"],
    usage: `${flags.length ? "[OPTIONS] " : ""}${usageOf(noun)}`,
    short: `Remove one or more ${noun}s`,
    flags,
    args: { kind: "min", count: 1 },
    aliasPaths: [`docker ${noun} rm`, `docker ${noun} remove`],
    run: eachNeedsSwarm,
  };
}

/** `docker NOUN ps`: the tasks of some. */
export function psObjects(short: string, usage: string, args: Command["args"]): Command {
  return {
    name: "ps",
    usage: `[OPTIONS] ${usage}`,
    short,
    flags: flagTable(`
      -f, --filter filter | Show only what fits the condition
          --format string | Go template to print the tasks by
          --no-resolve | Show ids instead of names
          --no-trunc | Print everything in full
      -q, --quiet | Print task ids only
    `),
    args,
    run: needsSwarm,
  };
}

function usageOf(noun: string): string {
  const name = noun.toUpperCase();
  return `${name} [${name}...]`;
}
