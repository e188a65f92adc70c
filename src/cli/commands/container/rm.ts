import { NotFound } from "../../../api/errors.ts";
import { CliError, type Command } from "../../command.ts";
import { completeContainers } from "../../complete/objects.ts";
import { errorText } from "../../errors.ts";
import { flagTable } from "../../grammar/table.ts";
import { allAtOnce, containerName } from "./each.ts";

/** `docker container rm`. */
export const rm: Command = {
  name: "rm",
  usage: "[OPTIONS] CONTAINER [CONTAINER...]",
  short: "Remove containers",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker container rm", "docker container remove", "docker rm"],

  flags: flagTable(`
    -f, --force | Kill what still runs (SIGKILL) and remove it
    -l, --link | Remove the link of this name
    -v, --volumes | Remove its anonymous volumes too
  `),
  async run(context) {
    const { cancel, engine, flags } = context;
    const force = flags.bool("force");
    const options = { force, removeVolumes: flags.bool("volumes"), removeLinks: flags.bool("link") };
    return allAtOnce(
      context,
      async (typed) => {
        const name = typed.replace(/^\/+|\/+$/g, "");
        if (name === "") throw new CliError("container name cannot be empty");
        await engine.containerRemove(containerName(name), options, cancel);
      },
      // What is to go by force and is not there is as good as gone.
      (error) => (force && error instanceof NotFound ? errorText(error) : undefined),
    );
  },
  complete: (context, toComplete) =>
    completeContainers({
      all: true,
      which: (c) => context.flags.bool("force") || ["created", "dead", "exited"].includes(c.State),
    })(context, toComplete),
};
