import { CliError, type Command } from "../../command.ts";
import { completeContainers } from "../../complete/objects.ts";
import { containerName, oneByOne } from "./each.ts";

/** `docker container wait`. */
export const wait: Command = {
  name: "wait",
  usage: "CONTAINER [CONTAINER...]",
  short: "Wait until containers stop, and print their exit statuses",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker container wait", "docker wait"],

  flags: [],
  complete: completeContainers(),
  run: (context) =>
    oneByOne(context, async (name) => {
      const pending = await context.engine.containerWait(containerName(name), "not-running", context.cancel);
      const { StatusCode, error } = await pending.response();
      if (error !== undefined) throw new CliError(error);
      return String(StatusCode);
    }),
};
