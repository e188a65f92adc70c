import type { Command } from "../command.ts";

/** The verbs of containers that stand at the top too (`docker run`, `docker ps`, …). */
export const containerCommands: readonly Command[] = [];

/** `docker container`. */
export const containerNoun: Command = {
  name: "container",
  usage: "",
  short: "Manage containers",
  flags: [],
  args: { kind: "none" },
  subcommands: [],
};
