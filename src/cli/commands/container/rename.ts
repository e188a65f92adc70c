import { CliError, type Command } from "../../command.ts";
import { completeContainers } from "../../complete/objects.ts";
import { errorText } from "../../errors.ts";

/** `docker container rename`. */
export const rename: Command = {
  name: "rename",
  usage: "CONTAINER NEW_NAME",
  short: "Give a container another name",
  args: { kind: "exact", count: 2 },
  aliasPaths: ["docker container rename", "docker rename"],

  flags: [],
  complete: completeContainers({ all: true }),
  async run({ args, cancel, engine, host }) {
    const [from = "", to = ""] = args.map((a) => a.trim());
    if (from === "" || to === "") throw new CliError("Error: Neither old nor new names may be empty");
    try {
      await engine.containerRename(from, to, cancel);
    } catch (error) {
      await host.stderr.print(`${errorText(error)}\n`);
      throw new CliError(`Error: failed to rename container named ${from}`);
    }
    return 0;
  },
};
