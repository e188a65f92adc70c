import type { Command } from "../../command.ts";

/** The docker client's own names for buildx's commands choose the default builder, and their help says so. */
export function withDefaultBuilder(command: Command): Command {
  return {
    ...command,
    flags: command.flags.map((flag) => (flag.name === "builder" ? { ...flag, default: "default" } : flag)),
    ...(command.subcommands && { subcommands: command.subcommands.map(withDefaultBuilder) }),
  };
}
