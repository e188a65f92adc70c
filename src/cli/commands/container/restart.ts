import type { Command } from "../../command.ts";
import { completeContainers } from "../../complete/objects.ts";
import { containerName, oneByOne } from "./each.ts";
import { STOP_FLAGS, stopOptions } from "./stop.ts";

/** `docker container restart`. */
export const restart: Command = {
  name: "restart",
  usage: "[OPTIONS] CONTAINER [CONTAINER...]",
  short: "Stop containers and start them again",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker container restart", "docker restart"],

  flags: STOP_FLAGS,
  complete: completeContainers({ all: true }),
  async run(context) {
    const options = stopOptions(context.flags);
    return oneByOne(context, async (name) => {
      await context.engine.containerRestart(containerName(name), options, context.cancel);
      return name;
    });
  },
};
