import type { Command } from "../command.ts";

const ONLY_EXPERIMENTAL = "is only supported on a Docker daemon with experimental features enabled";

const verb = (name: string): Command => ({
  name,
  usage: "",
  short: "",
  flags: [],
  args: { kind: "any" },
  refused: ONLY_EXPERIMENTAL,
});

/** `docker checkpoint`: there is none on a daemon without experimental features, as this one is. */
export const checkpointNoun: Command = {
  ...verb("checkpoint"),
  short: "Manage checkpoints",
  hidden: true,
  subcommands: [verb("create"), verb("ls"), verb("rm")],
};
