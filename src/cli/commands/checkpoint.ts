import { CliError, type Command } from "../command.ts";

/** Checkpoints exist only on a daemon with experimental features, which this one is not. */
const onlyExperimental = (path: string): NonNullable<Command["run"]> => {
  return async () => {
    throw new CliError(`${path} is only supported on a Docker daemon with experimental features enabled`);
  };
};

/** `docker checkpoint`. */
export const checkpointNoun: Command = {
  name: "checkpoint",
  usage: "",
  short: "Manage checkpoints",
  flags: [],
  args: { kind: "any" },
  hidden: true,
  run: onlyExperimental("docker checkpoint"),
  subcommands: ["create", "ls", "rm"].map((name) => ({
    name,
    usage: "",
    short: "",
    flags: [],
    args: { kind: "any" },
    run: onlyExperimental(`docker checkpoint ${name}`),
  })),
};
