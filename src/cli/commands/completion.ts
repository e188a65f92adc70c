import type { Command } from "../command.ts";
import { flagTable } from "../grammar/table.ts";
import { notSimulated } from "./not-simulated.ts";

/** The shells here complete docker's words by themselves, through `docker __complete`: there is no script to print. */
const verb = (name: string): Command => ({
  name,
  usage: name === "bash" ? "" : "[flags]",
  short: `Print the completion script for ${name}`,
  flags: flagTable("--no-descriptions | leave descriptions out"),
  args: { kind: "none" },
  run: notSimulated(`docker completion ${name}`),
});

/** `docker completion`. */
export const completionNoun: Command = {
  name: "completion",
  usage: "",
  short: "Print a completion script for a shell",
  flags: [],
  args: { kind: "none" },
  hidden: true,
  subcommands: ["bash", "fish", "powershell", "zsh"].map(verb),
};
